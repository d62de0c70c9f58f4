import { isDeepStrictEqual } from 'node:util';
import { defaultPace, dieAt } from './die-at.ts';
import type { Fate, Pace } from './die-at.ts';
import { due, met } from './expected.ts';
import { everyDeath, tellingDeaths } from './points.ts';
import type { Death } from './points.ts';
import { takeSnapshot } from './snapshot.ts';

/**
 * `npm run campaign:kill`: kills the hub at every point of every step, one after another, on the PostgreSQL of DATABASE_URL.
 * Says one line per death on stderr, and the figures as one line of JSON on stdout; exit code 1 when one of them is wrong.
 * Afterwards a few deaths at the settings of production, for how long a takeover takes there.
 */
const server = process.env['DATABASE_URL'];
if (server === undefined) throw new Error('The kill campaign needs a real PostgreSQL: set DATABASE_URL, e.g. postgres://postgres@127.0.0.1:5432/postgres.');

const beganAt = Date.now();
const snapshot = await takeSnapshot(server);
try {
  const fates = await dieAll(everyDeath);
  const unhurried = await dieAll(tellingDeaths.filter(({ run, point }) => run === 'success' && point !== 'intent:trigger').slice(0, 5), defaultPace);
  const figures = figuresOf([...fates, ...unhurried]);
  process.stdout.write(`${JSON.stringify({ ...figures, takeoverMs: { brisk: takeovers(fates), production: takeovers(unhurried) }, seconds: Math.round((Date.now() - beganAt) / 1_000) })}\n`);
  process.exitCode = figures.wrong === 0 ? 0 : 1;
} finally {
  await snapshot.drop();
}

async function dieAll(deaths: readonly Death[], pace?: Pace): Promise<readonly Fate[]> {
  const fates: Fate[] = [];
  for (const death of deaths) {
    const fate = await dieAt(snapshot, death, pace);
    const verdict = isAsDue(fate) ? 'as due' : `WRONG: ${JSON.stringify(met(fate))} instead of ${JSON.stringify(due(fate))}`;
    process.stderr.write(`${death.run} ${death.point}: ${verdict} (taken over after ${fate.takeoverMs ?? '-'} ms)\n`);
    fates.push(fate);
  }
  return fates;
}

function isAsDue(fate: Fate): boolean {
  return isDeepStrictEqual(met(fate), due(fate));
}

function figuresOf(fates: readonly Fate[]) {
  const total = (of: (fate: Fate) => number): number => fates.reduce((sum, fate) => sum + of(fate), 0);
  const count = (is: (fate: Fate) => boolean): number => fates.filter(is).length;
  return {
    points: everyDeath.length, kills: fates.length,
    dispatches: total(({ tally }) => tally.dispatches), cmdbWrites: total(({ tally }) => tally.cmdbWrites), incidents: total(({ tally }) => tally.incidents),
    changeMoves: total(({ tally }) => tally.changeMoves),
    doubleTriggers: count(({ tally }) => tally.dispatches > 1), doubleCmdbWrites: count(({ tally }) => tally.cmdbWrites > 1), doubleIncidents: count(({ tally }) => tally.incidents > 1),
    lostDeployments: count(({ state }) => state === null),
    neverPosted: count(({ point }) => point === 'intent:trigger'),
    wrong: count((fate) => !isAsDue(fate)),
  };
}

function takeovers(fates: readonly Fate[]): { readonly count: number; readonly median: number | null; readonly longest: number | null } {
  const known = fates.flatMap(({ takeoverMs }) => takeoverMs ?? []).toSorted((a, b) => a - b);
  return { count: known.length, median: known[Math.floor(known.length / 2)] ?? null, longest: known.at(-1) ?? null };
}
