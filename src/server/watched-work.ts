import type { JudgementBasis } from '../domain/readiness.ts';
import type { Judgement } from '../readiness/index.ts';
import type { Exchanged } from './connect.ts';
import type { Meters } from './metrics/index.ts';
import { past, routeOf, spanned, type Tracing } from './traces/index.ts';
import { within } from './work-in-hand.ts';

/** What the work of a hub is counted and traced by. */
export interface Watches {
  readonly meters: Meters;
  readonly tracing: Tracing;
}

/** Counts and traces each exchange with a tool. */
export function watchedExchanges({ meters, tracing }: Watches): Exchanged {
  return ({ connection, purpose, doing, method, path, status, milliseconds, waitedMs, problem }) => {
    past(tracing, {
      name: `${method} ${connection}`, kind: 'CLIENT', beganAgoMs: milliseconds,
      attributes: { 'muster.connection': connection, 'muster.purpose': purpose, 'muster.doing': doing, 'muster.waited_ms': waitedMs, 'http.request.method': method, 'url.template': routeOf(path), ...(status !== null && { 'http.response.status_code': status }), ...(problem !== null && { 'error.type': problem }) },
    }, problem !== null);
    if (problem !== null) meters.count('problems', { connection, problem });
    if (problem === 'CIRCUIT_OPEN') return;
    meters.time('requestSeconds', { connection, purpose }, milliseconds / 1_000);
    meters.time('waitSeconds', { connection }, waitedMs / 1_000);
  };
}

interface Judged {
  readonly releaseKey: string;
  readonly environment: string;
  readonly basis: JudgementBasis;
}

/** Counts, times and traces one judgement. */
export async function watchedJudgement({ meters, tracing }: Watches, { releaseKey, environment, basis }: Judged, judge: () => Promise<Judgement>): Promise<Judgement> {
  const beganAtMs = performance.now();
  const judgement = await spanned(tracing, { name: 'judge', kind: 'INTERNAL', attributes: { 'muster.release': releaseKey, 'muster.environment': environment, 'muster.basis': basis } }, { releaseKey, environment }, judge);
  meters.time('judgementSeconds', { basis }, (performance.now() - beganAtMs) / 1_000);
  meters.count('judgements', { environment, basis, readiness: judgement.readiness.outcome });
  return judgement;
}

/** All steps of a deployment are one trace, whose id is the deployment's own: whichever process carries it on, and however long it takes. One that only waits has no spans. */
export function watchedStep<T>({ tracing }: Pick<Watches, 'tracing'>, work: { readonly deploymentId: string; readonly step: string }, act: () => Promise<T>): Promise<T> {
  if (work.step === 'wait-for-turn') return within(work, act);
  return spanned(tracing, { name: work.step, kind: 'INTERNAL', attributes: { 'muster.deployment': work.deploymentId }, traceId: work.deploymentId.replace(/^deployment:|-/g, '') }, work, act);
}
