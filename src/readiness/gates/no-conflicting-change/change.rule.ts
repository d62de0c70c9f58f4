import type { Change, ChangeConflict } from '../../../domain/change.ts';
import type { ChangeFacts, Facts } from '../../facts.ts';
import { finding, hidden, says, unread, unusable, type Finding } from '../../finding.ts';
import type { Parameters } from './index.ts';

const hourMs = 3_600_000;

/** What the change tool's own check found. A tool that never checked says "no conflicts" just like one that did: it is asked when. */
export function changeFinding(change: ChangeFacts, { asked, judgedAt, changes }: Facts, given: Parameters): Finding {
  const broken = unusable(change);
  if (broken !== null || change.record.state !== 'known') return broken ?? hidden(change, 'conflicts', 'the conflicts');
  const record = change.record.value;
  const fact = asked.conflicts.state === 'known' ? asked.conflicts.value.find(({ of }) => of === record.id)?.told : asked.conflicts;
  const what = `the conflicts of ${record.label}`;
  if (fact === undefined) return unread(change, what, 'nobody asked for them');
  if (fact.state !== 'known') return unread(change, what, fact.state === 'unknown' ? fact.problem.message : 'the tool hides them');
  const own = numbersOf(changes, record.source.connection);
  const standing = fact.value.filter(({ kind, withChange }) => !given.bears.includes(kind) && (withChange === null || !own.has(withChange)));
  if (standing.length > 0) return conflicting(record, standing);
  return unchecked(record, judgedAt, given) ?? finding('PASS', {
    because: `${record.label} was checked and has no conflict.`, actual: `${record.label}: no conflict`, restsOn: [`${record.id} without conflict`, ...kindsOf(fact.value).map((kind) => `${record.id} bears ${kind}`)],
    evidence: [says(record, 'conflicts', fact.value.length === 0 ? 'none' : kindsOf(fact.value).join(', ')), says(record, 'conflictsCheckedAt', record.conflictsCheckedAt)],
  });
}

/** Changes of the same release touch the same things on purpose. */
function numbersOf(changes: readonly ChangeFacts[], connection: string): ReadonlySet<string> {
  return new Set(changes.flatMap(({ record, source, discountedBecause }) => (record.state === 'known' && discountedBecause === null && source.connection === connection && record.value.number !== null ? [record.value.number] : [])));
}

function conflicting(record: Change, conflicts: readonly ChangeConflict[]): Finding {
  const told = [...new Set(conflicts.map(spoken))];
  return finding('FAIL', {
    because: `${record.label} conflicts: ${told.slice(0, 3).join('; ')}${told.length > 3 ? `; and ${told.length - 3} more` : ''}.`,
    actual: `${record.label}: ${conflicts.length} conflicts`, restsOn: told.map((one) => `${record.id} conflicts ${one}`),
    evidence: [says(record, 'conflicts', told.join('; ')), says(record, 'conflictsCheckedAt', record.conflictsCheckedAt)],
    remedy: `Move one of the two, or take the item off one of them, and run the conflict check of ${record.label} in ${record.source.connection} again.`, remedyUrl: record.source.url,
  });
}

function spoken({ kind, description, withChange, configurationItem }: ChangeConflict): string {
  return `${description ?? kind}${configurationItem === null ? '' : ` on ${configurationItem}`}${withChange === null ? '' : ` with ${withChange}`}`;
}

function kindsOf(conflicts: readonly ChangeConflict[]): readonly string[] {
  return [...new Set(conflicts.map(({ kind }) => kind))].sort();
}

function unchecked(record: Change, judgedAt: string, { checkedWithinHours }: Parameters): Finding | null {
  const checkedAt = record.conflictsCheckedAt;
  if (checkedAt !== null && Date.parse(checkedAt) >= Date.parse(judgedAt) - checkedWithinHours * hourMs) return null;
  const because = checkedAt === null ? `${record.source.connection} does not say that ${record.label} was ever checked for conflicts` : `${record.label} was last checked for conflicts more than ${checkedWithinHours} hours ago`;
  return finding('UNKNOWN', {
    because: `${because}.`, actual: `${record.label}: ${checkedAt === null ? 'never checked' : 'checked too long ago'}`, restsOn: [`${record.id} unchecked`],
    evidence: [says(record, 'conflictsCheckedAt', checkedAt)], remedy: `Run the conflict check of ${record.label} in ${record.source.connection}.`, remedyUrl: record.source.url,
  });
}
