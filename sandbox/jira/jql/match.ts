import { categories, statuses } from '../workflow.ts';
import type { DeskChange } from '../service-desk/index.ts';
import { serviceProject } from '../service-desk/index.ts';
import type { Issue, IssueFields, JiraData } from '../state.ts';
import { readDate } from './dates.ts';
import { JqlError } from './lex.ts';
import type { Clause, Comparison, Operand } from './parse.ts';

/** Who asks, and what may be seen. */
export interface Asker { readonly data: JiraData; readonly accountId: string | null; readonly now: Date; readonly timeZone: string; readonly canSee: (issue: Issue) => boolean; /** Where the keys of changes are read by search. */ readonly changes?: readonly DeskChange[] }

/** An issue as search sees it; of a change also what stands in text fields that a company added, since `text` is searched in those too. */
export interface Candidate { readonly issue: Issue; readonly fields: IssueFields; readonly change?: DeskChange; readonly moreText?: string }
type Test = (candidate: Candidate) => boolean;

/**
 * Turns a clause into a test. Values are checked against what exists, as Jira does: one unknown key, version or status
 * name refuses the whole query.
 * @throws JqlError
 */
export function matcher(clause: Clause, asker: Asker): Test {
  if (clause.kind === 'not') {
    const inner = matcher(clause.part, asker);
    return (candidate) => !inner(candidate);
  }
  if (clause.kind === 'comparison') return comparison(clause, asker);
  const parts = clause.parts.map((part) => matcher(part, asker));
  return clause.kind === 'and' ? (candidate) => parts.every((part) => part(candidate)) : (candidate) => parts.some((part) => part(candidate));
}

/** What a field holds, as a list of comparable texts; and which of those an operand means. */
interface ListField { readonly of: (candidate: Candidate) => readonly string[]; readonly meant: (operand: Extract<Operand, { kind: 'text' }>, asker: Asker) => readonly string[] }

const listFields: Readonly<Record<string, ListField>> = {
  project: { of: ({ issue }) => [issue.projectKey], meant: ({ text }, { data }) => some([...data.projects, serviceProject].filter(({ key, name, id }) => same(text, key, name, String(id))).map(({ key }) => key), text, 'project') },
  key: { of: ({ issue }) => [String(issue.id)], meant: keyMeant },
  fixversion: { of: ({ fields }) => fields.versionIds.map(String), meant: versionMeant },
  status: { of: ({ fields }) => [fields.statusId], meant: ({ text }) => some(statuses.filter(({ id, name }) => same(text, id, name)).map(({ id }) => id), text, 'status') },
  statuscategory: { of: ({ fields }) => [fields.statusId], meant: categoryMeant },
  issuetype: { of: ({ issue }) => [issue.type], meant: ({ text }) => some(['Story', 'Bug', 'Task'].filter((type) => same(text, type)), text, 'issuetype') },
  assignee: { of: ({ fields }) => (fields.assignee === null ? [] : [fields.assignee]), meant: ({ text }, { data }) => some(data.people.filter(({ accountId, email }) => same(text, accountId, email)).map(({ accountId }) => accountId), text, 'assignee') },
  labels: { of: ({ fields }) => fields.labels, meant: ({ text }) => [text] },
  resolution: { of: ({ fields }) => (fields.resolvedAt === null ? [] : ['Done']), meant: ({ text }) => (same(text, 'Unresolved') ? [] : some(['Done'].filter((name) => same(text, name)), text, 'resolution')) },
};

const aliases: Readonly<Record<string, string>> = { issue: 'key', issuekey: 'key', id: 'key', type: 'issuetype', resolutiondate: 'resolved' };
const dateFields: Readonly<Record<string, (candidate: Candidate) => string | null>> = {
  updated: ({ fields }) => fields.updatedAt, created: ({ issue }) => issue.createdAt, resolved: ({ fields }) => fields.resolvedAt,
};
const textFields: Readonly<Record<string, (candidate: Candidate) => string>> = {
  summary: ({ fields }) => fields.summary, description: ({ fields }) => fields.description, text: ({ fields, moreText = '' }) => `${fields.summary} ${fields.description} ${moreText}`,
};

function comparison(clause: Comparison, asker: Asker): Test {
  const lower = clause.field.toLowerCase();
  const field = aliases[lower] ?? lower;
  const dateOf = dateFields[field];
  if (dateOf !== undefined) return dateTest(clause, dateOf, asker);
  const textOf = textFields[field];
  if (textOf !== undefined) return textTest(clause, textOf);
  const list = listFields[field];
  if (list === undefined) throw new JqlError(`Field '${clause.field}' does not exist or you do not have permission to view it.`);
  if (!['=', '!=', 'in', 'not in', 'is', 'is not'].includes(clause.operator)) throw refusedOperator(clause);
  return listTest(clause, list, asker);
}

