import { UserMistake } from '../../domain/error.ts';

/** One term of an encoded query, alternatives joined by ^OR. Only the functions below make one. */
export interface Condition {
  readonly terms: readonly string[];
}

export interface Order {
  readonly field: string;
  readonly isDescending?: boolean;
}

/** One value looked for in one column. */
export interface Wanted {
  readonly field: string;
  readonly value: string;
  /** Anywhere in the column's text; left out, the column must equal it. */
  readonly isWithin?: boolean;
}

/** Any of these values in or within their columns: an IN list per column; a value with a comma cannot stand in one and is asked by itself. */
export function wanted(values: readonly Wanted[]): Condition {
  if (values.length === 0) throw new TypeError('a ServiceNow query for no value at all would match every record');
  const fields = [...new Set(values.map(({ field }) => field))];
  const of = (field: string, isWithin: boolean): string[] => values.filter((one) => one.field === field && (one.isWithin ?? false) === isWithin).map(({ value }) => value);
  return { terms: fields.flatMap((field) => [...termsOf(field, of(field, false)), ...of(field, true).flatMap((text) => contains([field], text).terms)]) };
}

export function noneOf(field: string, values: readonly string[]): Condition {
  return { terms: [`${column(field)}NOT IN${values.map(listed).join(',')}`] };
}

export function contains(fields: readonly string[], text: string): Condition {
  return { terms: fields.map((field) => `${column(field)}LIKE${literal(text)}`) };
}

export function compared(field: string, operator: '=' | '!=' | '>' | '>=' | '<' | '<=', value: string): Condition {
  return { terms: [`${column(field)}${operator}${literal(value)}`] };
}

/** All conditions must hold; ^OR binds to the one condition before it, so alternatives stay together. */
export function encode(conditions: readonly Condition[], ...orders: readonly Order[]): string {
  return [...conditions.map(({ terms }) => terms.join('^OR')), ...orders.map(({ field, isDescending }) => `${isDescending === true ? 'ORDERBYDESC' : 'ORDERBY'}${column(field)}`)].join('^');
}

/** One of these must hold. */
export function either(...conditions: readonly Condition[]): Condition {
  return { terms: conditions.flatMap(({ terms }) => terms) };
}

/**
 * A value as it may stand in a query. There is no escape for "^", and the server runs what begins with "javascript:"
 * (apis/README.md §2), so such values are refused: UserMistake INVALID.
 */
export function literal(value: string): string {
  if (!isAskable(value)) {
    throw new UserMistake('INVALID', `ServiceNow cannot be asked for ${JSON.stringify(value.slice(0, 60))}: a search must not be empty, hold "^" or line breaks, or begin with "javascript:".`, ['text']);
  }
  return value;
}

/** A record that could only be named by a value that is not askable cannot be looked up. */
export function isAskable(value: string): boolean {
  return value.trim() !== '' && value.length <= 1000 && !/[\^\p{Cc}\u2028\u2029]/u.test(value) && !/^\s*javascript:/i.test(value);
}

export function isSysId(text: string): boolean {
  return /^[0-9a-f]{32}$/i.test(text);
}

/** Name of a table, class or column as our code or configuration gives it; anything else is a mistake there. */
export function column(name: string): string {
  if (!/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/.test(name)) throw new TypeError(`${JSON.stringify(name)} is no ServiceNow column`);
  return name;
}

function termsOf(field: string, values: readonly string[]): string[] {
  const distinct = [...new Set(values)].map(literal);
  const list = distinct.filter((value) => !value.includes(','));
  const alone = distinct.filter((value) => value.includes(',')).map((value) => `${column(field)}=${value}`);
  return list.length === 0 ? alone : [`${column(field)}IN${list.join(',')}`, ...alone];
}

function listed(value: string): string {
  if (value.includes(',')) throw new TypeError(`${JSON.stringify(value)} cannot stand in a list`);
  return literal(value);
}
