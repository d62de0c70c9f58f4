import { Refusal } from '../refusal.ts';
import { readCriteria } from './criteria.ts';
import type { Criterion } from './criteria.ts';
import { isKnownField } from './fields.ts';
import type { Domain } from './fields.ts';

export interface AqlSort { readonly isDescending: boolean; readonly fields: readonly string[] }

/** One AQL query, understood. */
export interface AqlQuery {
  readonly domain: Domain;
  readonly where: Criterion;
  /** null: the domain's default fields */
  readonly include: readonly string[] | null;
  readonly sort: AqlSort | null;
  readonly offset: number;
  readonly limit: number | null;
}

const longest = 6_000;
/** The server takes them in this order only (apis/README.md §9). */
const chainOrder = ['include', 'sort', 'offset', 'limit', 'distinct'] as const;
type Link = (typeof chainOrder)[number];

/**
 * Reads `items.find({…}).include(…).sort({…}).offset(n).limit(n)`.
 * @throws Refusal 400 with the tool's own words: too long, or the rest of the query from where it stopped making sense.
 */
export function readAql(text: string): AqlQuery {
  if (text.length > longest) throw new Refusal(400, `AQL query is too long; please reduce the query length to less than ${longest} chars`);
  const head = /^\s*(items|builds)\.find\s*\(/.exec(text);
  if (head === null) throw syntaxError(text, text.trim());
  const domain = head[1] as Domain;
  const find = argumentAt(text, head[0].length);
  const where = attempt(text, find.text.trim() === '' ? '{}' : find.text, (argument) => readCriteria(JSON.parse(argument) as unknown, domain));
  return { domain, where, ...readChain(text, find.end, domain) };
}

function readChain(text: string, start: number, domain: Domain): Omit<AqlQuery, 'domain' | 'where'> {
  const links = new Map<Link, string>();
  let place = start;
  let last = -1;
  while (text.slice(place).trim() !== '') {
    const found = /^\s*\.\s*(\w+)\s*\(/.exec(text.slice(place));
    const rest = text.slice(place).replace(/^[\s.]+/, '');
    const order = chainOrder.findIndex((name) => name === found?.[1]);
    if (found === null || order <= last) throw syntaxError(text, rest);
    const argument = argumentAt(text, place + found[0].length);
    links.set(chainOrder[order] as Link, argument.text);
    last = order;
    place = argument.end;
  }
  const read = <T>(link: Link, fallback: T, reader: (argument: string) => T): T => {
    const argument = links.get(link);
    return argument === undefined ? fallback : attempt(text, argument, reader);
  };
  return {
    include: read<readonly string[] | null>('include', null, (argument) => fieldNames(JSON.parse(`[${argument}]`) as unknown, domain)),
    sort: read<AqlQuery['sort']>('sort', null, (argument) => readSort(JSON.parse(argument) as unknown, domain)),
    offset: read('offset', 0, wholeNumber),
    limit: read<number | null>('limit', null, wholeNumber),
  };
}

/** The text between an opening parenthesis (before `start`) and its closing one, minding strings. */
function argumentAt(text: string, start: number): { readonly text: string; readonly end: number } {
  let depth = 1;
  let isInString = false;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (isInString && sign === '\\') at += 1;
    else if (sign === '"') isInString = !isInString;
    else if (!isInString && sign === '(') depth += 1;
    else if (!isInString && sign === ')') depth -= 1;
    if (depth === 0) return { text: text.slice(start, at), end: at + 1 };
  }
  throw syntaxError(text, text.slice(start));
}

function fieldNames(value: unknown, domain: Domain): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw new TypeError('no field');
  return value.map((name: unknown) => {
    if (typeof name !== 'string' || !isKnownField(domain, name)) throw new TypeError('not a field');
    return name;
  });
}

function readSort(value: unknown, domain: Domain): AqlQuery['sort'] {
  const [entry, ...more] = Object.entries(value ?? {});
  if (entry === undefined || more.length > 0 || (entry[0] !== '$asc' && entry[0] !== '$desc')) throw new TypeError('not a sort');
  return { isDescending: entry[0] === '$desc', fields: fieldNames(entry[1], domain) };
}

function wholeNumber(argument: string): number {
  if (!/^\s*\d+\s*$/.test(argument)) throw new TypeError('not a number');
  return Number(argument);
}

function attempt<T>(query: string, argument: string, reader: (argument: string) => T): T {
  try {
    return reader(argument);
  } catch {
    throw syntaxError(query, argument.trim());
  }
}

function syntaxError(query: string, rest: string): Refusal {
  return new Refusal(400, `Failed to parse query: ${query}, it looks like there is syntax error near the following sub-query: ${rest}`);
}
