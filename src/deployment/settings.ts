/** How a runner keeps time; all in milliseconds unless said otherwise. */
export interface RunnerSettings {
  /** How long a killed runner's deployment stays untouched before another takes it over. */
  readonly leaseMs: number;
  /** How often deployments that nobody looks after are searched for. */
  readonly sweepMs: number;
  /** Between two looks at something that moves quickly: a young run, a turn that is next. */
  readonly pollMs: number;
  /** The longest pause between two looks at a long run, or at a turn that many wait for. */
  readonly pollMaxMs: number;
  /** Between two looks at the linked changes while a deployment waits. */
  readonly waitLookMs: number;
  /** How long the configuration items may take to be operational after the run. */
  readonly healthWithinMs: number;
  /** Pause after a failed try; doubled by each further one. */
  readonly retryMs: number;
  readonly retryMaxMs: number;
  /** How long whether a run exists may stay unknown before a person is asked to state it; the looking goes on. */
  readonly unclearAskMs: number;
  /** Failed tries after which a person is asked for; the tries go on. */
  readonly attentionAfter: number;
  /** Tries at its turn before a deployment that cannot be judged is refused. */
  readonly undeterminedTries: number;
  /** The longest that stop() waits for steps that are under way. */
  readonly stopWithinMs: number;
}

export const defaultSettings: RunnerSettings = {
  leaseMs: 15_000,
  sweepMs: 2_000,
  pollMs: 1_000,
  pollMaxMs: 10_000,
  waitLookMs: 30_000,
  healthWithinMs: 300_000,
  retryMs: 2_000,
  retryMaxMs: 300_000,
  unclearAskMs: 300_000,
  attentionAfter: 5,
  undeterminedTries: 3,
  stopWithinMs: 10_000,
};

/** Doubles from retryMs with each failed try, up to retryMaxMs. */
export function retryDelay(settings: RunnerSettings, attempts: number): number {
  return Math.min(settings.retryMs * 2 ** Math.max(0, Math.min(attempts, 30) - 1), settings.retryMaxMs);
}

/** A young run is looked at every pollMs; an older one every twentieth of its age, up to pollMaxMs. */
export function followDelay(settings: RunnerSettings, ageMs: number): number {
  return Math.min(Math.max(settings.pollMs, ageMs / 20), Math.max(settings.pollMs, settings.pollMaxMs));
}
