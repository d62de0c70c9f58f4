import type { Fault } from '../../../sandbox/kernel/index.ts';
import { fiveDeployers, places } from '../../system/five-deployers.ts';
import type { DeployerTool } from '../../system/five-deployers.ts';
import { steer } from '../../system/kill/in-flight.ts';
import type { Part, Tally } from './part.ts';
import { added, nothing } from './part.ts';
import { Stage } from './stage.ts';
import type { Standing } from './stage.ts';

const services = 5;
/** Done, and nobody hears of it. */
const losses: readonly Fault[] = [{ kind: 'reset', when: 'after' }, { kind: 'hang', when: 'after' }, { kind: 'status', status: 502, when: 'after' }];
const settlesWithinMs = 60_000;

/** Five deployments at each of the five deployers, each answer of which is lost. */
export const lost: Part = {
  name: 'lost',
  round: `${services} lost answers at each of the five deployers`,
  rounds: { full: 100, short: 1 },
  async open(server) {
    const stage = await Stage.open({ server, nodes: 1, yard: { services, deployers: fiveDeployers } });
    return {
      close: () => stage.close(),
      play: async (round) => (await Promise.all(fiveDeployers.map((tool) => lose(stage, tool, losses[round % losses.length] as Fault)))).reduce(added, nothing),
    };
  },
};

async function lose(stage: Stage, tool: DeployerTool, loss: Fault): Promise<Tally> {
  await steer(stage.sandbox, tool, 'faults', { ...loss, match: places[tool].trigger, times: services });
  const before = stage.posts(tool);
  const ids = await Promise.all(Array.from({ length: services }, (_, service) => stage.trigger(0, service, tool)));
  const standing = await stage.ended(ids);
  const runs = await stage.runs(tool, ids);
  const posts = stage.posts(tool) - before;
  const wrong = [
    ...standing.filter((one, nth) => !wasUnclear(one) || !isTrue(one, runs[nth] ?? 0)).map((one) => `${tool} ${loss.kind}: ${one.state}, ${one.because}`),
    ...(posts <= services && runs.every((made) => made <= 1) ? [] : [`${tool} ${loss.kind}: ${posts} posts and ${runs.join(', ')} runs of ${services} deployments`]),
  ];
  return {
    counts: {
      lostAnswers: services, unclearFirst: standing.filter(wasUnclear).length, settledByLookUp: standing.filter((one) => (settledAfterMs(one) ?? Infinity) <= settlesWithinMs).length,
      secondPosts: Math.max(0, posts - services) + runs.filter((made) => made > 1).length, lostDeployments: standing.filter(({ finishedAt }) => finishedAt === null).length,
    },
    seconds: { settled: standing.flatMap((one) => settledAfterMs(one) ?? []).map((ms) => ms / 1_000) },
    wrong,
  };
}

/** On a busy machine two seconds may be over before a trigger is even sent: then it must end as what never arrived. */
function isTrue({ state }: Standing, runs: number): boolean {
  return runs === 1 ? state === 'SUCCEEDED' : state === 'FAILED';
}

function wasUnclear({ steps }: Standing): boolean {
  return steps.some(({ name }) => name === 'find-run');
}

function settledAfterMs({ steps, triggeredAt }: Standing): number | null {
  const found = steps.find(({ name, state }) => name === 'find-run' && state === 'SUCCEEDED');
  return found?.finishedAt == null || triggeredAt === null ? null : Date.parse(found.finishedAt) - Date.parse(triggeredAt);
}
