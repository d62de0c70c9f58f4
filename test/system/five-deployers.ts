import { parse, stringify } from 'yaml';
import type { Start } from '../../sandbox/kernel/index.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

/** The five deployers; each deploys the ledger to an environment of its own, so that all can be tried at once. */
export const fiveDeployers = ['github', 'gitlab', 'jenkins', 'argocd', 'webhook'] as const;
export type DeployerTool = (typeof fiveDeployers)[number];

interface Place {
  /** What configuration says of it beside connection and name. */
  readonly settings: object;
  /** Part of every call that triggers, and of no other; faults are matched by it. */
  readonly trigger: string;
  /** The endpoint under which the stand-in counts triggers. */
  readonly counted: RegExp;
}

export const places: Readonly<Record<DeployerTool, Place>> = {
  github: { settings: { repository: 'northbank/ledger', workflow: 'deploy.yml', ref: 'main' }, trigger: '/dispatches', counted: /^POST .*\/dispatches$/ },
  gitlab: { settings: { project: 'northbank/ledger', ref: 'main', jobs: ['deploy'] }, trigger: 'POST /api/v4/projects/', counted: /^POST .*\/pipeline$/ },
  jenkins: { settings: { job: 'ledger/deploy' }, trigger: '/buildWithParameters', counted: /^POST .*\/buildWithParameters$/ },
  argocd: { settings: { application: 'ledger-staging', healthyWithinSeconds: 5 }, trigger: 'POST /api/v1/applications/', counted: /^POST .*\/sync$/ },
  webhook: { settings: { path: '/deploy', status: '/deployments/{correlation}', cancel: '/deployments/{correlation}/cancel' }, trigger: 'POST /deploy', counted: /^POST \/deploy$/ },
};

export const deployerNamed = (tool: DeployerTool): string => `${tool}-ledger`;
export const environmentOf = (tool: DeployerTool): string => `by-${tool}`;

interface Config {
  environments: object[];
  readonly connections: { readonly name: string; deadline: object }[];
  readonly services: { readonly key: string; deployers: Record<string, object>; targets: Record<string, object> }[];
}

/** The sandbox's configuration with these five environments, judged as staging is; a trigger is waited for as long as `act` says (ISO 8601). */
export function deployedByFive(yaml: string, act: string): string {
  const config = parse(yaml) as Config;
  config.environments.push(...fiveDeployers.map((tool) => ({ name: environmentOf(tool), isProduction: false, policy: 'staging' })));
  for (const connection of config.connections) if (fiveDeployers.some((tool) => tool === connection.name)) connection.deadline = { ...connection.deadline, act };
  const ledger = config.services.find(({ key }) => key === 'ledger');
  for (const tool of fiveDeployers) {
    if (ledger?.targets['staging'] === undefined) throw new Error('the sandbox declares no ledger');
    ledger.deployers[environmentOf(tool)] = { connection: tool, name: deployerNamed(tool), ...places[tool].settings };
    ledger.targets[environmentOf(tool)] = ledger.targets['staging'];
  }
  return stringify(config, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** What a plan for each of the five environments says. */
export function planFor(tool: DeployerTool): object {
  return { releaseKey: 'ledger-1.9.2', environment: environmentOf(tool), deployer: deployerNamed(tool), parameters: {}, backoutPlan: 'Deploy 1.9.1 again.' };
}

/** How many triggers the stand-in took since its start, from whomever. */
export function postsTo(sandbox: Pick<Sandbox, 'tools'>, tool: DeployerTool): number {
  return Object.entries(sandbox.tools[tool].calls()).reduce((sum, [endpoint, count]) => sum + (places[tool].counted.test(endpoint) ? count : 0), 0);
}

/** The runs that the stand-in made, in order, by its own books. */
export async function startsAt(sandbox: Pick<Sandbox, 'tools'>, tool: DeployerTool): Promise<readonly (Start & { readonly correlation: string })[]> {
  return await (await fetch(`${sandbox.tools[tool].url}/__sandbox/starts`)).json() as readonly (Start & { readonly correlation: string })[];
}
