import type { Deployment } from '../domain/deployment.ts';
import { MusterError } from '../domain/error.ts';
import type { DeployerDeclaration, Environment, ServiceDeclaration } from '../domain/environment.ts';
import type { Deployer } from '../domain/ports/deployer.ts';
import type { DeploymentPlan, Release } from '../domain/release.ts';
import type { DeploymentPorts } from './ports.ts';

/** What a deployment is about, as it stands now. */
export interface Subject {
  readonly release: Release;
  readonly environment: Environment;
  readonly service: ServiceDeclaration;
  /** The plan it was accepted with; null when it was accepted without one. */
  readonly plan: DeploymentPlan | null;
}

/** Something a deployment needs is no longer declared or remembered. Mended in the configuration; the deployment waits for it. */
export class MissingSubjectError extends MusterError {
  override readonly name = 'MissingSubjectError';
}

type SubjectPorts = Pick<DeploymentPorts, 'releases' | 'plans' | 'catalogue'>;

/** Throws MissingSubjectError when the release, its service or the environment is gone. */
export async function subjectOf(deployment: Deployment, ports: SubjectPorts): Promise<Subject> {
  const { releaseKey, planId } = deployment;
  const release = releaseKey === null ? undefined : (await ports.releases.byKeys([releaseKey])).get(releaseKey);
  const environment = ports.catalogue.environment(deployment.environment);
  const service = ports.catalogue.service(deployment.serviceKey);
  if (!release) throw new MissingSubjectError(`Release ${releaseKey ?? '(none)'} of ${deployment.id} is not in the hub's database; restore it.`);
  if (!environment) throw new MissingSubjectError(`Environment ${deployment.environment} is no longer in the configuration; declare it again.`);
  if (!service) throw new MissingSubjectError(`Service ${deployment.serviceKey} is no longer in the configuration; declare it again.`);
  return { release, environment, service, plan: planId === null ? null : await ports.plans.byId(planId) };
}

/** Throws MissingSubjectError when the service declares no deployer for the environment, or its connection cannot deploy. */
export function deployerOf(service: ServiceDeclaration, environment: string, ports: Pick<DeploymentPorts, 'connections'>): Deployer {
  const declaration: DeployerDeclaration | undefined = service.deployers[environment];
  if (!declaration) throw new MissingSubjectError(`Service ${service.key} declares no deployer for ${environment}; add deployers.${environment} to it in the configuration.`);
  const deployer = ports.connections.byName(declaration.connection)?.deployer?.(declaration);
  if (!deployer) throw new MissingSubjectError(`Connection ${declaration.connection} is not there or cannot deploy; service ${service.key} needs it for ${environment}.`);
  return deployer;
}
