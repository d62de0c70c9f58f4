export const results = ['succeeded', 'failed', 'canceled'] as const;
export type Result = (typeof results)[number];

/** How the next runs go. `times` null: until told otherwise. */
export interface RunPlan { readonly result: Result; readonly times: number | null; readonly runMs: number | null }
export const usualPlan: RunPlan = { result: 'succeeded', times: null, runMs: null };

export interface Run {
  readonly correlation: string;
  /** Digest of the body it was accepted with: the same key with another body is another matter. */
  readonly digest: string;
  readonly path: string;
  readonly body: unknown;
  /** By the sandbox's clock. */
  readonly acceptedAt: string;
  /** By the wall clock, which paces. */
  readonly acceptedMs: number;
  readonly runMs: number;
  readonly plannedResult: Result;
  canceledMs: number | null;
}

export interface WebhookData {
  readonly runs: Run[];
  plan: RunPlan;
}

/** What GET /deployments/{correlation} tells of a run. */
export function runView(run: Run, wallMs: number): object {
  const elapsed = wallMs - run.acceptedMs;
  const at = (afterMs: number): string => new Date(Date.parse(run.acceptedAt) + afterMs).toISOString();
  const startedAt = at(run.runMs * 0.2);
  const about = { correlation: run.correlation, url: `https://deploy.northbank.example/runs/${encodeURIComponent(run.correlation)}` };
  if (run.canceledMs !== null) return { ...about, status: 'canceled', startedAt, finishedAt: at(run.canceledMs - run.acceptedMs) };
  if (elapsed < run.runMs * 0.2) return { ...about, status: 'pending', startedAt: null, finishedAt: null };
  if (elapsed < run.runMs) return { ...about, status: 'running', startedAt, finishedAt: null };
  return { ...about, status: run.plannedResult, startedAt, finishedAt: at(run.runMs) };
}

export function hasEnded(run: Run, wallMs: number): boolean {
  return run.canceledMs !== null || wallMs - run.acceptedMs >= run.runMs;
}
