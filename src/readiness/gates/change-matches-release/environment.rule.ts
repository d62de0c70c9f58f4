import type { Change } from '../../../domain/change.ts';
import { environmentWords, isSameEnvironment } from '../../environment-words.ts';
import type { Facts } from '../../facts.ts';
import { says, type Finding } from '../../finding.ts';
import { literally } from '../../naming.ts';
import { plainly } from '../../version.ts';
import { evidenceOfPlan } from '../../plan.ts';
import { contradiction, saidByRelease, type Rule } from './contradiction.ts';
import { lastSentence, roleAfter } from './mentions.ts';
import { ownChanges, type OwnChange } from './own-changes.ts';

/** A change goes where the plan goes: neither its text nor the items it is about belong to another environment alone. */
export const environmentRule: Rule = {
  kind: 'ENVIRONMENT',
  look: (facts) => ownChanges(facts).flatMap((own) => {
    const wrong = ofText(own.record, facts) ?? ofItems(own, facts);
    return wrong === null ? [] : [against(own.record, facts, wrong)];
  }),
};

interface Wrong { readonly field: 'title' | 'description' | 'configurationItems'; readonly value: string; readonly environments: readonly string[] }

function against(record: Change, facts: Facts, { field, value, environments }: Wrong): Finding {
  const { plan, environment, release } = facts;
  const named = environments.join(', ');
  return contradiction({
    because: `${record.label} is for ${named}, and ${plan === null ? release.key : `plan version ${plan.plan.version}`} is for ${environment.name}`, actual: `${record.label}: ${named}`,
    between: [says(record, field, value), plan === null ? saidByRelease(facts, 'environment', environment.name) : evidenceOfPlan(plan.plan, 'environment', plan.plan.environment)],
    restsOn: [`${record.id} for ${named}`], remedy: `Mend ${record.label}, or link the change of ${release.key} for ${environment.name}.`, remedyUrl: record.source.url,
  });
}

/** A title that names another environment and not this one; where the title names none, a description that does; or one that sends the release there and does not speak of this one. */
function ofText({ title, description }: Change, facts: Facts): Wrong | null {
  const inTitle = title === null ? [] : mentioned(title, facts, true);
  const isOurs = ({ word }: Named): boolean => isSameEnvironment(word, facts.environment.name);
  const wrong = (field: 'title' | 'description', value: string, some: readonly Named[]): Wrong | null => {
    const others = some.filter(({ role }) => role !== 'PAST');
    return some.some(isOurs) || others.length === 0 ? null : { field, value, environments: [...new Set(others.map(({ word }) => word))] };
  };
  const first = title === null ? null : wrong('title', title, inTitle);
  if (first !== null || description === null) return first;
  const inDescription = mentioned(description, facts, false);
  if (inTitle.some(isOurs)) return inDescription.some(isOurs) ? null : wrong('description', description, inDescription.filter(({ role }) => role === 'OUT'));
  return wrong('description', description, inDescription);
}

interface Named { readonly word: string; readonly role: 'OUT' | 'PAST' | 'NAMED' }
/** Words that mean other things too, unless something is brought there. */
const everyday = ['test', 'testing', 'stage', 'dev'];
/** What stands behind a word that is not the beginning of something else: "to test." and not "to test it". */
const isLast = /^(?:\s+environment|\s*(?:$|[.,;:!?)]))/iu;

/** Environments that a text names: this one wherever it stands, others where something is brought to them, or, in a title, by a word that means nothing else. */
function mentioned(text: string, facts: Facts, isTitle: boolean): readonly Named[] {
  const plain = plainly(text);
  const words = environmentWords([facts.environment.name, ...[facts.service, ...facts.otherServices].flatMap((one) => (one === null ? [] : [...Object.keys(one.targets), ...Object.keys(one.deployers)]))]);
  const pattern = new RegExp(`(?<to>\\b(?:to|into|onto)\\s+(?:the\\s+)?)?(?<![\\p{L}\\p{N}_.-])(?<word>${words.map(literally).join('|')})(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`, 'giu');
  return [...plain.matchAll(pattern)].flatMap((match): Named[] => {
    const { to, word = '' } = match.groups ?? {};
    const role = /\b(?:tested|verified|proven|proved|passed|tried|healthy|live|works?|ran)\b/iu.test(lastSentence(plain.slice(0, match.index))) ? 'PAST' : roleAfter(lastSentence(plain.slice(0, match.index)));
    if (isSameEnvironment(word, facts.environment.name)) return [{ word, role }];
    const isBrought = to !== undefined && (!everyday.includes(word.toLowerCase()) || isLast.test(plain.slice(match.index + match[0].length)));
    return isBrought || (isTitle && !everyday.includes(word.toLowerCase())) ? [{ word, role }] : [];
  });
}

function ofItems({ change }: OwnChange, { environment }: Facts): Wrong | null {
  if (change.items.state !== 'known') return null;
  const told = change.items.value.flatMap((item) => (item.environment === null ? [] : [{ name: item.name ?? 'an item', environment: item.environment }]));
  if (told.length === 0 || told.some((item) => isSameEnvironment(item.environment, environment.name))) return null;
  return { field: 'configurationItems', value: told.map((item) => `${item.name} of ${item.environment}`).join(', '), environments: [...new Set(told.map((item) => item.environment))] };
}
