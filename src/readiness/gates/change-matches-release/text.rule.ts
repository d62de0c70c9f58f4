import type { Change } from '../../../domain/change.ts';
import type { ChangeFacts, Facts } from '../../facts.ts';
import { finding, hidden, says, unusable, type Finding } from '../../finding.ts';
import type { Naming } from '../../naming.ts';
import { plainly } from '../../version.ts';
import { contradiction, saidByRelease, type Rule } from './contradiction.ts';
import { mentionsOf, namesRelease, type Mention } from './mentions.ts';

/**
 * What a change is for, by its own words: its text names the release, or, when it names no version at all, its
 * correlation id does. Half a text proves nothing: the hidden half may name another version.
 */
export const textRule: Rule = {
  kind: 'VERSION_IN_THE_TEXT',
  look: (facts) => facts.changes.map((change) => {
    const broken = unusable(change);
    if (broken !== null || change.record.state !== 'known') return broken ?? hidden(change, 'title', 'the title');
    return nameFinding(change, change.record.value, facts);
  }),
};

function nameFinding(change: ChangeFacts, record: Change, facts: Facts): Finding {
  const { title, description, label, source, correlationId } = record;
  const naming: Naming = { release: facts.release, serviceName: facts.service?.name ?? null };
  const { key } = facts.release;
  const named = [title, description].find((text) => text !== null && namesRelease(text, naming));
  const isOwn = change.link?.origin !== 'DISCOVERED';
  const wrong = isOwn ? wrongly(record, naming) : null;
  if (wrong !== null) return other(record, facts, wrong);
  const theirs = isOwn && title !== null && !namesRelease(title, naming) ? ofOthers(title, facts) : [];
  if (theirs.length > 0) return contrary(record, facts, 'title', theirs);
  // Every tool wants a title, so one that is not told is hidden, and may name another version.
  if (isOwn && title === null) return hidden(change, 'title', 'the title');
  if (named != null) return passing(record, named === title ? 'title' : 'description', named, `${label} names ${key}.`);
  if (title === null) return hidden(change, 'title', 'the title');
  if (description === null) return hidden(change, 'description', 'the description');
  const mentions = mentionsOf(`${title}\n${description}`, naming).filter(({ role }) => role !== 'PAST');
  if (mentions.length > 0) return other(record, facts, { field: mentionsOf(title, naming).length > 0 ? 'title' : 'description', mentions });
  if (correlationId === key) return passing(record, 'correlationId', key, `${label} carries ${key} as its correlation id.`);
  return finding('UNKNOWN', {
    because: `${label} does not say which release it is for.`, actual: `${label} names no version`, evidence: [says(record, 'title', title)],
    restsOn: [`${record.id} names no version`], remedy: `Write ${key} into the text or the correlation id of ${label}.`, remedyUrl: source.url,
  });
}

interface Wrong { readonly field: 'title' | 'description' | 'correlationId'; readonly mentions: readonly Mention[] }

/** A part of the change that speaks of another version whatever the other parts say: a title of that alone, a sentence that sends it out, a correlation id of it. */
function wrongly({ title, description, correlationId }: Change, naming: Naming): Wrong | null {
  const others = (text: string | null): readonly Mention[] => (text === null ? [] : mentionsOf(text, naming).filter(({ isOurs, role }) => !isOurs && role !== 'PAST'));
  if (title !== null && others(title).length > 0 && !namesRelease(title, naming)) return { field: 'title', mentions: others(title) };
  const sent = others(description).filter(({ role }) => role === 'OUT');
  if (sent.length > 0) return { field: 'description', mentions: sent };
  return others(correlationId).length > 0 ? { field: 'correlationId', mentions: others(correlationId) } : null;
}

/** Releases of other services that a title names, which does not name this one: it is about them, whatever stands below it. What was, is not what goes out. */
function ofOthers(title: string, { release, otherServices }: Facts): readonly string[] {
  const plain = plainly(title).toLowerCase();
  return otherServices.filter(({ key, name }) => [key, name].some((word) => plain.includes(plainly(word).toLowerCase())))
    .flatMap(({ key, name }) => mentionsOf(title, { release: { ...release, serviceKey: key }, serviceName: name }).filter(({ role }) => role !== 'PAST').map(({ version }) => `${key}-${version}`));
}

function other(record: Change, facts: Facts, { field, mentions }: Wrong): Finding {
  return contrary(record, facts, field, mentions.map(({ version }) => `${facts.release.serviceKey}-${version}`));
}

function contrary(record: Change, facts: Facts, field: Wrong['field'], releases: readonly string[]): Finding {
  const { release } = facts;
  const named = [...new Set(releases)].join(', ');
  return contradiction({
    because: `${record.label} is about ${named}, not about ${release.key}`, actual: `${record.label}: ${named}`, between: [says(record, field, record[field]), saidByRelease(facts, 'version', release.version)],
    restsOn: [`${record.id} names ${named}`], remedy: `Link the change of ${release.key}, or mend the text of ${record.label}.`, remedyUrl: record.source.url,
  });
}

function passing(record: Change, field: string, value: string | null, because: string): Finding {
  return finding('PASS', { because, actual: because.replace(/\.$/, ''), evidence: [says(record, field, value)], restsOn: [`${record.id} matches`] });
}
