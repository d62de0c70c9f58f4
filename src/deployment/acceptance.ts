import { UserMistake } from '../domain/error.ts';
import type { Environment, ServiceDeclaration } from '../domain/environment.ts';
import type { JudgementPurpose } from '../domain/readiness.ts';
import type { DeploymentPlan, Release } from '../domain/release.ts';
import type { DeploymentPorts } from './ports.ts';
import { deployerOf, MissingSubjectError } from './subject.ts';
import type { TriggerInput } from './trigger-input.ts';

/** What may be judged for deployment: everything declared, sealed and planned. */
export interface Deployable {
  readonly release: Release;
  readonly environment: Environment;
  readonly service: ServiceDeclaration;
  readonly plan: DeploymentPlan;
}

type Reach = Pick<DeploymentPorts, 'releases' | 'plans' | 'catalogue' | 'connections'>;

/** Throws a UserMistake for the first thing that no judgement could make good. */
export async function deployable({ releaseKey, environment: name }: Pick<TriggerInput, 'releaseKey' | 'environment'>, ports: Reach, purpose: JudgementPurpose = 'RELEASE'): Promise<Deployable> {
  const release = (await ports.releases.byKeys([releaseKey])).get(releaseKey);
  if (!release) throw new UserMistake('NOT_FOUND', `There is no release ${releaseKey}.`, ['releaseKey']);
  const environment = ports.catalogue.environment(name);
  if (!environment) throw new UserMistake('NOT_FOUND', `There is no environment ${name}; there are ${ports.catalogue.environments.map((one) => one.name).join(', ')}.`, ['environment']);
  checkRelease(release, purpose);
  const service = ports.catalogue.service(release.serviceKey);
  if (!service) throw new UserMistake('INVALID', `Service ${release.serviceKey} of ${releaseKey} is not in the hub's configuration.`, ['releaseKey']);
  const plan = (await ports.plans.latest([releaseKey])).find((one) => one.environment === name);
  if (!plan) throw new UserMistake('NOT_FOUND', `${releaseKey} has no deployment plan for ${name}; propose one with planDeployment.`, ['environment']);
  checkDeployer(service, environment, plan, ports);
  return { release, environment, service, plan };
}

/** A release that ran long ago is closed, and may still take the place of one that went wrong. */
function checkRelease(release: Release, purpose: JudgementPurpose): void {
  if (release.canceledAt !== null) throw new UserMistake('INVALID', `${release.key} was cancelled and goes nowhere.`, ['releaseKey']);
  if (release.closedAt !== null && purpose === 'RELEASE') throw new UserMistake('INVALID', `${release.key} is closed and goes nowhere any more.`, ['releaseKey']);
  if (release.sealed === null) throw new UserMistake('NOT_SEALED', `The package of ${release.key} is not sealed; seal it with sealPackage.`, ['releaseKey']);
}

function checkDeployer(service: ServiceDeclaration, environment: Environment, plan: DeploymentPlan, ports: Reach): void {
  const declared = service.deployers[environment.name]?.name;
  if (declared !== undefined && declared !== plan.deployer) {
    throw new UserMistake('INVALID', `The plan names deployer ${plan.deployer}, but ${service.key} goes to ${environment.name} with ${declared}; propose a plan with that.`, ['environment']);
  }
  try {
    deployerOf(service, environment.name, ports);
  } catch (error) {
    if (error instanceof MissingSubjectError || error instanceof UserMistake) throw new UserMistake('INVALID', error.message, ['environment']);
    throw error;
  }
}
