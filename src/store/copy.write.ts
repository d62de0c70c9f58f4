import type { Copy } from '../domain/ports/copy-store.ts';
import { contentText, digestOf } from './copy.content.ts';
import type { Row } from './sql.ts';

/** Runs one statement, alone or in an open transaction. */
export type AskDatabase = (text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** Between fields, between rows, and a field that is null: characters that JSON text never holds. */
const [field, end, none] = ['\u0001', '\u0002', '\u0003'];
const separators = /[\u0000-\u0003]/g;

/** Two writers may insert the same records at the same moment, and each may then find the other's there. */
const rounds = 5;

/** How most of a batch is expected to stand already; a wrong guess costs one statement more. */
export type Expected = 'standing' | 'new';

/**
 * Writes copies: what says the same as before moves its moment, what says something else sends what stood there to the
 * history, what is new is added; an older copy changes nothing. At most three statements of one parameter each, whatever
 * the number of copies; every row that is changed is locked first, in order of its key.
 */
export async function writeCopies(ask: AskDatabase, copies: readonly Copy[], expected: Expected = 'standing'): Promise<void> {
  let lines = newestOfEach(copies).sort(byKey).map(lineOf);
  const leftBy = async (statement: string): Promise<void> => {
    if (lines.length === 0) return;
    const rows = await ask(statement, [lines.map((line) => (statement === touch ? line.head : `${line.head}${field}${line.content}`)).join(end)]);
    lines = rows.map((row) => lines[Number(row['place']) - 1]).filter((line) => line !== undefined);
  };
  if (expected === 'new') await leftBy(add);
  for (let round = 0; round < rounds && lines.length > 0; round += 1) {
    await leftBy(touch);
    await leftBy(replace);
    await leftBy(add);
  }
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
 * One text parameter, cut apart by the database: measured beside arrays, JSON record sets and a staging table, this is
 * a quick way in that both PostgreSQL and PGlite take (a first measurement put it near COPY and far before JSON).
 */
const given = (fields: string): string => `given as materialized (
    select ${fields}, place from (
      select string_to_array(line, E'\\x01', E'\\x03') as part, place from string_to_table($1::text, E'\\x02') with ordinality as lines (line, place)) as cut)`;
const key = 'part[1] as kind, part[2] as identity, part[3] as digest, part[4]::timestamptz as fetched_at';
const whole = `${key}, part[5] as connection, part[6] as reference, part[7]::jsonb as content`;

/** Answers the places of those that say something else, are gone or not there. */
const touch = `with ${given(key)},
  same as (
    select standing.kind, standing.identity, given.fetched_at, given.place from given join muster.copy as standing using (kind, identity)
    where standing.digest = given.digest and standing.gone_because is null order by kind, identity for update of standing),
  touched as (
    update muster.copy set fetched_at = same.fetched_at from same
    where copy.kind = same.kind and copy.identity = same.identity and copy.fetched_at < same.fetched_at)
  select place from given where place not in (select place from same) order by place`;

/** Answers the places of those that are not there. Equal content under another digest (the order of keys) is no other version. */
const replace = `with ${given(whole)},
  standing as (
    select given.*, was.valid_from, was.fetched_at as seen_at, was.connection as old_connection, was.reference as old_reference, was.content as old_content, was.gone_because,
      was.gone_because is not null or was.reference is distinct from given.reference or was.content <> given.content as is_other
    from given join muster.copy as was using (kind, identity) order by kind, identity for update of was),
  newer as (select * from standing where seen_at <= fetched_at),
  versions as (
    insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, reference, content, gone_because)
    select kind, identity, valid_from, fetched_at, seen_at, old_connection, old_reference, old_content, gone_because
    from newer where is_other and valid_from < fetched_at on conflict do nothing),
  written as (
    update muster.copy set connection = newer.connection, reference = newer.reference, digest = newer.digest, content = newer.content,
      fetched_at = newer.fetched_at, valid_from = case when is_other then newer.fetched_at else newer.valid_from end, gone_because = null
    from newer where copy.kind = newer.kind and copy.identity = newer.identity)
  select place from given where place not in (select place from standing) order by place`;

/** Answers the places of those that are there already. */
const add = `with ${given(whole)},
  added as (
    insert into muster.copy (kind, identity, connection, reference, digest, content, fetched_at, valid_from)
    select kind, identity, connection, reference, digest, content, fetched_at, fetched_at from given order by place
    on conflict (kind, identity) do nothing returning kind, identity)
  select place from given where (kind, identity) not in (select kind, identity from added) order by place`;
