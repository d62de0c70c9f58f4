import type { Change } from '../../../domain/change.ts';
import type { ConfigurationItem } from '../../../domain/configuration-item.ts';
import { readReference } from '../../../domain/reference.ts';
import type { Facts } from '../../facts.ts';
import { finding, hidden, says, unread, type Finding } from '../../finding.ts';
import { plainly } from '../../version.ts';
import { contradiction, saidByConfiguration, type Rule } from './contradiction.ts';
import { ownChanges, type OwnChange } from './own-changes.ts';

/** A change that stands for the approval is about the very item that the plan deploys to: no other item, however near. */
export const itemRule: Rule = { kind: 'CONFIGURATION_ITEM', look: (facts) => ownChanges(facts).map((own) => itemFinding(own, facts)) };

function itemFinding({ change, record }: OwnChange, facts: Facts): Finding {
  const target = facts.target?.declaration.match;
  const where = `${facts.service?.name ?? facts.release.serviceKey} in ${facts.environment.name}`;
  if (target === undefined) return finding('UNKNOWN', { because: `Configuration declares no item for ${where}, so nobody can tell whether ${record.label} is about it.`, actual: 'no declared item', restsOn: ['no declared item'], remedy: `Declare the target of ${where} in Muster's configuration.` });
  if (change.items.state === 'unknown') return unread(change, `the configuration items of ${record.label}`, change.items.problem.message);
  if (change.items.state === 'absent') return unread(change, `the configuration items of ${record.label}`, 'the tool hides them');
  const items = change.items.value;
  if (items.some((item) => isTarget(item, target, facts))) return passing(record, target);
  if (items.some((item) => item.name === null)) return hidden(change, 'configurationItems', 'all configuration items');
  const named = items.length === 0 ? 'no configuration item' : items.map(({ name }) => name).join(', ');
  return contradiction({
    because: `${record.label} is about ${named}, not about ${target}, which is ${where}`, actual: `${record.label}: ${items.length === 0 ? 'no items' : named}`,
    between: [says(record, 'configurationItems', items.map(({ name, id }) => `${name ?? ''} (${readReference(id)?.key ?? id})`).join(', ')), saidByTarget(facts, target)],
    restsOn: [`${record.id} not about ${target}`], remedy: `Add ${target} to the configuration items of ${record.label}, or link the right change.`, remedyUrl: record.source.url,
  });
}

/** The same record, whatever it is called now. By its name only where the record could not be read, or another tool keeps it: of two items of one name, one is not the target. */
function isTarget(item: ConfigurationItem, match: string, { target }: Facts): boolean {
  if (target?.record.state === 'known') {
    if (item.id === target.record.value.id) return true;
    if (item.source.connection === target.record.value.source.connection) return false;
  }
  return item.name !== null && plainly(item.name).trim().toLowerCase() === plainly(match).trim().toLowerCase();
}

function saidByTarget(facts: Facts, match: string) {
  const record = facts.target?.record;
  return record?.state === 'known' ? says(record.value, 'name', `${record.value.name ?? match} (${readReference(record.value.id)?.key ?? record.value.id})`) : saidByConfiguration(facts, `target in ${facts.environment.name}`, match);
}

function passing(record: Change, target: string): Finding {
  return finding('PASS', { because: `${record.label} is about ${target}.`, actual: `${record.label} is about ${target}`, evidence: [says(record, 'configurationItems', target)], restsOn: [`${record.id} matches`] });
}
