import { UserMistake } from '../../domain/error.ts';
import type { WorkProgress } from '../../domain/work-item.ts';

/** Fields that values from outside may be compared with. */
type ComparedField = 'project' | 'fixVersion' | 'issuetype' | 'labels';

/** A piece of JQL that only this file can make, so that every value in it was quoted. */
export interface Jql {
  readonly text: string;
  /** Says in which order; whoever needs one adds it to others. */
  readonly isOrdered?: boolean;
}

const longestValue = 255;

/** `field = "value"`, or `field in ("one", "other")`; at least one value. Throws as `equals`. */
export function oneOf(field: ComparedField, values: readonly string[]): Jql {
  const [only, ...more] = values;
  if (only === undefined) throw new TypeError('JQL for no value at all');
  return more.length === 0 ? equals(field, only) : { text: `${field} in (${values.map(quoted).join(', ')})` };
}

/** `field = "value"`. Throws UserMistake INVALID for a value that no project or version can be named. */
export function equals(field: ComparedField, value: string): Jql {
  if (field === 'project' && !/^[A-Z][A-Z0-9_]*$/i.test(value)) {
    throw new UserMistake('INVALID', `${JSON.stringify(value.slice(0, 40))} is not the key of a Jira project: letters, digits and "_", a letter first.`);
  }
  return { text: `${field} = ${quoted(value)}` };
}

/**
 * Issues whose text holds all words of `text`; null when it has no word. Everything but letters, digits, `_`, `-` and
 * `.` separates words, since the text index has operators of its own (`*`, `~`, `"`, `+`, `!`, …).
 */
export function mentions(text: string): Jql | null {
  const words = text.slice(0, longestValue).match(/[\p{L}\p{N}_][\p{L}\p{N}_.-]*/gu);
  return words === null ? null : { text: `text ~ ${quoted(words.join(' '))}` };
}

/** Ids of status categories, whose names are translated (recordings/jira/gojira_statuscategories.json). */
const categoryIds: Readonly<Record<WorkProgress, number>> = { UNKNOWN: 1, TO_DO: 2, DONE: 3, IN_PROGRESS: 4 };

export function ofProgress(progress: readonly WorkProgress[]): Jql {
  return { text: `statusCategory in (${progress.map((one) => categoryIds[one]).join(', ')})` };
}

/** Issues written since a minute as `minuteNotAfter` writes it. */
export function updatedSince(minute: string): Jql {
  return { text: `updated >= ${quoted(minute)}` };
}

/** Every issue, and yet bounded: Cloud refuses a query that restricts nothing (apis/README.md §5). */
export const anyIssue: Jql = updatedSince('1970-01-01 00:00');

/** In the order in which they were written. */
export function inOrderOfUpdate(jql: Jql): Jql {
  return { text: `${jql.text} ORDER BY updated ASC, key ASC`, isOrdered: true };
}

/** Issues that are named so: keys or numeric ids. What is of neither shape is left out. */
export function anyOf(names: readonly string[]): Jql {
  const ids = names.filter((name) => /^\d{1,18}$/.test(name));
  const keys = names.filter((name) => /^[A-Z][A-Z0-9_]*-\d{1,18}$/i.test(name));
  const clauses = [...(ids.length === 0 ? [] : [`id in (${ids.join(', ')})`]), ...(keys.length === 0 ? [] : [`key in (${keys.map(quoted).join(', ')})`])];
  return { text: clauses.join(' OR ') };
}

/** At least one of these; at least one clause. */
export function eitherOf(clauses: readonly Jql[]): Jql {
  return { text: `(${clauses.map((clause) => clause.text).join(' OR ')})` };
}

export function inOrderOfKey(jql: Jql): Jql {
  return { text: `${jql.text} ORDER BY key ASC`, isOrdered: true };
}

export function newestFirst(jql: Jql): Jql {
  return { text: `${jql.text} ORDER BY updated DESC, key DESC`, isOrdered: true };
}

export function allOf(...clauses: readonly Jql[]): Jql {
  return { text: clauses.map((clause) => clause.text).join(' AND ') };
}

function quoted(value: string): string {
  if (value === '' || value.length > longestValue || /\p{Cc}/u.test(value)) {
    throw new UserMistake('INVALID', `${JSON.stringify(value.slice(0, 40))} cannot be asked of Jira: a name has 1 to ${longestValue} characters and no control characters.`);
  }
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
