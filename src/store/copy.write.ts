import { setImmediate as underWay } from 'node:timers/promises';
import type { Copy } from '../domain/ports/copy-store.ts';
import { contentText, digestOf } from './copy.content.ts';
import type { Row } from './sql.ts';
import { StoreError } from './store.error.ts';

/** Runs one statement, alone or in an open transaction. */
export type AskDatabase = (text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** Between fields, between rows, and a field that is null: characters that JSON text never holds. */
const [field, end, none] = ['\u0001', '\u0002', '\u0003'];
const separators = /[\u0000-\u0003]/g;

/** Two writers may insert the same records at the same moment, and each may then find the other's there. */
const rounds = 5;

/** How most of a batch is expected to stand already; a wrong guess costs one statement more. */
export type Expected = 'standing' | 'new';

/** Copies of one statement. While the database writes one lot, the next is put into words. */
const lot = 500;

/**
 * Writes copies: what says the same as before moves its moment, what says something else sends what stood there to the
 * history, what is new is added; an older copy changes nothing. At most three statements of one parameter for each lot.
 * Needs an open transaction: what stands is locked first, in the order of these keys, and then compared.
 * @throws StoreError when other writers kept coming in between; nothing of the transaction may stand then.
 */
export async function writeCopies(ask: AskDatabase, copies: readonly Copy[], expected: Expected = 'standing'): Promise<void> {
  const sorted = newestOfEach(copies).sort(byKey);
  let writing = Promise.resolve();
  for (let from = 0; from < sorted.length; from += lot) {
    const lines = sorted.slice(from, from + lot).map(lineOf);
    await writing;
    writing = writeLot(ask, lines, expected);
    writing.catch(() => undefined); // It is thrown where it is awaited, and nobody's unhandled rejection until then.
    await underWay();
  }
  await writing;
}

async function writeLot(ask: AskDatabase, all: readonly Line[], expected: Expected): Promise<void> {
  let lines = all;
  if (expected === 'new' && await areAdded(ask, lines)) return;
  for (let round = 0; round < rounds; round += 1) {
    const others = await ask(touch, [lines.map(({ head }) => head).join(end)]);
    const [standing, missing] = [true, false].map((stands) => others.filter((row) => row['stands'] === stands).map((row) => lines[Number(row['place']) - 1]).filter((line) => line !== undefined));
    if (standing !== undefined && standing.length > 0) await ask(replace, [wholeOf(standing)]);
    if (missing === undefined || await areAdded(ask, missing)) return;
    lines = missing;
  }
  throw new StoreError(`${lines.length} copies could not be written: ${rounds} times others wrote or took away the same records in between. They are read again at the next look.`);
}

/** false: some were there already. */
async function areAdded(ask: AskDatabase, lines: readonly Line[]): Promise<boolean> {
  if (lines.length === 0) return true;
  const [row] = await ask(add, [wholeOf(lines)]);
  return Number(row?.['added']) === lines.length;
}

interface Line {
  readonly head: string;
  readonly content: string;
}

function lineOf(copy: Copy): Line {
  const content = contentText(copy);
  const head = [copy.kind, copy.identity, digestOf(copy, content), copy.fetchedAt, copy.connection, copy.reference].map((value) => (value === null ? none : plain(value))).join(field);
  return { head, content };
}

function wholeOf(lines: readonly Line[]): string {
  return lines.map(({ head, content }) => `${head}${field}${content}`).join(end);
}

function plain(text: string): string {
  return text.toWellFormed().replaceAll(separators, '\uFFFD');
}

function newestOfEach(copies: readonly Copy[]): Copy[] {
  const newest = new Map<string, Copy>();
  for (const copy of copies) {
    const key = `${copy.kind} ${copy.identity}`;
    const before = newest.get(key);
    if (before === undefined || copy.fetchedAt >= before.fetchedAt) newest.set(key, copy);
  }
  return [...newest.values()];
}

function byKey(one: Copy, other: Copy): number {
  if (one.kind !== other.kind) return one.kind < other.kind ? -1 : 1;
  return one.identity < other.identity ? -1 : 1;
}

/**
 * One text parameter, cut apart by the database, in order of the lines: measured beside arrays, JSON record sets and a
 * staging table, this is the quickest way in that both PostgreSQL and PGlite take, and spends what COPY spends.
 */
const cut = `(select string_to_array(line, E'\\x01', E'\\x03') as part, place from string_to_table($1::text, E'\\x02') with ordinality as lines (line, place) offset 0) as cut`;
const key = 'part[1] as kind, part[2] as identity, part[3] as digest, part[4]::timestamptz as fetched_at';
const whole = `${key}, part[5] as connection, part[6] as reference, part[7]::jsonb as content`;

/** Answers the places of those that are not there, and of those that stand and say something else or are gone; all that stand are locked. */
const touch = `with given as materialized (select ${key}, place from ${cut}),
  standing as materialized (
    select kind, identity, given.fetched_at, given.place, was.digest = given.digest and was.gone_because is null as is_same
    from given join muster.copy as was using (kind, identity) order by place for update of was),
  touched as (
    update muster.copy as was set fetched_at = standing.fetched_at from standing
    where is_same and was.kind = standing.kind and was.identity = standing.identity and was.fetched_at < standing.fetched_at)
  select place, is_same is not null as stands from given left join standing using (place) where is_same is not true order by place`;

/** Equal content under another digest (the order of keys) is no other version. */
const isOther = '(was.gone_because is not null or was.reference is distinct from given.reference or was.content <> given.content)';

/** Of what is locked: nobody else changes it between these lines. */
const replace = `with given as materialized (select ${whole} from ${cut}),
  versions as (
    insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, reference, content, gone_because)
    select kind, identity, was.valid_from, given.fetched_at, was.fetched_at, was.connection, was.reference, was.content, was.gone_because
    from given join muster.copy as was using (kind, identity)
    where was.fetched_at <= given.fetched_at and was.valid_from < given.fetched_at and ${isOther} on conflict do nothing)
  update muster.copy as was set connection = given.connection, reference = given.reference, digest = given.digest, content = given.content,
    fetched_at = given.fetched_at, valid_from = case when ${isOther} then given.fetched_at else was.valid_from end, gone_because = null
  from given where was.kind = given.kind and was.identity = given.identity and was.fetched_at <= given.fetched_at`;

/** Answers how many were added; the rest are there already. */
const add = `with added as (
    insert into muster.copy (kind, identity, digest, fetched_at, connection, reference, content, valid_from)
    select ${whole}, part[4]::timestamptz from ${cut} on conflict (kind, identity) do nothing returning 1)
  select count(*)::int as added from added`;
