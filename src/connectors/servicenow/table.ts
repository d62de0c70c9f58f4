import type { Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { refuse, type Instance } from './instance.ts';
import { mentions } from './mention.ts';
import { column, compared, encode, wanted, type Condition, type Order, type Wanted } from './query.ts';
import { classifyingColumns } from './translate/record.ts';
import { sysIdOf, tableList, valueOf, type Row } from './wire.ts';

export interface TableQuestion {
  readonly table: string;
  readonly conditions: readonly Condition[];
  readonly fields: readonly string[];
  /**
   * Does this row answer the question? A condition on a column the tool does not know is dropped there without a word
   * and more rows match (apis/README.md §1): such an answer is refused as a whole.
   */
  readonly expects: (row: Row) => boolean;
  readonly ask: Ask;
  readonly doing: string;
}

export interface TableAnswer {
  readonly rows: readonly Row[];
  /** Rows that exist and were kept from us by access rules. */
  readonly hidden: number;
  /** Rows beyond the limit. */
  readonly isCut: boolean;
  /** Before the first request was sent: the rows are at least as new. */
  readonly fetchedAt: Instant;
}

const pageSize = 500;
/** More than this was never meant by any question of ours. */
const mostRows = 20_000;
/** Encoded values of one request, so that its whole address stays under 6,000 characters (apis/README.md §1, URL length). */
const mostValueCharacters = 3_600;

/**
 * Every row that answers, in sys_id order. Pages by the last sys_id seen, since offsets slide under concurrent writes;
 * by offset only across a page that access rules left empty. Limits are applied before access rules, so only
 * X-Total-Count tells the end, never a short page (apis/README.md §2).
 */
export async function readAll(instance: Instance, question: TableQuestion): Promise<TableAnswer> {
  const fetchedAt = instance.clock.now().toISOString();
  const rows = new Map<string, Row>();
  let after: string | null = null;
  let offset = 0;
  let total = 0;
  for (;;) {
    const conditions: readonly Condition[] = after === null ? question.conditions : [...question.conditions, compared('sys_id', '>', after)];
    const page = await readPage(instance, question, { conditions, orders: [{ field: 'sys_id' }], limit: pageSize, offset });
    if (after === null && offset === 0) total = page.total;
    for (const row of page.rows) rows.set(sysIdOf(row), row);
    if (offset + pageSize >= page.total) return { rows: [...rows.values()], hidden: Math.max(0, total - rows.size), isCut: false, fetchedAt };
    const end = page.rows.at(-1);
    const last: string | null = end === undefined ? null : sysIdOf(end);
    if (last !== null && (after === null || last > after)) [after, offset] = [last, 0];
    else offset += pageSize;
  }
}

/** The first `limit` rows in the given order, for lists that people look at. */
export async function readFirst(instance: Instance, question: TableQuestion, order: Order, limit: number): Promise<TableAnswer> {
  const fetchedAt = instance.clock.now().toISOString();
  const page = await readPage(instance, question, { conditions: question.conditions, orders: [order], limit, offset: 0 });
  return { rows: page.rows.slice(0, limit), hidden: Math.max(0, Math.min(page.total, limit) - page.rows.length), isCut: page.total > limit, fetchedAt };
}

/** Every row that holds one of the wanted values in, or within, its column; one request while they fit one address, none for none. */
export async function readWanted(instance: Instance, question: Omit<TableQuestion, 'expects'>, values: readonly Wanted[]): Promise<TableAnswer> {
  return joined(await Promise.all(chunks(values, mostValueCharacters).map((chunk) => {
    return readAll(instance, { ...question, expects: holdsOneOf(chunk), conditions: [wanted(chunk), ...question.conditions] });
  })), instance);
}

/** Several answers as one: each row once, as old as the oldest of them. */
export function joined(answers: readonly TableAnswer[], instance: Instance): TableAnswer {
  const rows = new Map(answers.flatMap((answer) => answer.rows).map((row) => [sysIdOf(row), row]));
  return {
    rows: [...rows.values()],
    hidden: answers.reduce((sum, answer) => sum + answer.hidden, 0),
    isCut: false,
    fetchedAt: answers.map((answer) => answer.fetchedAt).sort()[0] ?? instance.clock.now().toISOString(),
  };
}

/** As the database compares: without case. */
function holdsOneOf(values: readonly Wanted[]): (row: Row) => boolean {
  const equal = new Map<string, Set<string>>();
  for (const { field, value } of values.filter(({ isWithin }) => isWithin !== true)) equal.set(field, (equal.get(field) ?? new Set()).add(value.toLowerCase()));
  const within = values.filter(({ isWithin }) => isWithin === true);
  return (row) => [...equal].some(([field, set]) => set.has(valueOf(row, field)?.toLowerCase() ?? '')) || within.some(({ field, value }) => mentions(row, [field], value));
}

export interface Page {
  readonly conditions: readonly Condition[];
  readonly orders: readonly Order[];
  readonly limit: number;
  readonly offset: number;
  /** Stored values alone: a third of the bytes; left out, each beside how our account sees it. */
  readonly isBare?: boolean;
  /** More rows than this cannot be meant; left out, what one question may hold. */
  readonly mostRows?: number;
}

/** One page as it is asked for, when the tool says it is (ms; infinity when it does not), and how many rows there are behind all pages, those included that access rules hide. */
export async function readPage(instance: Instance, question: TableQuestion, page: Page): Promise<{ readonly rows: readonly Row[]; readonly total: number; readonly toldAt: number }> {
  const { headers, body } = await instance.http.send({
    method: 'GET',
    path: `/api/now/table/${column(question.table)}`,
    query: {
      sysparm_query: encode(page.conditions, ...page.orders),
      sysparm_fields: [...new Set(['sys_id', ...question.fields, ...classifyingColumns(instance, question.table)])].map(column).join(','),
      sysparm_display_value: page.isBare === true ? 'false' : 'all',
      sysparm_exclude_reference_link: true,
      sysparm_limit: page.limit,
      sysparm_offset: page.offset,
    },
    schema: tableList,
    ask: question.ask,
    doing: question.doing,
  });
  const told = headers['x-total-count'] ?? '';
  if (!/^\d{1,9}$/.test(told)) throw refuse(instance, 'UNEXPECTED_ANSWER', `did not say how many records there are (X-Total-Count) while ${question.doing}; a gateway may be taking the header away`);
  if (!body.result.every(question.expects)) throw refuse(instance, 'UNEXPECTED_ANSWER', `answered with records that were not asked for while ${question.doing}; a column of the query may be unknown there or hidden`);
  const total = Number(told);
  const most = page.mostRows ?? mostRows;
  if (total - page.offset > most) throw refuse(instance, 'UNEXPECTED_ANSWER', `has ${total} records where at most ${most} can be read at once while ${question.doing}`);
  const toldAt = Date.parse(headers['date'] ?? '');
  return { rows: body.result, total, toldAt: Number.isNaN(toldAt) ? Number.POSITIVE_INFINITY : toldAt };
}

function chunks(values: readonly Wanted[], mostCharacters: number): readonly (readonly Wanted[])[] {
  const result: Wanted[][] = [];
  let left = 0;
  for (const value of values) {
    const cost = encodeURIComponent(value.isWithin === true ? `^OR${value.field}LIKE${value.value}` : `${value.value},`).length;
    if (result.length === 0 || cost > left) {
      result.push([]);
      left = mostCharacters;
    }
    result.at(-1)?.push(value);
    left -= cost;
  }
  return result;
}
