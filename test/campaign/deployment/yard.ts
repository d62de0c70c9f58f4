import { parse, stringify } from 'yaml';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { hubAs } from '../../../sandbox/seed/hub.ts';
import { createRelease, planDeployment, sealPackage } from '../../../sandbox/seed/operations.ts';
import { environmentOf, fiveDeployers, places } from '../../system/five-deployers.ts';
import type { DeployerTool } from '../../system/five-deployers.ts';

/** Where many deployments are made cheaply: services of one kind, to one environment per deployer, judged by their package alone. */
export interface Yard { readonly services: number; readonly deployers: readonly DeployerTool[] }

export const serviceOf = (nth: number): string => `yard-${String(nth + 1).padStart(2, '0')}`;
export const releaseOf = (nth: number): string => `${serviceOf(nth)}-1.9.2`;
/** The same application twice would be one place in Argo CD: it does one thing at a time. */
const applications = ['payments', 'ledger', 'statements', 'cards', 'onboarding', 'lending', 'fraud', 'messaging', 'web', 'platform'];

interface Config { environments: object[]; policies: object[]; services: object[]; readonly connections: { readonly name: string; deadline: object }[] }

/** The sandbox's configuration with the yard in it; an answer to a trigger is waited for two seconds. */
export function withYard(yaml: string, { services, deployers }: Yard): string {
  const config = parse(yaml) as Config;
  config.policies.push({ name: 'yard', version: '1', receiptValidity: 'PT2H', requiredAgreements: [], gates: { 'package-is-in-the-dml': { isBlocking: true } } });
  config.environments.push(...deployers.map((tool) => ({ name: environmentOf(tool), isProduction: false, policy: 'yard' })));
  for (const connection of config.connections) if (fiveDeployers.some((tool) => tool === connection.name)) connection.deadline = { ...connection.deadline, act: 'PT2S' };
  config.services.push(...Array.from({ length: services }, (_, nth) => ({
    key: serviceOf(nth), name: `Yard ${nth + 1}`, record: 'servicenow:service:Ledger', workItems: { connection: 'jira', project: 'LED' }, artifacts: { connection: 'artifactory', build: 'ledger', path: 'northbank/ledger' },
    targets: {}, deployers: Object.fromEntries(deployers.map((tool) => [environmentOf(tool), deployer(tool, nth)])),
  })));
  return stringify(config, { lineWidth: 0, aliasDuplicateObjects: false });
}

function deployer(tool: DeployerTool, nth: number): object {
  const own = tool === 'argocd' ? { application: `${applications[nth % applications.length] ?? ''}-staging` } : {};
  return { connection: tool, name: deployerOf(tool, nth), ...places[tool].settings, ...(tool === 'argocd' && { healthyWithinSeconds: 60 }), ...own };
}

function deployerOf(tool: DeployerTool, nth: number): string {
  return `${tool}-${serviceOf(nth)}`;
}

/** A release of each service, sealed from the ledger's build and planned for every environment. */
export async function fillYard({ services, deployers }: Yard, sandbox: Sandbox, hubUrl: string): Promise<void> {
  const ask = hubAs(hubUrl, sandbox.tokens.releaseManager);
  const build = sandbox.story.releases.find(({ key }) => key === 'ledger-1.9.2')?.build;
  if (build === undefined) throw new Error('the story has no ledger-1.9.2');
  for (let nth = 0; nth < services; nth += 1) {
    const releaseKey = releaseOf(nth);
    await ask(createRelease, { input: { key: releaseKey, name: releaseKey, version: '1.9.2', serviceKey: serviceOf(nth), records: [{ reference: `artifactory:build:${build.name}/${build.number}` }] } });
    await ask(sealPackage, { input: { releaseKey } });
    for (const tool of deployers) await ask(planDeployment, { input: { releaseKey, environment: environmentOf(tool), deployer: deployerOf(tool, nth), parameters: {}, backoutPlan: 'Deploy the one before again.' } });
  }
}
