/** Channels that are down, and are left alone for a while: a hundred messages for a dead server do not each wait for its deadline. */
export class Rests {
  readonly #restMs: number;
  readonly #resting = new Map<string, { readonly untilMs: number; readonly problem: string }>();

  constructor(restMs: number) {
    this.#restMs = restMs;
  }

  begin(channel: string, nowMs: number, problem: string): void {
    this.#resting.set(channel, { untilMs: nowMs + this.#restMs, problem });
  }

  over(channel: string): void {
    this.#resting.delete(channel);
  }

  /** Until when the channel rests, and why; null when it may be tried. */
  of(channel: string, nowMs: number): { readonly untilMs: number; readonly problem: string } | null {
    const rest = this.#resting.get(channel);
    return rest === undefined || rest.untilMs <= nowMs ? null : rest;
  }
}
