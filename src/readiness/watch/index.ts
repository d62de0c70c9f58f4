import type { Clock } from '../../domain/instant.ts';
import type { Changes } from '../../domain/ports/changes.ts';
import type { Readiness } from '../../domain/readiness.ts';
import type { Judgement } from '../receipt.ts';
import { Watched, type WatchSettings } from './watched.ts';

export { WatchAhead, type Place } from './ahead.ts';
export { Latest } from './latest.ts';
export type { WatchSettings } from './watched.ts';

export interface WatchPorts {
  readonly changes: Changes;
  readonly clock: Clock;
  /** From live facts. */
  readonly judge: (releaseKey: string, environment: string) => Promise<Judgement>;
  readonly onTrouble: (place: { readonly releaseKey: string; readonly environment: string }, error: unknown) => void;
}

const usual: WatchSettings = { gatherMs: 300, trustMs: 60_000, currentMs: 2_000 };

/** Watches the readiness of releases for whoever asks; costs nothing while nobody does. */
export class ReadinessWatch {
  readonly #ports: WatchPorts;
  readonly #settings: WatchSettings;
  readonly #watched = new Map<string, Watched>();
  readonly #stopListening: () => void;

  constructor(ports: WatchPorts, settings: Partial<WatchSettings> = {}) {
    this.#ports = ports;
    this.#settings = { ...usual, ...settings };
    this.#stopListening = ports.changes.listen((moved) => { for (const watched of this.#watched.values()) watched.heard(moved); });
  }

  /** How many releases in environments are being watched. */
  get size(): number {
    return this.#watched.size;
  }

  /** How it stands, then each change of its outcome or of a verdict. Whoever stops reading returns it. */
  watch(releaseKey: string, environment: string): AsyncGenerator<Readiness, undefined, undefined> {
    const key = JSON.stringify([releaseKey, environment]);
    const known = this.#watched.get(key);
    if (known !== undefined) return known.join();
    const watched = new Watched({
      judge: () => this.#ports.judge(releaseKey, environment),
      now: () => this.#ports.clock.now(),
      settings: this.#settings,
      onTrouble: (error) => { this.#ports.onTrouble({ releaseKey, environment }, error); },
      onIdle: () => { this.#watched.delete(key); },
    });
    this.#watched.set(key, watched);
    return watched.join();
  }

  /** Ends every watch. */
  stop(): void {
    this.#stopListening();
    for (const watched of [...this.#watched.values()]) watched.end();
  }
}
