import type { Change } from '../../../domain/change.ts';
import type { ChangeFacts, Facts } from '../../facts.ts';
import { finding, hidden, says, unread, unusable, type Finding } from '../../finding.ts';
import { names, otherVersions, type Naming } from '../../naming.ts';

/** Every judged change names this release; one that stands for its approval is also about the very item that the plan deploys to. */
export function changeFindings(facts: Facts): readonly Finding[] {
  const naming: Naming = { release: facts.release, serviceName: facts.service?.name ?? null };
  return facts.changes.flatMap((change) => {
    const broken = unusable(change);
    if (broken !== null || change.record.state !== 'known') return broken ?? [];
    const record = change.record.value;
    return [nameFinding(change, record, naming), ...(change.link?.origin === 'DISCOVERED' ? [] : [itemFinding(change, record, facts)])];
  });
}

/**
 * What a change is for, by its own words: its text names the release, or, when it names no version at all, its
 * correlation id does. Half a text proves nothing: the hidden half may name another version.
 */
function nameFinding(change: ChangeFacts, record: Change, naming: Naming): Finding {
  const { title, description, label, source } = record;
  const key = naming.release.key;
  if ([title, description].some((text) => text !== null && names(text, naming))) return passing(record, 'title', title, `${label} names ${key}.`);
  if (title === null) return hidden(change, 'title', 'the title');
  if (description === null) return hidden(change, 'description', 'the description');
  const others = otherVersions(`${title}\n${description}`, naming);
  if (others.length > 0) {
    return finding('FAIL', {
      because: `${label} is about ${others.join(', ')}, not about ${key}.`, actual: `${label}: ${others.join(', ')}`, evidence: [says(record, 'title', title)],
      restsOn: [`${record.id} names ${others.join(' ')}`], remedy: `Link the change of ${key}, or mend the text of ${label}.`, remedyUrl: source.url,
    });
  }
  if (record.correlationId === key) return passing(record, 'correlationId', key, `${label} carries ${key} as its correlation id.`);
  return finding('UNKNOWN', {
    because: `${label} does not say which release it is for.`, actual: `${label} names no version`, evidence: [says(record, 'title', title)],
    restsOn: [`${record.id} names no version`], remedy: `Write ${key} into the text or the correlation id of ${label}.`, remedyUrl: source.url,
  });
}

/** By name, as configuration declares the target: no other item, however near, is the one that is deployed to. */
function itemFinding(change: ChangeFacts, record: Change, facts: Facts): Finding {
  const target = facts.target?.declaration.match;
  const where = `${facts.service?.name ?? facts.release.serviceKey} in ${facts.environment.name}`;
  if (target === undefined) return finding('UNKNOWN', { because: `Configuration declares no item for ${where}, so nobody can tell whether ${record.label} is about it.`, actual: 'no declared item', restsOn: ['no declared item'], remedy: `Declare the target of ${where} in Muster's configuration.` });
  if (change.items.state === 'unknown') return unread(change, `the configuration items of ${record.label}`, change.items.problem.message);
  if (change.items.state === 'absent') return unread(change, `the configuration items of ${record.label}`, 'the tool hides them');
  const items = change.items.value.map((item) => item.name ?? 'a hidden item');
  if (items.includes(target)) return passing(record, 'configurationItems', target, `${record.label} is about ${target}.`);
  if (change.items.value.some((item) => item.name === null)) return hidden(change, 'configurationItems', 'all configuration items');
  return finding('FAIL', {
    because: `${record.label} is about ${items.length === 0 ? 'no configuration item' : items.join(', ')}, not about ${target}, which is ${where}.`,
    actual: `${record.label}: ${items.length === 0 ? 'no items' : items.join(', ')}`, evidence: [says(record, 'configurationItems', items.join(', '))],
    restsOn: [`${record.id} not about ${target}`], remedy: `Add ${target} to the configuration items of ${record.label}, or link the right change.`, remedyUrl: record.source.url,
  });
}

function passing(record: Change, field: string, value: string | null, because: string): Finding {
  return finding('PASS', { because, actual: because.replace(/\.$/, ''), evidence: [says(record, field, value)], restsOn: [`${record.id} matches`] });
}