function listTest(clause: Comparison, list: ListField, asker: Asker): Test {
  const isNegative = clause.operator === '!=' || clause.operator === 'not in' || clause.operator === 'is not';
  const wantsEmpty = clause.operands.some((operand) => operand.kind === 'empty' || (operand.kind === 'text' && same(operand.text, 'Unresolved')));
  const meant = new Set(clause.operands.flatMap((operand) => operandMeans(operand, list, asker)));
  return (candidate) => {
    const values = list.of(candidate);
    // As in Jira, an empty field is neither equal nor unequal to a value.
    if (values.length === 0) return wantsEmpty !== isNegative && wantsEmpty;
    return values.some((value) => meant.has(value)) !== isNegative;
  };
}

function operandMeans(operand: Operand, list: ListField, asker: Asker): readonly string[] {
  if (operand.kind === 'empty') return [];
  if (operand.kind === 'text') return list.meant(operand, asker);
  if (operand.name.toLowerCase() === 'currentuser') return asker.accountId === null ? [] : [asker.accountId];
  throw new JqlError(`Unable to find JQL function '${operand.name}()'.`);
}

function dateTest(clause: Comparison, of: (candidate: Candidate) => string | null, asker: Asker): Test {
  const [operand] = clause.operands;
  if (operand?.kind === 'empty') return (candidate) => (of(candidate) === null) === (clause.operator === 'is' || clause.operator === '=');
  if (operand?.kind === 'function' && operand.name.toLowerCase() !== 'now') throw new JqlError(`Unable to find JQL function '${operand.name}()'.`);
  const at = operand?.kind === 'text' ? readDate(operand.text, clause.field, asker) : asker.now.getTime();
  const tests: Partial<Record<Comparison['operator'], (ms: number) => boolean>> = {
    '>': (ms) => ms > at, '>=': (ms) => ms >= at, '<': (ms) => ms < at, '<=': (ms) => ms <= at, '=': (ms) => ms === at, '!=': (ms) => ms !== at,
  };
  const test = tests[clause.operator];
  if (test === undefined) throw refusedOperator(clause);
  return (candidate) => {
    const value = of(candidate);
    return value !== null && test(Date.parse(value));
  };
}

function textTest(clause: Comparison, of: (candidate: Candidate) => string): Test {
  const [operand] = clause.operands;
  if ((clause.operator !== '~' && clause.operator !== '!~') || operand?.kind !== 'text') throw refusedOperator(clause);
  const wanted = words(operand.text);
  return (candidate) => {
    const present = words(of(candidate));
    const isThere = wanted.every((word) => present.some((one) => (word.endsWith('*') ? one.startsWith(word.slice(0, -1)) : one === word)));
    return isThere === (clause.operator === '~');
  };
}

function words(text: string): readonly string[] {
  return text.toLowerCase().split(/[^\p{L}\p{N}*]+/u).filter((word) => word !== '');
}

/** A key that does not exist and a key that may not be seen are refused in the same words. Moved issues keep their old keys. */
function keyMeant({ text }: { text: string }, { data, canSee, changes = [] }: Asker): readonly string[] {
  const found = data.issues.find((issue) => same(text, issue.key, String(issue.id), ...issue.formerKeys) && canSee(issue)) ?? changes.find(({ key, id }) => same(text, key, String(id)));
  if (found === undefined) throw new JqlError(`An issue with key '${text}' does not exist for field 'key'.`);
  return [String(found.id)];
}

/** A quoted value is a name first: of every project that has a version so called. An unquoted number is an id first. */
function versionMeant({ text, isQuoted }: { text: string; isQuoted: boolean }, { data }: Asker): readonly string[] {
  const byName = data.versions.filter(({ name }) => same(text, name));
  const byId = data.versions.filter(({ id }) => text === String(id));
  const [first, second] = isQuoted ? [byName, byId] : [byId, byName];
  return some((first.length > 0 ? first : second).map(({ id }) => String(id)), text, 'fixVersion');
}

/** A category exists though no status is of it. */
function categoryMeant({ text }: { text: string }): readonly string[] {
  const [key] = some(Object.values(categories).filter((one) => same(text, one.name, one.key, String(one.id))).map((one) => one.key), text, 'statusCategory');
  return statuses.filter(({ category }) => category.key === key).map(({ id }) => id);
}

function same(text: string, ...names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase() === text.toLowerCase());
}

function some(found: readonly string[], text: string, field: string): readonly string[] {
  if (found.length === 0) throw new JqlError(`The value '${text}' does not exist for the field '${field}'.`);
  return found;
}

function refusedOperator(clause: Comparison): JqlError {
  return new JqlError(`The operator '${clause.operator}' is not supported by the '${clause.field}' field.`);
}
