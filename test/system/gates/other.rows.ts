import { setTimeout as pause } from 'node:timers/promises';
import { releaseKey, testReport } from '../../../sandbox/bank/signing.ts';
import { agreeToPlan } from '../../../sandbox/seed/operations.ts';
import { atTool, signIns } from '../tools.ts';
import type { World } from '../world.ts';
import { mutate, release, type GateRow } from './row.ts';

type Acts = Pick<GateRow, 'breaks' | 'mends'>;
const file = 'libs-release-local/northbank/ledger/1.9.2/ledger-api-1.9.2.tgz';

/** Writes bytes over the artifact, as somebody may who has the rights to. */
async function overwrite(world: World, content: string): Promise<void> {
  const response = await fetch(`${world.sandbox.tools.artifactory.url}/artifactory/${file}`, { method: 'PUT', headers: { authorization: signIns.artifactoryAdmin }, body: content });
  if (!response.ok) throw new Error(`Artifactory refused ${file}: ${response.status} ${await response.text()}`);
}

const artifactsOf = (world: World): World['sandbox']['story']['releases'][number]['artifacts'] => world.sandbox.story.releases.flatMap(({ artifacts }) => artifacts);
const sealed = (world: World): string => artifactsOf(world).find(({ name }) => name === 'ledger-api-1.9.2.tgz')?.content ?? '';
const vulnerable = (world: World): string => artifactsOf(world).find(({ scan }) => scan === 'vulnerable')?.content ?? '';

const overwritten = (content: (world: World) => string): Acts => ({ breaks: (world) => overwrite(world, content(world)), mends: (world) => overwrite(world, sealed(world)) });

async function report(world: World, result: 'PASSED' | 'FAILED'): Promise<void> {
  const { checksums } = await atTool(world, 'artifactory', `GET /artifactory/api/storage/${file}`, signIns.artifactoryAdmin) as { readonly checksums: { readonly sha256: string } };
  await atTool(world, 'artifactory', `POST /evidence/api/v1/subject/${file}`, signIns.artifactoryAdmin, testReport(releaseKey, checksums.sha256, result, ['acceptance']));
}

async function moveWork(world: World, isDone: boolean): Promise<void> {
  const { transitions } = await atTool(world, 'jira', 'GET /rest/api/3/issue/LED-1003/transitions', signIns.kenji) as { readonly transitions: readonly { readonly id: string; readonly to: { readonly statusCategory: { readonly key: string } } }[] };
  const transition = transitions.find(({ to }) => (to.statusCategory.key === 'done') === isDone);
  await atTool(world, 'jira', 'POST /rest/api/3/issue/LED-1003/transitions', signIns.kenji, { transition: { id: transition?.id } });
}

interface Plan { readonly id: string; readonly version: number }

/** A new version of the plan, to which nobody agreed yet. */
export async function plan(world: World, releaseKey: string, environment: string): Promise<Plan> {
  const input = { releaseKey, environment, deployer: `github-${releaseKey.split('-')[0] ?? ''}`, parameters: {}, backoutPlan: 'Redeploy the previous package from the library and restart the workers.' };
  return (await mutate<{ readonly plan: Plan }>(world, 'planDeployment', input, { fields: 'plan { id version }' })).plan;
}

let planned: Plan = { id: '', version: 0 };
/** Stops the line, of these places or of all, and lifts it again. */
export function frozen(where: { readonly services?: readonly string[]; readonly environments?: readonly string[] } = {}): Acts {
  let freezeId = '';
  return {
    async breaks(world) {
      const input = { name: 'Stop the line', reason: 'Payments are failing.', timeZone: 'UTC', firstStartAt: new Date(Date.now() - 60_000).toISOString(), ...where };
      freezeId = (await mutate<{ readonly freeze: { readonly id: string } }>(world, 'declareFreeze', input, { fields: 'freeze { id }', who: 'changeAuthority' })).freeze.id;
    },
    mends: (world) => mutate(world, 'liftFreeze', { freezeId, reason: 'Mended.' }),
  };
}

