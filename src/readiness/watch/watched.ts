import type { Instant } from '../../domain/instant.ts';
import type { Moved } from '../../domain/ports/changes.ts';
import type { Readiness } from '../../domain/readiness.ts';
import type { Judgement } from '../receipt.ts';
import { Latest } from './latest.ts';
import { isTouchedBy, restOf, type Rest } from './rests-on.ts';

export interface WatchSettings {
  /** How long after something moved it is judged again, milliseconds: what moves together is judged once. */
  readonly gatherMs: number;
  /** How long it is trusted that nothing moved unheard, milliseconds: what no tool tells of is seen then. */
  readonly trustMs: number;
  /** For how long a judgement is the current state for whoever begins to watch, milliseconds. */
  readonly currentMs: number;
}

export interface WatchedPorts {
  readonly judge: () => Promise<Judgement>;
  readonly now: () => Date;
  readonly settings: WatchSettings;
  /** A judgement failed on our side; it is tried again. */
  readonly onTrouble: (error: unknown) => void;
  /** Nobody watches it any more. */
  readonly onIdle: () => void;
}

/** One release in one environment with all who watch it: judged once for all of them, when something that it rests on moves. */
export class Watched {
  readonly #ports: WatchedPorts;
  /** Who watches, and what each was told last: null while nothing. */
  readonly #watchers = new Map<Latest<Readiness>, string | null>();
  #latest: Readiness | null = null;
  #rest: Rest | null = null;
  /** When time alone may turn something, by the last judgement; null: it does not say. */
  #turnsAt: readonly (Instant | null)[] = [];
  #isJudging = false;
  /** Something moved while it was being judged, which that judgement may have missed. */
  #hasMoved = false;
  #timer: NodeJS.Timeout | undefined;
  #dueAtMs = Infinity;

  constructor(ports: WatchedPorts) {
    this.#ports = ports;
  }

  /** Starts with the current state. */
  join(): Latest<Readiness> {
    const watcher: Latest<Readiness> = new Latest(() => { this.#leave(watcher); });
    this.#watchers.set(watcher, null);
    if (this.#latest !== null && !this.#isJudging && this.#ports.now().getTime() - Date.parse(this.#latest.judgedAt) <= this.#ports.settings.currentMs) this.#tellAll(this.#latest);
    else this.#judgeIn(0);
    return watcher;
  }

  heard(moved: Moved): void {
    if (this.#isJudging) this.#hasMoved ||= this.#rest === null || isTouchedBy(this.#rest, moved);
    else if (this.#rest !== null && isTouchedBy(this.#rest, moved)) this.#judgeIn(this.#ports.settings.gatherMs);
  }

  /** Ends it for all who watch. */
  end(): void {
    for (const watcher of [...this.#watchers.keys()]) void watcher.return();
  }

  #leave(watcher: Latest<Readiness>): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size > 0) return;
    clearTimeout(this.#timer);
    this.#ports.onIdle();
  }

  /** A look that is due anyhow is never put off, only brought forward. */
  #judgeIn(delayMs: number): void {
    const dueAtMs = performance.now() + delayMs;
    if (this.#isJudging || dueAtMs >= this.#dueAtMs || this.#watchers.size === 0) return;
    clearTimeout(this.#timer);
    this.#dueAtMs = dueAtMs;
    this.#timer = setTimeout(() => { void this.#judge(); }, delayMs).unref();
  }

  async #judge(): Promise<void> {
    this.#dueAtMs = Infinity;
    this.#isJudging = true;
    this.#hasMoved = false;
    const { judge, onTrouble } = this.#ports;
    try {
      const judgement = await judge();
      this.#rest = restOf(judgement);
      this.#latest = judgement.readiness;
      this.#turnsAt = [judgement.readiness.readyFromAt, ...judgement.readiness.verdicts.map(({ passesFromAt }) => passesFromAt)];
      this.#tellAll(judgement.readiness);
    } catch (error) {
      onTrouble(error);
      // Who was told nothing yet learns that there is nothing to tell; for the others the last word stands.
      for (const [watcher, told] of [...this.#watchers]) if (told === null) watcher.fail(error);
    }
    this.#isJudging = false;
    this.#judgeIn(this.#nextLookMs());
  }

  #tellAll(readiness: Readiness): void {
    const words = wordsOf(readiness);
    for (const [watcher, told] of this.#watchers) {
      if (told === words) continue;
      this.#watchers.set(watcher, words);
      watcher.tell(readiness);
    }
  }

  #nextLookMs(): number {
    return this.#hasMoved ? this.#ports.settings.gatherMs : this.#untilNextMs();
  }

  /** Time alone turns some gates: the first moment that a verdict names is awaited, within the time for which silence is trusted. */
  #untilNextMs(): number {
    const { settings: { trustMs }, now } = this.#ports;
    const ahead = this.#turnsAt.flatMap((moment) => (moment === null ? [] : [Date.parse(moment) - now().getTime()])).filter((delayMs) => delayMs > 0);
    return Math.min(trustMs, ...ahead);
  }
}

/** What a watcher would read otherwise: a later moment alone is no news. */
function wordsOf({ outcome, factsDigest, verdicts }: Readiness): string {
  return JSON.stringify([outcome, factsDigest, verdicts.map(({ gate, outcome: verdict, because }) => [gate, verdict, because])]);
}
