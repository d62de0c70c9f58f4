import { z } from 'zod';
import { evidenceOfDeployment } from '../../deployed.ts';
import type { Facts, LastLive } from '../../facts.ts';
import { finding, hidden, says, unlearnt, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';

/** What failed since changed no record of ours, and the CMDB is written only after success: the last that went live is what must stand there. */
export const cmdbMatchesLastRelease = defineGate({
  name: 'cmdb-matches-last-release',
  sentence: 'The CMDB says that the version runs which went live last, by Muster\'s own records.',
  why: 'A CMDB that drifted was changed by somebody whom nobody asked, or is no longer true; either way nobody knows what is replaced.',
  needs: ['the item that holds the running version, and the version that it says', "Muster's records of what went live last of the service there, by others too"],
  empty: 'Nothing of the service ever went live in the environment, as far as Muster knows.',
  asks: ['lastLive'],
  parameters: z.strictObject({}),
  reads: ['ci'],
  relations: [],
  look(facts) {
    const { release, environment, asked: { lastLive } } = facts;
    const version = lastLive.state === 'known' ? lastLive.value?.version ?? null : null;
    const where = `${release.serviceKey} in ${environment.name}`;
    return {
      expected: version === null ? 'the version that went live last' : `version ${version}`,
      findings: lastLive.state !== 'known' ? [unlearnt(`what went live last of ${where}`, lastLive)] : lastLive.value === null ? [] : [findingOf(facts, lastLive.value, where)],
      passes: `The CMDB says version ${version ?? ''} of ${where}, which went live last.`,
      nothing: { because: `Muster has no record that anything of ${where} ever went live, so nobody can tell whether the CMDB drifted.`, remedy: 'Let Muster observe what others deploy there, or let this gate be empty in the policy until the first deployment.' },
    };
  },
});

function findingOf({ target, release, environment }: Facts, { deployment, version }: LastLive, where: string): Finding {
  if (target === null) {
    return finding('FAIL', { because: `Configuration declares no item for ${where}.`, actual: 'no declared item', restsOn: ['no declared item'], remedy: `Declare the target of ${where} in Muster's configuration.` });
  }
  const broken = unusable(target);
  if (broken !== null || target.record.state !== 'known') return broken ?? hidden(target, 'runningVersion', 'the running version');
  const record = target.record.value;
  if (record.runningVersion === null) return hidden(target, 'runningVersion', 'the running version');
  const told = { evidence: [says(record, 'runningVersion', record.runningVersion), evidenceOfDeployment(deployment, 'releaseKey')], actual: `${record.label}: ${record.runningVersion}`, remedyUrl: record.source.url };
  if (version === null) {
    return finding('UNKNOWN', {
      ...told, because: `Nobody can tell which version of ${where} went live last: the deployment is of no release that Muster knows.`, restsOn: [`${deployment.id} of an unknown release`],
      remedy: `Create the release that was deployed to ${environment.name}, or see what runs of ${release.serviceKey} there.`,
    });
  }
  if (plain(record.runningVersion) === plain(version)) return finding('PASS', { ...told, because: `${record.label} says ${version}.`, restsOn: [`${record.id} runs ${version}`] });
  return finding('FAIL', {
    ...told, because: `The CMDB says that ${record.label} runs ${record.runningVersion}, and ${deployment.releaseKey ?? version} went live last.`, restsOn: [`${record.id} runs ${record.runningVersion}, not ${version}`],
    remedy: `Find out who changed ${record.label} or its record, and mend the one that is wrong: the version in the CMDB, or what runs in ${environment.name}.`,
  });
}

/** "v2.4.0" is 2.4.0; any other difference is one. */
function plain(version: string): string {
  return version.trim().replace(/^v(?=\d)/i, '');
}
