import { startsAt } from '../../system/five-deployers.ts';
import { brisk } from '../../system/kill/die-at.ts';
import type { Pace } from '../../system/kill/die-at.ts';
import type { Part, Tally } from './part.ts';
import { Stage } from './stage.ts';
import type { Standing } from './stage.ts';

const atOnce = 50;
/** As slow as fifty that wait make it worth: brisk ones look a hundred times a second whether it is their turn, and read their changes 250 times, and have a machine do little else. In production it is five times, and twice. */
const pace: Pace = { ...brisk, waitLookMs: 5_000, pollMs: 200 };

/** Fifty triggers at once for one place, by three nodes; every tenth round one for each of fifty services instead. */
export const turns: Part = {
  name: 'turns',
  round: `${atOnce} simultaneous triggers on three nodes, of one service; every tenth round of ${atOnce} services`,
  rounds: { full: 110, short: 2 },
  async open(server) {
    const stage = await Stage.open({ server, nodes: 3, pace, yard: { services: atOnce, deployers: ['github'] } });
    return { close: () => stage.close(), play: (round) => (round % 10 === 1 ? sideBySide(stage) : oneAfterAnother(stage)) };
  },
};

async function oneAfterAnother(stage: Stage): Promise<Tally> {
  const { tally, intervals } = await played(stage, () => 0);
  // Not the order of `requestedAt`: of fifty that ask at once one node’s may be written down before another’s that asked a moment earlier.
  const accepted = await stage.accepted(0, 'github');
  const started = intervals.map(({ id }) => accepted.indexOf(id));
  const violations = started.filter((place, nth) => nth > 0 && place < (started[nth - 1] ?? 0)).length;
  const most = mostAtOnce(intervals);
  return {
    ...tally, counts: { ...tally.counts, orderViolations: violations }, most: { maxActivePerServiceAndEnvironment: most },
    wrong: [...tally.wrong, ...(most > 1 ? [`${most} runs of one place at once`] : []), ...(violations > 0 ? [`${violations} began before one that was accepted earlier`] : [])],
  };
}

async function sideBySide(stage: Stage): Promise<Tally> {
  const { tally, standing } = await played(stage, (nth) => nth);
  const waited = standing.filter(({ steps }) => steps.some(({ name, state }) => name === 'wait-for-turn' && state !== 'SUCCEEDED')).length;
  return { ...tally, counts: { ...tally.counts, sideBySide: atOnce }, wrong: [...tally.wrong, ...(waited > 0 ? [`${waited} services waited for others`] : [])] };
}

interface Interval { readonly id: string; readonly fromMs: number; readonly toMs: number }

async function played(stage: Stage, serviceOf: (nth: number) => number): Promise<{ readonly tally: Tally; readonly standing: readonly Standing[]; readonly intervals: readonly Interval[] }> {
  const before = stage.posts('github');
  const ids = await Promise.all(Array.from({ length: atOnce }, (_, nth) => stage.trigger(nth, serviceOf(nth), 'github')));
  const standing = await stage.ended(ids, 600_000);
  const starts = await startsAt(stage.sandbox, 'github');
  const intervals = starts.flatMap(({ correlation, fromMs, toMs }) => ids.filter((id) => correlation.endsWith(id.replace('deployment:', ''))).map((id) => ({ id, fromMs, toMs })));
  const extra = Math.max(0, stage.posts('github') - before - atOnce);
  const notEnded = standing.filter(({ finishedAt }) => finishedAt === null);
  return {
    standing, intervals,
    tally: {
      counts: { deployments: atOnce, doubleTriggers: extra + Math.max(0, intervals.length - atOnce), lostDeployments: notEnded.length + atOnce - standing.length },
      wrong: standing.filter(({ state }) => state !== 'SUCCEEDED').map((one) => `${one.id} is ${one.state}: ${one.because}`),
    },
  };
}

function mostAtOnce(intervals: readonly Interval[]): number {
  return Math.max(0, ...intervals.map(({ fromMs }) => intervals.filter((other) => other.fromMs <= fromMs && fromMs < other.toMs).length));
}
