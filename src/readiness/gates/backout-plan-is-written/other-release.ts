import type { Evidence } from '../../../domain/readiness.ts';
import type { Facts } from '../../facts.ts';
import { finding, says, type Finding } from '../../finding.ts';
import { names, otherVersions, versionsOf } from '../../naming.ts';
import { isSameVersion } from '../../version.ts';

/** One back-out plan: where it stands, and whose words it is made of. */
export interface Written {
  /** "Plan version 3", "CHG0030003". */
  readonly where: string;
  readonly identity: string;
  readonly text: string;
  readonly evidence: Evidence;
}

/**
 * A back-out plan may name this release, or the version that runs now, to which it goes back. One that names versions
 * and neither of those was written for another release. Null when there is nothing wrong with it.
 */
export function otherReleaseFinding(written: Written, facts: Facts): Finding | null {
  const { release, service, otherServices } = facts;
  const naming = { release, serviceName: service?.name ?? null };
  if (names(written.text, naming)) return null;
  const own = otherVersions(written.text, naming);
  if (own.length === 0) return against(written, otherServices.flatMap(({ key, name }) => versionsOf(written.text, [key, name]).map((version) => `${key}-${version}`)), facts);
  const running = runningVersion(facts);
  if (running === null) return undecided(written, own, facts);
  // Once this release runs, what it replaced stands nowhere any more, and nobody can say that the plan is wrong about it.
  return isSameVersion(running, release.version) || own.some((found) => isSameVersion(found, `${release.serviceKey}-${running}`)) ? null : against(written, own, facts);
}

function runningVersion({ target }: Facts): string | null {
  return target?.record.state === 'known' ? (target.record.value.runningVersion?.replace(/^v(?=\d)/, '') ?? null) : null;
}

function against({ where, identity, evidence }: Written, others: readonly string[], { release, target }: Facts): Finding | null {
  if (others.length === 0) return null;
  const running = target?.record.state === 'known' ? [says(target.record.value, 'runningVersion', target.record.value.runningVersion)] : [];
  return finding('FAIL', {
    because: `The back-out plan of ${where} is about ${others.join(', ')}: neither ${release.key} nor what runs now.`, actual: `${where}: back-out of ${others.join(', ')}`,
    evidence: [evidence, ...running], restsOn: [`${identity} backs out of ${others.join(' ')}`], remedy: `Write the back-out plan of ${release.key} into ${where}.`, remedyUrl: evidence.url,
  });
}

function undecided({ where, identity, evidence }: Written, others: readonly string[], { release }: Facts): Finding {
  return finding('UNKNOWN', {
    because: `The back-out plan of ${where} names ${others.join(', ')}, and nobody can tell whether that is what runs now.`, actual: `${where}: back-out of ${others.join(', ')}`,
    evidence: [evidence], restsOn: [`${identity} backs out of ${others.join(' ')}, running version unknown`], remedyUrl: evidence.url,
    remedy: `See to it that the CMDB tells the running version, or name ${release.key} in the back-out plan of ${where}.`,
  });
}
