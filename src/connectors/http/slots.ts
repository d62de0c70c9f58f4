/** Lets so many work at once; the rest wait in the order they came. */
export interface Slots {
  readonly taken: number;
  /** Resolves to the way of giving the slot back; rejects with the signal's reason when that comes first. */
  take(signal: AbortSignal): Promise<() => void>;
}

export function createSlots(atOnce: number): Slots {
  let taken = 0;
  const waiting: (() => void)[] = [];
  const giveBack = (): void => {
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next();
  };
  return {
    get taken() { return taken; },
    async take(signal) {
      signal.throwIfAborted();
      if (taken < atOnce) taken += 1;
      else await turn(waiting, signal);
      return giveBack;
    },
  };
}

function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      waiting.splice(waiting.indexOf(onTurn), 1);
      reject(new DOMException('The exchange ended early', 'AbortError'));
    };
    const onTurn = (): void => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    };
    waiting.push(onTurn);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
