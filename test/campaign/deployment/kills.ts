import { setTimeout as pause } from 'node:timers/promises';
import type { DeployerTool } from '../../system/five-deployers.ts';
import { chance } from '../../../src/domain/chance.fixture.ts';
import { added } from './part.ts';
import type { Part, Tally } from './part.ts';
import { Stage } from './stage.ts';

const killsPerRound = 5;
const services = 4;
/** Argo CD proves an absence by two quiet minutes only, which a place under load never has; its deaths are played in `crash`. */
const deployers: readonly DeployerTool[] = ['github', 'gitlab', 'jenkins', 'webhook'];

/** Sixteen deployments are asked for while one of two nodes after the other is killed at a moment of chance, and started again. */
export const kills: Part = {
  name: 'kills',
  round: `${killsPerRound} SIGKILLs under load`,
  rounds: { full: 200, short: 1 },
  async open(server) {
    const stage = await Stage.open({ server, nodes: 2, yard: { services, deployers } });
    return { close: () => stage.close(), play: (round) => play(stage, round) };
  },
};

async function play(stage: Stage, round: number): Promise<Tally> {
  const next = chance(1_000 + round);
  const before = deployers.map((tool) => stage.extraPosts(tool));
  const asked = deployers.map((tool) => Array.from({ length: services }, (_, service) => stage.insist(service, tool)));
  for (let kill = 0; kill < killsPerRound; kill += 1) {
    await pause(next() * 1_500);
    const nth = kill % 2;
    stage.hubs[nth]?.signal('SIGKILL');
    await stage.hubs[nth]?.exited;
    await stage.revive(nth);
  }
  const tallies: Tally[] = [];
  for (const [nth, tool] of deployers.entries()) {
    const ids = await Promise.all(asked[nth] ?? []);
    // Killed between INTENT and the post, nothing was sent: that is proven only after a minute, and stands as UNCLEAR until then.
    const standing = await stage.ended(ids, 180_000);
    const runs = await stage.runs(tool, ids);
    const extra = Math.max(0, stage.extraPosts(tool) - (before[nth] ?? 0));
    const isLost = standing.filter(({ finishedAt, needsAttention }) => finishedAt === null && !needsAttention);
    const doubled = runs.filter((made) => made > 1).length + extra;
    const odd = standing.filter((one, index) => (one.state === 'SUCCEEDED' && runs[index] !== 1) || (one.state === 'FAILED' && runs[index] !== 0));
    tallies.push({
      counts: { deployments: ids.length, doubleTriggers: doubled, lostDeployments: isLost.length + ids.length - standing.length, askedAPerson: standing.filter(({ finishedAt, needsAttention }) => finishedAt === null && needsAttention).length },
      wrong: [...isLost, ...odd].map((one) => `${tool}: ${one.id} is ${one.state}: ${one.because}`).concat(doubled > 0 ? [`${tool}: ${extra} posts too many, runs ${runs.join(', ')}`] : []),
    });
  }
  return tallies.reduce(added, { counts: { kills: killsPerRound }, wrong: [] });
}
