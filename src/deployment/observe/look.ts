import { SourceError } from '../../domain/error.ts';
import { instant } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ObservedRun } from '../../domain/ports/deployer.ts';
import type { Findings } from '../../domain/ports/findings.ts';
import type { ObservationTurn, ObservedPlace, Sighting } from '../../domain/ports/observation-store.ts';
import { activeStates } from '../../domain/deployment.ts';
import type { SourceProblem } from '../../domain/source.ts';
import { nextCursor } from './cursor.ts';
import type { Told } from './cursor.ts';
import { findRelease } from './find-release.ts';
import type { ObservePorts } from './ports.ts';
import { backoffMs } from './settings.ts';
import type { ObserveSettings } from './settings.ts';
import { hasBegun, sightingOf, startOf } from './sighting.ts';
import { deployerAt } from './watched.ts';
import { whichIs } from './which.ts';

export interface Looking {
  readonly ports: ObservePorts;
  readonly settings: ObserveSettings;
  /** This process's name in leases. */
  readonly runner: string;
}

/** TAKEN: another node is at it, it is not time yet, or the place is no longer declared. */
export type LookEnd = { readonly end: 'LOOKED'; readonly news: number } | { readonly end: 'FAILED'; readonly problem: SourceProblem } | { readonly end: 'STOPPED' | 'TAKEN' };

/**
 * One look at one place: reads what the deployer tells since the cursor, and keeps what others made together with the
 * cursor that follows. A tool that fails costs this look and nothing else: the cursor stays. Throws only when the hub's own
 * database fails; the turn then lapses.
 */
export async function lookAt(place: ObservedPlace, { ports, settings, runner }: Looking, stop: AbortSignal): Promise<LookEnd> {
  const { observations, clock } = ports;
  const deployer = deployerAt(ports, place);
  if (deployer === null) return { end: 'TAKEN' };
  const turn = await observations.takeTurn(place, runner, settings.leaseMs);
  if (turn === null) return { end: 'TAKEN' };
  const askedAt = instant(clock.now());
  const cursor = turn.cursor ?? back(askedAt, settings.lookBackMs);
  const signal = AbortSignal.any([stop, AbortSignal.timeout(settings.leaseMs)]);
  let told: Findings<ObservedRun>;
  try {
    told = await deployer.history(turn.cursor === null ? cursor : back(cursor, settings.overlapMs), { purpose: 'judge', maxAgeMs: 0, signal });
  } catch (error) {
    return stop.aborted ? giveBack(place, turn, ports) : giveUp(place, turn, problemOf(error, askedAt), ports, settings);
  }
  const { sightings, cursor: next } = await weigh(place, told, { cursor, askedAt }, ports, settings);
  const news = await observations.keep(place, turn, { sightings, cursor: next }, settings.everyMs);
  return news === null ? { end: 'TAKEN' } : { end: 'LOOKED', news };
}

interface Weighed { readonly sightings: readonly Sighting[]; readonly cursor: Instant }

/** What is told was told before ours are read: whatever ours caused, its deployment is among them by then. */
async function weigh(place: ObservedPlace, { records, isComplete }: Findings<ObservedRun>, { cursor, askedAt }: { readonly cursor: Instant; readonly askedAt: Instant }, ports: ObservePorts, settings: ObserveSettings): Promise<Weighed> {
  const { endWithinMs } = settings;
  const references = new Set(records.map(({ run }) => run.source.reference));
  const known = await ports.observations.known(place, {
    correlations: records.flatMap(({ correlation }) => correlation ?? []), runs: [...references],
    since: back(records.flatMap(({ run }) => run.startedAt ?? []).toSorted()[0] ?? cursor, settings.overlapMs),
  });
  const sightings: Sighting[] = [];
  const moments: Told[] = [];
  for (const run of records) {
    const which = whichIs(run, place, known, references);
    const since = run.toldSince ?? run.run.startedAt;
    if (which.is === 'OURS' || which.is === 'HELD') {
      moments.push({ since, isOpen: which.is === 'HELD' });
    } else if (!hasBegun(run, which)) {
      moments.push({ since, isOpen: startOf(run, which, askedAt) > back(askedAt, endWithinMs) });
    } else {
      const startedBy = run.startedBy === null ? null : ports.people.ofAccount({ connection: place.connection, userName: run.startedBy, name: null, email: null, isActive: null });
      const sighting = sightingOf(run, which, { found: await findRelease(run, place.serviceKey, ports.releases), startedBy, now: askedAt, endWithinMs });
      sightings.push(sighting);
      moments.push({ since, isOpen: activeStates.has(sighting.state) });
    }
  }
  return { sightings, cursor: nextCursor(moments, { cursor, askedAt, isComplete, endWithinMs }) };
}

async function giveBack(place: ObservedPlace, turn: ObservationTurn, { observations }: ObservePorts): Promise<LookEnd> {
  await observations.giveBack(place, turn);
  return { end: 'STOPPED' };
}

async function giveUp(place: ObservedPlace, turn: ObservationTurn, problem: SourceProblem, { observations, clock }: ObservePorts, { everyMs }: ObserveSettings): Promise<LookEnd> {
  await observations.giveUp(place, turn, problem, (failures) => backoffMs(failures, everyMs, problem.retryAt, clock.now()));
  return { end: 'FAILED', problem };
}

/** Whatever a connector throws is its tool's failure; what no connector should throw says nothing of its own text. */
function problemOf(error: unknown, askedAt: Instant): SourceProblem {
  if (error instanceof SourceError) return error.problem;
  return { code: 'UNEXPECTED_ANSWER', message: 'What it told of its runs could not be understood.', sinceAt: askedAt, retryAt: null };
}

function back(moment: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(moment) - milliseconds).toISOString();
}
