/** One condition of an encoded query, as written. */
export interface Condition { readonly field: string; readonly operator: string; readonly value: string }
/** Conditions joined by ^OR. */
export type Alternatives = readonly Condition[];
export interface Order { readonly field: string; readonly isDescending: boolean }
/** `groups`: joined by ^NQ (or); each a list joined by ^ (and) of alternatives. */
export interface EncodedQuery { readonly groups: readonly (readonly Alternatives[])[]; readonly orders: readonly Order[] }

const condition = /^([a-z0-9_.]+?)(ISNOTEMPTY|ISEMPTY|NOT IN|NOT LIKE|STARTSWITH|ENDSWITH|BETWEEN|INSTANCEOF|ANYTHING|LIKE|IN|!=|>=|<=|=|>|<)([\s\S]*)$/;

/**
 * Reads an encoded query (apis/README.md §2). There is no way to escape `^`: whatever stands after one is a new term, also
 * inside what somebody meant as a value. A term that is not understood is dropped, so the query matches more rows.
 */
export function parseQuery(text: string): EncodedQuery {
  const groups: Condition[][][] = [[]];
  const orders: Order[] = [];
  for (const term of text.split('^')) {
    if (term === '' || term === 'EQ') continue;
    if (term.startsWith('ORDERBYDESC')) orders.push({ field: term.slice(11), isDescending: true });
    else if (term.startsWith('ORDERBY')) orders.push({ field: term.slice(7), isDescending: false });
    else if (term.startsWith('NQ')) groups.push(asGroup(term.slice(2)));
    else if (term.startsWith('OR')) alternative(groups, term.slice(2));
    else groups.at(-1)?.push(...asGroup(term));
  }
  return { groups: groups.filter((group, index) => group.length > 0 || index === 0), orders };
}

function asGroup(term: string): Condition[][] {
  const read = readCondition(term);
  return read ? [[read]] : [];
}

/** ^OR binds to the one condition before it. */
function alternative(groups: Condition[][][], term: string): void {
  const read = readCondition(term);
  const group = groups.at(-1);
  if (!read || !group) return;
  const before = group.at(-1);
  if (before) before.push(read);
  else group.push([read]);
}

function readCondition(term: string): Condition | undefined {
  const [, field, operator, value] = condition.exec(term) ?? [];
  return field === undefined || operator === undefined ? undefined : { field, operator, value: value ?? '' };
}
