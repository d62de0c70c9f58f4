import { z } from 'zod';
import type { Deployment } from '../../../domain/deployment.ts';
import { evidenceOfDeployment, isOfPackage, spokenState } from '../../deployed.ts';
import type { Facts } from '../../facts.ts';
import { finding, unlearnt, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';

const parameters = z.strictObject({
  /** Names of the environments that come first. */
  environments: z.array(z.string().min(1)).default([]),
  /** Whether a deployment of others counts that tells the release's version and no digest. */
  versionIsEnough: z.boolean().default(false),
});

/**
 * Rests on Muster's own records: the newest deployment of the release that had its turn there. What others deployed counts
 * when its digest shows that it was this very package; a version alone can be of other bytes.
 */
export const environmentCameBefore = defineGate({
  name: 'environment-came-before',
  sentence: 'The same package was deployed, and succeeded, in every environment that comes first.',
  why: 'What production sees for the first time should not be new to everybody.',
  needs: ['the sealed package', "Muster's records of the release's deployments, those that others made included"],
  empty: 'The policy names no environment that comes first.',
  asks: ['deployments'],
  parameters,
  reads: [],
  relations: [],
  look(facts, { environments, versionIsEnough }) {
    const { release, policy } = facts;
    return {
      expected: environments.length === 0 ? 'environments that come first' : `${release.key} deployed before to ${environments.join(', ')}, with the same package`,
      findings: [...new Set(environments)].map((environment) => findingOf(environment, facts, versionIsEnough)),
      passes: `The package of ${release.key} went to ${environments.join(', ')} before.`,
      nothing: { because: `The policy ${policy.name} names no environment that comes first.`, remedy: 'Name environments in the policy of environment-came-before, or let this gate be empty.' },
    };
  },
});

function findingOf(environment: string, { asked, release }: Facts, versionIsEnough: boolean): Finding {
  if (asked.deployments.state !== 'known') return unlearnt(`whether ${release.key} went to ${environment}`, asked.deployments);
  const deployed = asked.deployments.value.find((one) => one.releaseKey === release.key && one.environment === environment);
  const first = `Deploy ${release.key} to ${environment} first.`;
  if (deployed === undefined) return finding('FAIL', { because: `${release.key} was never deployed to ${environment}.`, actual: `${environment}: never`, restsOn: [`${environment} never`], remedy: first });
  if (deployed.state !== 'SUCCEEDED') {
    return finding('FAIL', {
      because: `The deployment of ${release.key} to ${environment} ${spokenState(deployed)}.`, actual: `${environment}: ${deployed.state}`, evidence: [evidenceOfDeployment(deployed, 'state')],
      restsOn: [`${environment} ${deployed.id} ${deployed.state}`], remedy: deployed.finishedAt === null ? `Wait until ${release.key} is live in ${environment}.` : `Find out why, and deploy ${release.key} to ${environment} again.`, remedyUrl: deployed.run?.url ?? null,
    });
  }
  if (release.sealed === null) return finding('FAIL', { because: `${release.key} is not sealed, so nobody can tell which package went to ${environment}.`, actual: 'not sealed', restsOn: ['not sealed'], remedy: `Seal the package of ${release.key}.` });
  return ofPackage(environment, deployed, { key: release.key, digest: release.sealed.digest, versionIsEnough });
}

function ofPackage(environment: string, deployed: Deployment, { key, digest, versionIsEnough }: { readonly key: string; readonly digest: string; readonly versionIsEnough: boolean }): Finding {
  const told = { evidence: [evidenceOfDeployment(deployed, 'packageDigest')], remedyUrl: deployed.run?.url ?? null };
  const same = isOfPackage(deployed, digest);
  if (same === 'YES' || (same === 'UNSAID' && versionIsEnough && deployed.origin === 'OBSERVED')) {
    return finding('PASS', { ...told, because: `${key} went to ${environment}.`, actual: `${environment}: SUCCEEDED`, restsOn: [`${environment} came before with ${same === 'YES' ? digest : 'its version'}`] });
  }
  if (same === 'NO') {
    return finding('FAIL', {
      ...told, because: `What went to ${environment} is another package of ${key} than the one that is sealed now.`, actual: `${environment}: another package`,
      restsOn: [`${environment} had ${deployed.packageDigest ?? ''}`], remedy: `Deploy the sealed package of ${key} to ${environment} first.`,
    });
  }
  const who = deployed.origin === 'OBSERVED' ? 'Others deployed' : 'Muster deployed';
  return finding('UNKNOWN', {
    ...told, because: `${who} ${key} to ${environment}, and nothing shows that it was the package that is sealed now.`, actual: `${environment}: package unsaid`,
    restsOn: [`${environment} ${deployed.id} package unsaid`], remedy: `Deploy the sealed package of ${key} to ${environment} through Muster${deployed.origin === 'OBSERVED' ? ', or let versionIsEnough in the policy' : ''}.`,
  });
}
