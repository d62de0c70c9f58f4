import { tamperedArtifact } from '../bank/bank.ts';
import { artifactoryCredentials } from '../bank/credentials.ts';
import type { Story, StoryRelease } from '../bank/story.ts';
import { tokenHolders } from '../hub-config.ts';
import type { ToolName } from '../hub-config.ts';
import type { AccessTokens } from '../keepsakes.ts';
import { hubAs } from './hub.ts';
import type { Ask } from './hub.ts';
import { agreeToPlan, createRelease, planDeployment, releaseAsItIs, sealPackage } from './operations.ts';

export interface SeedOptions {
  /** the hub's GraphQL endpoint */
  readonly hubUrl: string;
  readonly tokens: Pick<AccessTokens, 'releaseManager' | 'changeAuthority'>;
  readonly tools: Readonly<Record<ToolName, string>>;
  readonly story: Story;
  /** hears one sentence per thing done */
  readonly tell?: (sentence: string) => void;
}

/** The releases that the hub knows from the first start on. */
export const seededKeys = ['ledger-1.9.2', 'payments-2.4.0', 'statements-5.0.1', 'cards-3.1.0'] as const;

const environment = 'production';

interface Plan { readonly id: string; readonly version: number; readonly isAgreed: boolean; readonly backoutPlan: string | null }
interface Known { readonly package: { readonly isSealed: boolean }; readonly environments: readonly { readonly environment: { readonly name: string }; readonly plan: Plan | null }[] }

/**
 * Brings the story's four releases into a hub over its public API, and then overwrites one sealed artifact in the library.
 * May be run again: it goes on where an interrupted run stopped, and leaves alone what people did since.
 * @throws Error `SeedRefused` when the hub or the library says no.
 */
export async function seedHub(options: SeedOptions): Promise<void> {
  for (const key of seededKeys) {
    const release = options.story.releases.find((one) => one.key === key);
    if (release === undefined) throw new Error(`Seeding the hub: the story has no release ${key}.`);
    await seedRelease(options, release);
  }
}

async function seedRelease(options: SeedOptions, release: StoryRelease): Promise<void> {
  const manager = hubAs(options.hubUrl, options.tokens.releaseManager);
  const tell = options.tell ?? ((): void => undefined);
  const known = (await manager<{ release: Known | null }>(releaseAsItIs, { key: release.key })).release;
  if (known === null) {
    await manager(createRelease, { input: releaseInput(options.story, release) });
    tell(`${release.key} created`);
  }
  if (known?.package.isSealed !== true) {
    await manager(sealPackage, { input: { releaseKey: release.key } });
    tell(`${release.key} sealed`);
  }
  const plan = known?.environments.find((one) => one.environment.name === environment)?.plan ?? null;
  if (plan === null) {
    // After the seal and before the plan: a plan says that the overwriting was done, and that a mend must not be undone.
    if (release.key === tamperedArtifact.release) {
      await tamper(options.tools.artifactory);
      tell(`${tamperedArtifact.name} overwritten in the library, after the seal`);
    }
  }
  const made = plan ?? await makePlan(manager, release);
  if (isOurs(made, release)) {
    await hubAs(options.hubUrl, options.tokens.changeAuthority)(agreeToPlan, { input: { planId: made.id, planVersion: made.version } });
    tell(`${release.key} planned for ${environment} and agreed`);
  }
}

/** The seeding's own first plan that nobody agreed to yet; plans that people proposed are theirs to agree to. */
function isOurs(plan: Plan, release: StoryRelease): boolean {
  return !plan.isAgreed && plan.version === 1 && plan.backoutPlan === backoutPlanOf(release);
}

function backoutPlanOf(release: StoryRelease): string {
  return release.changes.find((change) => change.environment === environment)?.backoutPlan ?? 'Redeploy the previous package from the library.';
}

async function makePlan(manager: Ask, release: StoryRelease): Promise<Plan> {
  const input = { releaseKey: release.key, environment, deployer: `github-${release.serviceKey}`, parameters: {}, backoutPlan: backoutPlanOf(release) };
  const { payload } = await manager<{ payload: { plan: Plan | null } | null }>(planDeployment, { input });
  if (payload?.plan === undefined || payload.plan === null) throw new Error(`Seeding the hub: planning ${release.key} answered neither a plan nor an error.`);
  return payload.plan;
}

function releaseInput(story: Story, release: StoryRelease): object {
  const service = story.services.find(({ key }) => key === release.serviceKey);
  return {
    key: release.key, name: `${service?.name ?? release.serviceKey} ${release.version}`, version: release.version, serviceKey: release.serviceKey,
    description: `Release ${release.version} of ${service?.name ?? release.serviceKey}, built by ${release.build.name}/${release.build.number}.`,
    records: [{ reference: `artifactory:build:${release.build.name}/${release.build.number}` }, ...declaredChanges(release), ...(release.runbook === undefined ? [] : [{ reference: `servicenow:knowledge:${release.runbook}` }])],
    stakeholders: [tokenHolders.releaseManager, tokenHolders.changeAuthority].map(({ email, role }) => ({ email, role })),
  };
}

/** A change correlated with its release is found by the hub; one that is not, or that is for another environment, is declared. */
function declaredChanges(release: StoryRelease): readonly object[] {
  return release.changes
    .filter((change) => change.correlationId === null || change.environment !== environment)
    .map((change) => ({ reference: `servicenow:change:${change.number}`, environment: change.environment }));
}

/** Overwrites the one artifact, as somebody did by hand who had the rights to. */
async function tamper(artifactoryUrl: string): Promise<void> {
  const { repository, path, name, content } = tamperedArtifact;
  const url = `${artifactoryUrl}/artifactory/${repository}/${path}/${name}`;
  const response = await fetch(url, { method: 'PUT', headers: { authorization: `Bearer ${artifactoryCredentials.adminToken}` }, body: content });
  if (response.status === 201) return;
  const error = new Error(`Seeding the hub: overwriting ${url} was refused with ${response.status}: ${(await response.text()).slice(0, 200)}`);
  error.name = 'SeedRefused';
  throw error;
}
