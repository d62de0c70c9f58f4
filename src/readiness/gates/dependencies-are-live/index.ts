import { z } from 'zod';
import type { Deployment } from '../../../domain/deployment.ts';
import type { Release } from '../../../domain/release.ts';
import { evidenceOfDeployment, isOfPackage, spokenState } from '../../deployed.ts';
import type { DependencyFacts, Facts } from '../../facts.ts';
import { finding, unlearnt, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';

/**
 * Live is what Muster's records say went out last of the dependency's service, and went well. What others deployed counts
 * by the digest or version that their tool told, which is how it came to be of that release. A later release of that
 * service does not stand for the one that is named: only people know whether it still keeps what was relied on.
 */
export const dependenciesAreLive = defineGate({
  name: 'dependencies-are-live',
  sentence: 'Every release that this one depends on is live in the same environment.',
  why: 'A release that calls what is not there yet fails in front of customers, and only there.',
  needs: ['the releases it depends on', "Muster's records of what went out last of their services, by others too"],
  empty: 'The release depends on no other.',
  asks: ['dependencies'],
  parameters: z.strictObject({}),
  reads: [],
  relations: [],
  look(facts) {
    const { release, environment } = facts;
    const keys = release.dependsOn.join(', ');
    return {
      expected: release.dependsOn.length === 0 ? 'releases it depends on' : `${keys} live in ${environment.name}`,
      findings: findingsOf(facts),
      passes: `${keys} ${release.dependsOn.length === 1 ? 'is' : 'are'} live in ${environment.name}.`,
      nothing: { because: `${release.key} says of no release that it depends on it.`, remedy: `Name in dependsOn what ${release.key} depends on, or let this gate be empty in the policy.` },
    };
  },
});

function findingsOf(facts: Facts): readonly Finding[] {
  const { release, asked, environment } = facts;
  const { dependencies } = asked;
  if (release.dependsOn.length === 0) return [];
  if (dependencies.state !== 'known') return [unlearnt(`whether ${release.dependsOn.join(', ')} is live in ${environment.name}`, dependencies)];
  const { value } = dependencies;
  return release.dependsOn.map((key) => findingOf(value.find((one) => one.key === key) ?? { key, release: null, last: null }, environment.name));
}

function findingOf({ key, release, last }: DependencyFacts, environment: string): Finding {
  if (release === null) return finding('FAIL', { because: `Muster knows no release ${key}.`, actual: `${key}: no such release`, restsOn: [`${key} unknown`], remedy: `Create the release ${key}, or name another in dependsOn.` });
  if (last === null) return finding('FAIL', { because: `${key} is not live in ${environment}: nothing of ${release.serviceKey} ever went there.`, actual: `${key}: never`, restsOn: [`${key} never`], remedy: `Deploy ${key} to ${environment} first.` });
  if (last.releaseKey !== key) return other(key, release, last);
  if (last.state !== 'SUCCEEDED') {
    return finding('FAIL', {
      because: `${key} is not live in ${environment}: its deployment ${spokenState(last)}.`, actual: `${key}: ${last.state}`, evidence: [evidenceOfDeployment(last, 'state')], restsOn: [`${key} ${last.id} ${last.state}`],
      remedy: last.finishedAt === null ? `Wait until ${key} is live in ${environment}.` : `Find out why, and deploy ${key} to ${environment} again.`, remedyUrl: last.run?.url ?? null,
    });
  }
  return live(key, release, last);
}

/** Another release of its service went there since: what went well replaced it, and of what did not nobody knows what it left. */
function other(key: string, { serviceKey }: Release, last: Deployment): Finding {
  const told = { evidence: [evidenceOfDeployment(last, 'releaseKey')], remedyUrl: last.run?.url ?? null };
  const which = last.releaseKey ?? `a release of ${serviceKey} that nobody can tell`;
  if (last.state === 'SUCCEEDED' && last.releaseKey !== null) {
    return finding('FAIL', {
      ...told, because: `${key} is not live in ${last.environment}: ${which} is.`, actual: `${key}: ${which} instead`, restsOn: [`${serviceKey} runs ${which}`],
      remedy: `Deploy ${key} to ${last.environment}, or name ${which} in dependsOn once it is known to do as well.`,
    });
  }
  return finding('UNKNOWN', {
    ...told, because: `Nobody can tell whether ${key} is live in ${last.environment}: the deployment of ${which} after it ${spokenState(last)}.`, actual: `${key}: ${which} ${last.state}`, restsOn: [`${serviceKey} ${last.id} ${last.state}`],
    remedy: `See what runs of ${serviceKey} in ${last.environment}, and deploy ${key} there again if it is not that.`,
  });
}

function live(key: string, { sealed }: Release, last: Deployment): Finding {
  const told = { evidence: [evidenceOfDeployment(last, 'state'), evidenceOfDeployment(last, 'packageDigest')], remedyUrl: last.run?.url ?? null };
  const same = sealed === null ? 'UNSAID' : isOfPackage(last, sealed.digest);
  if (same === 'NO') {
    return finding('FAIL', {
      ...told, because: `What is live of ${key} in ${last.environment} is another package than the one that is sealed now.`, actual: `${key}: another package`, restsOn: [`${key} of ${last.packageDigest ?? ''}`],
      remedy: `Deploy the sealed package of ${key} to ${last.environment}.`,
    });
  }
  return finding('PASS', { ...told, because: `${key} is live in ${last.environment}.`, actual: `${key}: SUCCEEDED`, restsOn: [`${key} live with ${last.packageDigest ?? 'its version'}`] });
}
