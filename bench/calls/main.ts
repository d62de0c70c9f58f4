import { readFileSync } from 'node:fs';
import { fill, openBank, toldBy, type Bank, type RunningHub } from './bank.ts';
import { differences, type BoardRelease } from './truth.ts';

/**
 * `npm run bench:calls`: what the portal's page and board of 200 releases cost cold, in calls that the stand-ins count.
 * Ends with one line of JSON; exit code 1 when the board says something else than the story tells.
 */
const folder = new URL('../../../shared/contract/queries/', import.meta.url);
const page = readFileSync(new URL('page.graphql', folder), 'utf8');
const board = readFileSync(new URL('board.graphql', folder), 'utf8');

/** The page of the most records: 3 changes, 40 work items, 12 artifacts, 27 items. */
const pageKey = 'payments-2.4.0';
const slowMs = 2_000;

const bank = await openBank();
try {
  const figures = await measure(bank);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exitCode = figures.answersEqual ? 0 : 1;
} finally {
  await bank.close();
}

/** Each hub after the first has its clock a day further on, so that no copy is young enough, and remembers nothing but its database. */
async function measure({ sandbox }: Bank) {
  await bank.withHub('PT0S', (hub) => fill(toldBy(sandbox), hub));
  const first = await bank.withHub('P1D', (hub) => showBoard(hub, 'of releases nobody has looked at'));
  const again = await bank.withHub('P2D', (hub) => showBoard(hub, 'once more, a day later'));
  const pageCalls = await bank.withHub('P3D', (hub) => counted(`the page of ${pageKey}`, () => showPage(hub)));
  const pageTrips = await bank.withHub('P4D', tripsOf);
  const wrong = [...differences(sandbox.story, first.releases), ...differences(sandbox.story, again.releases)];
  for (const sentence of wrong.slice(0, 10)) process.stderr.write(`${sentence}\n`);
  return { pageCalls, pageTrips, boardCalls: first.calls, boardAgainCalls: again.calls, boardReleases: first.releases.length, answersEqual: wrong.length === 0 };
}

async function showBoard(hub: RunningHub, which: string): Promise<{ readonly calls: number; readonly releases: readonly BoardRelease[] }> {
  let releases: readonly BoardRelease[] = [];
  const calls = await counted(`the board ${which}`, async () => { releases = (await hub.ask<{ readonly releases: { readonly nodes: readonly BoardRelease[] } }>(board)).releases.nodes; });
  return { calls, releases };
}

async function showPage(hub: RunningHub): Promise<void> {
  await hub.ask(page, { key: pageKey, environment: 'production' });
}

async function counted(what: string, act: () => Promise<unknown>): Promise<number> {
  await bank.calls();
  const began = performance.now();
  await act();
  const milliseconds = Math.round(performance.now() - began);
  const calls = await bank.calls();
  process.stderr.write(`${what}: ${JSON.stringify(calls)} in ${milliseconds} ms\n`);
  return Object.values(calls).reduce((sum, n) => sum + n, 0);
}

/** How many calls the page waits for one after another: with every call this slow, nothing else takes as long as one. */
async function tripsOf(hub: RunningHub): Promise<number> {
  await bank.slow(slowMs);
  try {
    const began = performance.now();
    await showPage(hub);
    return Math.floor((performance.now() - began) / slowMs);
  } finally {
    await bank.slow(0);
  }
}
