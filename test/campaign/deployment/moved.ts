import { parse, stringify } from 'yaml';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import { postsTo } from '../../system/five-deployers.ts';
import { readyAgain } from '../../system/judging.ts';
import type { Judgement } from '../../system/judging.ts';
import { brisk, startHub } from '../../system/kill/die-at.ts';
import { steer } from '../../system/kill/in-flight.ts';
import { takeSnapshot } from '../../system/kill/snapshot.ts';
import type { Answer, Who, World } from '../../system/world.ts';
import type { Part } from './part.ts';
import { moreGates, moves } from './moves.ts';
import type { Move } from './moves.ts';

const release = 'ledger-1.9.2';
const ended = ['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED'];
interface Deployment { readonly id: string; readonly state: string; readonly because: string }

function withMoreGates(yaml: string): string {
  const file = parse(yaml) as { readonly policies: { readonly name: string; gates: Record<string, object> }[] };
  for (const policy of file.policies) if (policy.name === 'production') policy.gates = { ...policy.gates, ...moreGates };
  return stringify(file, { lineWidth: 0 });
}

/**
 * Judged with a receipt, one fact turned, then triggered with it. GitHub refuses every dispatch, so that nothing ever
 * runs: what came as far as a dispatch was let through. One kind of change a round, the kinds over and over.
 */
export const moved: Part = {
  name: 'moved',
  round: `one of ${moves.length} kinds of change between judgement and trigger`,
  rounds: { full: 25 * moves.length, short: moves.length },
  async open(server) {
    const snapshot = await takeSnapshot(server, { configure: withMoreGates });
    const kept = await snapshot.copy();
    const sandbox = await startSandbox({ basePort: 0, stateDir: kept.stateDir, runMs: 50 });
    const hub = startHub(kept, sandbox, brisk, { configure: withMoreGates });
    const { url } = await hub.ready;
    const world = remoteWorld(url, sandbox);
    await steer(sandbox, 'github', 'faults', { kind: 'status', status: 403, match: '/dispatches' });
    return {
      async close() {
        await hub.stop();
        await sandbox.close();
        await kept.drop();
        await snapshot.drop();
      },
      async play(round) {
        const move = moves[round % moves.length] as Move;
        const name = `${move.isHarmless ? 'harmless' : 'moving'} "${move.name}"`;
        const receipt = await receiptOf(world);
        if (receipt === null) return { counts: { unreadyMoves: 1 }, wrong: [`${name}: the release was not ready before: ${redOf(await readyAgain(world, release))}`] };
        const before = postsTo(sandbox, 'github');
        await move.does(world);
        const said = await triggered(world, receipt);
        const posts = postsTo(sandbox, 'github') - before;
        await move.undoes(world);
        await readyAgain(world, release);
        const isWrong = (posts === 0) === move.isHarmless;
        return {
          counts: move.isHarmless ? { harmlessMoves: 1, harmlessChangesRefused: posts === 0 ? 1 : 0 } : { movingMoves: 1, movedFactsAccepted: posts },
          wrong: isWrong ? [`${name}: ${posts} dispatches; ${said}`] : [],
        };
      },
    };
  },
};

function redOf({ verdicts }: Judgement): string {
  return verdicts.filter(({ outcome }) => outcome !== 'PASS').map(({ gate, outcome, because }) => `${gate.name} ${outcome}: ${because}`).join('; ');
}

async function receiptOf(world: World): Promise<unknown> {
  await readyAgain(world, release);
  const { payload } = await world.data<{ payload: { assessment: { receipt: { envelope: unknown } | null } | null } }>('mutation ($input: ValidateReadinessInput!) { payload: validateReadiness(input: $input) { assessment { receipt { envelope } } } }', { input: { releaseKey: release, environment: 'production' } });
  return payload.assessment?.receipt?.envelope ?? null;
}

/** What became of it, in its own words. */
async function triggered(world: World, receipt: unknown): Promise<string> {
  const input = { releaseKey: release, environment: 'production', receipt, idempotencyKey: crypto.randomUUID() };
  const { payload } = await world.data<{ payload: { deployment: Deployment | null; userErrors: readonly { readonly code: string; readonly message: string }[] } }>('mutation ($input: TriggerDeploymentInput!) { payload: triggerDeployment(input: $input) { deployment { id state because } userErrors { code message } } }', { input });
  if (payload.deployment === null) return JSON.stringify(payload.userErrors);
  const { id } = payload.deployment;
  for (let look = 0; look < 600; look += 1) {
    const { deployment } = await world.data<{ deployment: Deployment }>('query ($id: ID!) { deployment(id: $id) { id state because } }', { id });
    if (ended.includes(deployment.state)) return `${deployment.state}: ${deployment.because}`;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  return `${id} did not end`;
}

/** What the tables of test/system need of a world, over a hub in a process of its own. */
function remoteWorld(url: string, sandbox: World['sandbox']): World {
  const ask = async <T>(query: string, variables: unknown = {}, who: Who = 'releaseManager'): Promise<Answer<T>> => {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${sandbox.tokens[who]}` }, body: JSON.stringify({ query, variables }) });
    const answer = await response.json() as { data?: T; errors?: Answer<T>['errors'] };
    return { status: response.status, data: answer.data ?? null, errors: answer.errors ?? [] };
  };
  const data = async <T>(query: string, variables?: unknown, who?: Who): Promise<T> => {
    const answer = await ask<T>(query, variables, who);
    if (answer.errors.length > 0 || answer.data === null) throw new Error(`the hub answered ${JSON.stringify(answer.errors)}`);
    return answer.data;
  };
  return { url, sandbox, ask, data } as World;
}
