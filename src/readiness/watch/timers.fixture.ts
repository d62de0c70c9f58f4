import { jest } from '@jest/globals';

/** A timer that was set, and what has become of it. */
export interface SetTimer {
  readonly delayMs: number;
  isCleared: boolean;
  ring(): Promise<void>;
}

/** What `setTimeout` sets is written down, and rings when the spec says so; until `restore`. */
export function timersByHand(): { readonly set: SetTimer[]; pending(): readonly SetTimer[]; restore(): void } {
  const set: (SetTimer & { hasRung: boolean })[] = [];
  const setting = jest.spyOn(globalThis, 'setTimeout').mockImplementation(((act: () => void, delayMs: number) => {
    const timer = { delayMs, isCleared: false, hasRung: false, ring: async () => { timer.hasRung = true; act(); await settled(); }, unref: () => timer };
    set.push(timer);
    return timer;
  }) as never);
  const clearing = jest.spyOn(globalThis, 'clearTimeout').mockImplementation(((timer: SetTimer | undefined) => { if (timer !== undefined) timer.isCleared = true; }) as never);
  return {
    set, pending: () => set.filter(({ isCleared, hasRung }) => !isCleared && !hasRung),
    restore: () => { setting.mockRestore(); clearing.mockRestore(); },
  };
}

/** What was promised has come about. */
export const settled = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });
