import type { Evidence } from '../../../domain/readiness.ts';
import type { Facts } from '../../facts.ts';
import { finding, hidden, says, type Finding } from '../../finding.ts';
import { versionsOf, type Naming } from '../../naming.ts';
import { evidenceOfPlan } from '../../plan.ts';
import { isSameVersion, plainly } from '../../version.ts';
import { contradiction, saidByRelease, type Rule } from './contradiction.ts';
import { lastSentence, mentionsOf, namesRelease } from './mentions.ts';
import { ownChanges } from './own-changes.ts';

const gate = 'backout-plan-is-written';

/**
 * A back-out plan takes this release out and goes back to what runs now. One that names no version says nothing, and nor does
 * one that is not there: unless the policy wants it written, for then it may be hidden.
 */
export const backoutRule: Rule = { kind: 'BACKOUT_PLAN', look: (facts) => [...written(facts).flatMap((one) => backoutFindings(one, facts)), ...unseen(facts)] };

function unseen(facts: Facts): readonly Finding[] {
  if (!facts.policy.gates.some((one) => one.gate === gate)) return [];
  return ownChanges(facts).flatMap(({ change, record }) => (record.backoutPlan === null ? [hidden(change, 'backoutPlan', 'the back-out plan')] : []));
}

interface Written { readonly where: string; readonly identity: string; readonly text: string; readonly evidence: Evidence }

function written(facts: Facts): readonly Written[] {
  const plan = facts.plan?.plan;
  return [
    ...(plan?.backoutPlan == null ? [] : [{ where: `Plan version ${plan.version}`, identity: `${plan.id} v${plan.version}`, text: plan.backoutPlan, evidence: evidenceOfPlan(plan, 'backoutPlan', plan.backoutPlan) }]),
    ...ownChanges(facts).flatMap(({ record }) => (record.backoutPlan === null ? [] : [{ where: record.label, identity: record.id, text: record.backoutPlan, evidence: says(record, 'backoutPlan', record.backoutPlan) }])),
  ];
}

function backoutFindings(one: Written, facts: Facts): readonly Finding[] {
  const naming: Naming = { release: facts.release, serviceName: facts.service?.name ?? null };
  const takenOut = outOf(one.text, naming);
  if (takenOut.length > 0) return [against(one, takenOut.map((version) => `${facts.release.serviceKey}-${version}`), saidByRelease(facts, 'version', facts.release.version), facts)];
  if (namesRelease(one.text, naming)) return [];
  const own = [...new Set(mentionsOf(one.text, naming).map(({ version }) => version))];
  if (own.length === 0) {
    const theirs = facts.otherServices.flatMap(({ key, name }) => versionsOf(one.text, [key, name]).map((version) => `${key}-${version}`));
    return theirs.length === 0 ? [] : [against(one, [...new Set(theirs)], saidByRelease(facts, 'version', facts.release.version), facts)];
  }
  return backTo(one, own, facts);
}

/** Versions other than this one that the plan takes out: "Back out payments-2.3.9", "Take Payments 2.5.0 out". What it goes back to stands behind a "to". */
function outOf(text: string, naming: Naming): readonly string[] {
  const plain = plainly(text);
  return mentionsOf(plain, naming).filter(({ isOurs }) => !isOurs).filter(({ version, index: at }) => {
    const [before, after] = [lastSentence(plain.slice(0, at)), plain.slice(at + version.length)];
    if (/\b(?:to|previous\w*|former\w*|redeploy\w*|restor\w*|reinstall\w*|install|deploy|activate|switch)\b[^.;]*$/iu.test(before)) return false;
    return /\b(?:back(?:s|ing)? ?-?out|roll(?:s|ing)? ?-?back|revert|remove|undo|uninstall|withdraw)\b(?:\s+(?:of|the|from|release|version))*\s*\S*\s*\S*$/iu.test(before) || (/\btake\b/iu.test(before) && /^\s+out\b/iu.test(after));
  }).map(({ version }) => version);
}

/** What the plan goes back to, against what the CMDB shows as running. Once this release runs, what it replaced stands nowhere any more. */
function backTo(one: Written, versions: readonly string[], facts: Facts): readonly Finding[] {
  const item = facts.target?.record.state === 'known' ? facts.target.record.value : null;
  const running = item?.runningVersion ?? null;
  const named = versions.map((version) => `${facts.release.serviceKey}-${version}`);
  if (item === null || running === null) {
    return [finding('UNKNOWN', {
      because: `The back-out plan of ${one.where} names ${named.join(', ')}, and nobody can tell whether that is what runs now.`, actual: `${one.where}: back-out to ${named.join(', ')}`, evidence: [one.evidence],
      restsOn: [`${one.identity} backs out to ${named.join(' ')}, running version unknown`], remedy: 'See to it that the CMDB tells the running version.', remedyUrl: one.evidence.url,
    })];
  }
  if (isSameVersion(running, facts.release.version) || versions.some((version) => isSameVersion(version, running))) return [];
  return [against(one, named, says(item, 'runningVersion', running), facts)];
}

function against({ where, identity, evidence }: Written, others: readonly string[], right: Evidence, { release }: Facts): Finding {
  return contradiction({
    because: `The back-out plan of ${where} is about ${others.join(', ')}, neither about ${release.key} nor about what runs now`, actual: `${where}: back-out of ${others.join(', ')}`, between: [evidence, right],
    restsOn: [`${identity} backs out of ${others.join(' ')}`], remedy: `Write the back-out plan of ${release.key} into ${where}.`, remedyUrl: evidence.url,
  });
}
