import type { ConfigurationItem } from '../../../domain/configuration-item.ts';
import type { Evidence } from '../../../domain/readiness.ts';
import { evidenceOfDeployment } from '../../deployed.ts';
import type { Facts, LastFacts } from '../../facts.ts';
import { hidden, says, unlearnt, type Finding } from '../../finding.ts';
import { isNewerVersion, isSameVersion } from '../../version.ts';
import { contradiction, saidByRelease, type Rule } from './contradiction.ts';

/** The CMDB shows what went out last as running, and nothing that this release would take back. What ended otherwise than well says nothing about what runs. */
export const runningRule: Rule = {
  kind: 'RUNNING_VERSION',
  look: (facts) => {
    const { target, asked: { lastOfService: last } } = facts;
    if (target?.record.state !== 'known' || target.discountedBecause !== null) return [];
    if (last.state !== 'known') return [unlearnt(`what went out last of ${facts.release.serviceKey} to ${facts.environment.name}`, last)];
    const { value: item } = target.record;
    const wentOut = ofDeployment(last.value);
    if (item.runningVersion === null) return wentOut === null ? [] : [hidden(target, 'runningVersion', 'the running version')];
    return runningFindings(item, item.runningVersion, wentOut, facts);
  },
};

interface WentOut { readonly version: string; readonly evidence: Evidence }

function ofDeployment({ deployment, release }: LastFacts): WentOut | null {
  if (deployment?.state !== 'SUCCEEDED' || release === null) return null;
  return { version: release.version, evidence: { ...evidenceOfDeployment(deployment, 'releaseKey'), value: release.version } };
}

function runningFindings(item: ConfigurationItem, running: string, wentOut: WentOut | null, facts: Facts): readonly Finding[] {
  const { release, environment } = facts;
  const told = { actual: `${item.label}: ${running} runs`, restsOn: [`${item.id} runs ${running}`], remedyUrl: item.source.url };
  if (wentOut !== null && !isSameVersion(running, wentOut.version)) {
    return [contradiction({
      ...told, because: `${item.label} runs ${running} as the CMDB says, and ${wentOut.version} went out last to ${environment.name}`, between: [says(item, 'runningVersion', running), wentOut.evidence],
      remedy: `Find out what runs in ${environment.name}, and mend ${item.label} in the CMDB or deploy what should run.`,
    })];
  }
  if (!isNewerVersion(running, release.version)) return [];
  return [contradiction({
    ...told, because: `${item.label} runs ${running} as the CMDB says, so ${release.key} would take it back`, between: [says(item, 'runningVersion', running), saidByRelease(facts, 'version', release.version)],
    remedy: `Release a version after ${running}, or mend ${item.label} in the CMDB.`,
  })];
}
