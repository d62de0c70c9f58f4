import type { DeploymentPlan } from '../../../domain/release.ts';
import type { Facts } from '../../facts.ts';
import { finding, type Finding } from '../../finding.ts';
import { isSameEnvironment } from '../../environment-words.ts';
import { evidenceOfPlan } from '../../plan.ts';
import { isSameVersion } from '../../version.ts';

/** The plan is of this release and environment, for the deployer that the service declares there, and its parameters say nothing else. */
export function planFinding({ plan: facts, release, environment, service }: Facts): Finding {
  if (facts === null) {
    return finding('FAIL', { because: `There is no deployment plan of ${release.key} for ${environment.name}.`, actual: 'no plan', restsOn: ['no plan'], remedy: `Plan the deployment of ${release.key} to ${environment.name}.` });
  }
  const { plan } = facts;
  const declared = service?.deployers[environment.name]?.name ?? null;
  const wrong = [
    ...differs('release', plan.releaseKey, release.key),
    ...differs('environment', plan.environment, environment.name),
    ...differs('deployer', plan.deployer, declared),
    ...parameter(plan, 'version', release.version, isSameVersion),
    ...parameter(plan, 'environment', environment.name, isSameEnvironment),
  ];
  const evidence = [evidenceOfPlan(plan, 'deployer', plan.deployer)];
  if (wrong.length === 0) return finding('PASS', { because: 'The plan is of this release.', actual: 'the plan matches', evidence, restsOn: [`${plan.id} matches`] });
  return finding('FAIL', {
    because: `Plan version ${plan.version} is not for ${release.key} in ${environment.name}: ${wrong.join('; ')}.`, actual: wrong.join('; '), evidence, restsOn: [`${plan.id} differs`],
    remedy: `Plan the deployment of ${release.key} to ${environment.name} again.`,
  });
}

function differs(what: string, said: string, right: string | null): readonly string[] {
  if (said === right) return [];
  return [right === null ? `its ${what} is ${said}, and none is declared` : `its ${what} is ${said}, not ${right}`];
}

function parameter(plan: DeploymentPlan, name: string, right: string, isSame: (one: string, other: string) => boolean): readonly string[] {
  const said = plan.parameters[name];
  return typeof said === 'string' && !isSame(said, right) ? differs(`parameter ${name}`, said, right) : [];
}
