import type { WorkItem } from '../../../domain/work-item.ts';
import type { Facts, RecordFacts } from '../../facts.ts';
import { finding, hidden, says, unread, type Finding } from '../../finding.ts';
import { versionPattern } from '../../naming.ts';
import { isSameVersion, plainly } from '../../version.ts';
import { contradiction, saidByRelease, type Rule } from './contradiction.ts';

/** Work of the service that is planned for versions is planned for this one. Work of other projects goes by their own versions, and a name without a version says nothing. */
export const plannedVersionRule: Rule = { kind: 'PLANNED_VERSION', look: (facts) => (facts.workItems.length === 0 ? none(facts) : facts.workItems.flatMap((item) => plannedFinding(item, facts))) };

/** Where the policy wants work items, none at all may be none that could be seen. */
function none({ policy, release }: Facts): readonly Finding[] {
  if (!policy.gates.some(({ gate, mayBeEmpty }) => gate === 'work-items-are-done' && !mayBeEmpty)) return [];
  return [finding('UNKNOWN', {
    because: `${release.key} has no work items that could say for which version they are planned.`, actual: 'no work items', restsOn: ['no work items'], remedy: `Plan the work of ${release.key} for its version, or link it.`,
  })];
}

function plannedFinding(item: RecordFacts<WorkItem>, facts: Facts): readonly Finding[] {
  const { record, source, discountedBecause } = item;
  if (discountedBecause !== null) return [];
  if (record.state !== 'known') return [unread(item, source.key, record.state === 'unknown' ? record.problem.message : 'the tool has no such work, or hides it')];
  const { value: work } = record;
  const own = facts.service?.workItems ?? null;
  if (own === null || own.connection !== source.connection || !work.key.toLowerCase().startsWith(`${own.project.toLowerCase()}-`)) return [];
  if (work.fixVersions === null) return [hidden(item, 'fixVersions', 'the planned versions')];
  const told = work.fixVersions.flatMap((name) => versionsIn(name).map((version) => ({ name, version })));
  if (told.length === 0 || [...told.map(({ version }) => version), ...work.fixVersions].some((version) => isSameVersion(version, facts.release.version))) return [];
  const names = [...new Set(told.map(({ name }) => name))].join(', ');
  return [contradiction({
    because: `${work.label} belongs to ${facts.release.key} and is planned for ${names}`, actual: `${work.label}: planned for ${names}`, between: [says(work, 'fixVersions', names), saidByRelease(facts, 'version', facts.release.version)],
    restsOn: [`${work.id} planned for ${names}`], remedy: `Plan ${work.label} for ${facts.release.version} in ${source.connection}, or take it out of ${facts.release.key} with a reason.`, remedyUrl: source.url,
  })];
}

const within = new RegExp(`(?<![0-9.])(?:${versionPattern})`, 'gu');

function versionsIn(name: string): readonly string[] {
  return [...plainly(name).matchAll(within)].map(([version]) => version.replace(/[.+-]+$/, ''));
}