let count = 0;
/** Deploys to staging, where the run ends as told. */
export async function toStaging(world: World, releaseKey: string, conclusion: 'success' | 'failure' = 'success'): Promise<void> {
  if (conclusion === 'failure') await atTool(world, 'github', 'PUT /__sandbox/runs', signIns.github, { conclusion, times: 1, runMs: 200 });
  count += 1;
  const { deployment } = await mutate<{ readonly deployment: { readonly id: string } }>(world, 'triggerDeployment', { releaseKey, environment: 'staging', idempotencyKey: `staging ${count}` }, { fields: 'deployment { id }' });
  for (let look = 0; look < 300; look += 1) {
    const now = (await world.data<{ deployment: { readonly state: string; readonly because: string } }>('query ($id: ID!) { deployment(id: $id) { state because } }', deployment)).deployment;
    if (now.state === (conclusion === 'success' ? 'SUCCEEDED' : 'FAILED')) return;
    if (['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED'].includes(now.state)) throw new Error(`${releaseKey} ended ${now.state} in staging: ${now.because}`);
    await pause(100);
  }
  throw new Error(`${releaseKey} never came to an end in staging.`);
}

export const jiraRows: readonly GateRow[] = [
  { gate: 'work-items-are-done', because: 'LED-1003', remedy: 'LED-1003', breaks: (world) => moveWork(world, false), mends: (world) => moveWork(world, true) },
];

/** Of the package: what is said of it first, what it is last. */
export const artifactoryRows: readonly GateRow[] = [
  { gate: 'package-is-tested', because: 'acceptance', remedy: 'acceptance', breaks: (world) => report(world, 'FAILED'), mends: (world) => report(world, 'PASSED') },
  { gate: 'no-blocking-vulnerability', because: 'ledger-api-1.9.2.tgz', remedy: 'ledger-api-1.9.2.tgz', ...overwritten(vulnerable) },
  { gate: 'artifact-licences-are-allowed', because: 'AGPL-3.0-only', remedy: 'ledger-api-1.9.2.tgz', ...overwritten(vulnerable) },
  { gate: 'package-is-signed', because: 'ledger-api-1.9.2.tgz', remedy: 'ledger-api-1.9.2.tgz', ...overwritten(() => 'built on a laptop') },
  { gate: 'package-matches-its-seal', because: 'ledger-api-1.9.2.tgz', remedy: 'ledger-api-1.9.2.tgz', ...overwritten(() => 'built on a laptop') },
  { gate: 'package-is-in-the-dml', because: 'ledger-api-1.9.2.tgz', remedy: 'ledger-api-1.9.2.tgz', breaks: (world) => atTool(world, 'artifactory', `DELETE /artifactory/${file}`, signIns.artifactoryAdmin), mends: (world) => overwrite(world, sealed(world)) },
];

export const musterRows: readonly GateRow[] = [
  {
    gate: 'plan-is-agreed', because: 'change authority', remedy: 'plan', breaks: async (world) => { planned = await plan(world, release, 'production'); },
    mends: (world) => world.data(agreeToPlan, { input: { planId: planned.id, planVersion: planned.version } }, 'changeAuthority'),
  },
  { gate: 'no-freeze', because: 'Stop the line', remedy: 'Stop the line', ...frozen() },
];

/** They need that releases went to staging before; a deployment that fails leaves an incident behind. */
export const deploymentRows: readonly GateRow[] = [
  { gate: 'dependencies-are-live', environment: 'staging', because: 'cards-3.1.0', remedy: 'cards-3.1.0', breaks: (world) => toStaging(world, 'cards-3.1.0', 'failure'), mends: (world) => toStaging(world, 'cards-3.1.0') },
  { gate: 'environment-came-before', because: 'staging', remedy: 'staging', breaks: (world) => toStaging(world, release, 'failure'), mends: (world) => toStaging(world, release) },
];
