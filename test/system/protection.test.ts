import { parse, stringify } from 'yaml';
import { githubCredentials } from '../../sandbox/bank/credentials.ts';
import { reviewerToken } from '../../sandbox/github/index.ts';
import { urlsOf } from '../../sandbox/sandbox.ts';
import { nameHooks } from '../../sandbox/seed/name-hooks.ts';
import { startWorld, type World } from './world.ts';

// A team keeps triggering its workflow by itself, and lets Muster answer GitHub's custom deployment protection rule.

interface Config { readonly services: { readonly deployers: Readonly<Record<string, Record<string, unknown>>> }[] }

/** How the sandbox's workflows name their runs; without it nobody can tell which release a run of somebody else's deploys. */
function withRunNames(yaml: string): string {
  const config = parse(yaml) as Config;
  for (const deployer of config.services.flatMap(({ deployers }) => Object.values(deployers))) if (deployer['connection'] === 'github') deployer['runName'] = 'Deploy {version} to {environment} [{correlation}]';
  return stringify(config, { aliasDuplicateObjects: false });
}

let world: World;
beforeAll(async () => {
  world = await startWorld({ configure: withRunNames });
  await nameHooks(world.url, urlsOf(world.sandbox.tools));
  await github('PUT', '/__sandbox/runs', { isProtected: true });
});
afterAll(async () => { await world.close(); });

async function github(method: string, path: string, body?: unknown, token: string = githubCredentials.token): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(world.sandbox.tools.github.url + path, { method, headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return (await answer.json()) as Readonly<Record<string, unknown>>;
}

/** Somebody starts the workflow by hand; answers how their run ends. */
async function ends(service: string, version: string): Promise<unknown> {
  const repo = `/repos/northbank/${service}`;
  const { workflow_run_id: id } = await github('POST', `${repo}/actions/workflows/deploy.yml/dispatches`, { ref: 'main', inputs: { environment: 'production', version }, return_run_details: true }, reviewerToken);
  for (let looks = 0; looks < 600; looks += 1) {
    const { status, conclusion } = await github('GET', `${repo}/actions/runs/${String(id)}`);
    if (status === 'completed') return conclusion;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  return 'still waiting';
}

const answered = async (): Promise<readonly { readonly subject: string; readonly outcome: string; readonly because: string }[]> =>
  (await world.data<{ auditLog: { nodes: { act: string; subject: string; outcome: string; because: string }[] } }>('{ auditLog(first: 200) { nodes { act subject outcome because } } }', {}, 'auditor')).auditLog.nodes.filter(({ act }) => act === 'answerProtection');

it('lets a run of anybody\'s in when its release is ready, keeps out what is not or is not known, and writes down each answer', async () => {
  expect(await Promise.all([ends('ledger', '1.9.2'), ends('payments', '2.4.0'), ends('payments', '9.9.9')])).toEqual(['success', 'failure', 'failure']);
  const entries = await answered();
  expect(entries.map(({ subject, outcome }) => `${subject} ${outcome}`).toSorted()).toEqual(['ledger-1.9.2 production DONE', 'northbank/payments production REFUSED', 'payments-2.4.0 production REFUSED']);
  expect(entries.find(({ subject }) => subject.startsWith('payments-2.4.0'))?.because).toMatch(/payments-2\.4\.0 is not ready for production\. .*change-is-approved fails/);
});

it('lets its own run in, without a second judgement', async () => {
  const { triggerDeployment: { deployment, userErrors } } = await world.data<{ triggerDeployment: { deployment: { id: string } | null; userErrors: unknown } }>(
    'mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { message } } }', { input: { releaseKey: 'ledger-1.9.2', environment: 'production', idempotencyKey: 'protected' } });
  expect(userErrors).toEqual([]);
  const state = async (): Promise<string> => (await world.data<{ deployment: { state: string } }>('query ($id: ID!) { deployment(id: $id) { state } }', { id: deployment?.id })).deployment.state;
  for (let looks = 0; looks < 600 && !['SUCCEEDED', 'FAILED', 'REFUSED'].includes(await state()); looks += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
  expect(await state()).toBe('SUCCEEDED');
  expect((await answered()).at(-1)).toMatchObject({ outcome: 'DONE', because: expect.stringContaining(`triggered this run itself for ${deployment?.id ?? ''}`) as unknown });
});
