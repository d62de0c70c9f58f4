import { UserMistake } from '../../domain/error.ts';

/** One condition of an OQL query. Only the functions below make one. */
export interface Condition {
  readonly oql: string;
}

/** The object has one of these values in its attribute; the database compares without case. */
export function oneOf(attribute: string, values: readonly string[]): Condition {
  if (values.length === 0) throw new TypeError('an OQL query for no value at all would be none');
  return { oql: `${code(attribute)} IN (${[...new Set(values)].map(quoted).join(',')})` };
}

export function noneOf(attribute: string, values: readonly string[]): Condition {
  return { oql: `${code(attribute)} NOT IN (${values.map(quoted).join(',')})` };
}

/** A key, or the object's own id, among these. */
export function idIn(attribute: string, ids: readonly string[]): Condition {
  if (ids.length === 0 || !ids.every(isId)) throw new TypeError('an OQL query by ids needs at least one, of digits');
  return { oql: `${code(attribute)} IN (${[...new Set(ids)].join(',')})` };
}

/** The object's own id lies above one and, unless null, not above another. */
export function idAbove(after: number, upTo: number | null): Condition {
  if (![after, upTo ?? 0].every((id) => Number.isSafeInteger(id) && id >= 0)) throw new TypeError('an OQL query by a range of ids needs whole numbers');
  return { oql: upTo === null ? `id > ${after}` : `id > ${after} AND id <= ${upTo}` };
}

/** The text stands in one of the attributes, anywhere. % and _ in it stay wildcards: more may be found, never less. */
export function contains(attributes: readonly string[], text: string): Condition {
  if (text.includes('\\')) throw refused(text);
  return anyOf(attributes.map((attribute) => ({ oql: `${code(attribute)} LIKE ${quoted(`%${literal(text)}%`)}` })));
}

export function compared(attribute: string, operator: '=' | '>=' | '<=', value: string): Condition {
  return { oql: `${code(attribute)} ${operator} ${quoted(value)}` };
}

export function anyOf(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) throw new TypeError('an OQL query for no alternative at all would be none');
  return { oql: `(${conditions.map(({ oql }) => oql).join(' OR ')})` };
}

/** All conditions must hold; none at all is every object of the class. */
export function select(className: string, conditions: readonly Condition[]): string {
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.map(({ oql }) => oql).join(' AND ')}`;
  return `SELECT ${code(className)}${where}`;
}

/** A value that may stand in a query. Throws UserMistake INVALID for one that nobody could mean. */
export function literal(value: string): string {
  if (!isAskable(value)) throw refused(value);
  return value;
}

/** A record that could only be named by a value that is not askable cannot be looked up. */
export function isAskable(value: string): boolean {
  return value.trim() !== '' && value.length <= 1000 && value.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(value);
}

export function isId(text: string): boolean {
  return /^[1-9]\d{0,17}$/.test(text);
}

/** Code of a class or attribute as our code or configuration gives it; anything else is a mistake there. */
export function code(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) throw new TypeError(`${JSON.stringify(name)} is no code of an iTop class or attribute`);
  return name;
}

/** In quotes OQL knows two escapes, of the quote and of the backslash, and nothing else. */
function quoted(value: string): string {
  return `'${literal(value).replace(/[\\']/g, '\\$&')}'`;
}

function refused(value: string): UserMistake {
  return new UserMistake('INVALID', `iTop cannot be asked for ${JSON.stringify(value.slice(0, 60))}: a search must not be empty, or hold line breaks, control characters or backslashes.`, ['text']);
}
