import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { UserMistake } from '../domain/error.ts';
import type { Exclusion, Link, LinkOrigin } from '../domain/release.ts';
import type { Database } from './database.ts';
import { LinkEntity } from './entities/release.entity.ts';
import type { LinkRow } from './entities/release.entity.ts';
import { toJsonb } from './json.ts';
import { isMissingParent } from './retry.ts';
import { readAs } from './row.ts';
import { query } from './sql.ts';
import type { Row } from './sql.ts';

/** A weaker origin never replaces a stronger one. */
const strength: Readonly<Record<LinkOrigin, number>> = { DISCOVERED: 1, CORRELATED: 2, DECLARED: 3 };
const stronger = `array_position(array['DISCOVERED', 'CORRELATED', 'DECLARED'], excluded.origin)
  > array_position(array['DISCOVERED', 'CORRELATED', 'DECLARED'], link.origin)`;
const takenFromTheStronger = ['origin', 'drawn_by', 'linked_at'].map((column) => `${column} = case when ${stronger} then excluded.${column} else link.${column} end`);
/** Null while the origin that first drew a link still has it. */
const firstLinkedAt = `first_linked_at = case when ${stronger} then coalesce(link.first_linked_at, link.linked_at) else link.first_linked_at end`;

/** In order of the key of their index, so that two writers of the same links never deadlock. */
const add = `insert into muster.link (id, release_key, relation, reference, identity, environment, origin, drawn_by, linked_at, excluded)
  select * from jsonb_to_recordset($1::jsonb) as given (id text, release_key text, relation text, reference text, identity text,
    environment text, origin text, drawn_by text, linked_at timestamptz, excluded jsonb)
  order by release_key, relation, reference, coalesce(environment, '')
  on conflict (release_key, relation, reference, coalesce(environment, '')) do update
  set ${[...takenFromTheStronger, firstLinkedAt].join(', ')}, identity = coalesce(link.identity, excluded.identity)
  returning *`;

export async function addLinks(target: Database | SqlEntityManager, links: readonly Link[]): Promise<readonly Link[]> {
  if (links.length === 0) return [];
  const strongest = strongestOfEach(links);
  const given = toJsonb([...strongest.values()].map(({ releaseKey, by, linkedAt, ...same }) => ({ ...same, release_key: releaseKey, drawn_by: by, linked_at: linkedAt })));
  const rows = await written(target, given, links);
  const standing = new Map(rows.map((row) => [place(row), row]));
  return [...strongest.keys()].map((key) => standing.get(key)).filter((link) => link !== undefined);
}

export async function linksOf(database: Database, keys: readonly string[]): Promise<ReadonlyMap<string, readonly Link[]>> {
  if (keys.length === 0) return new Map();
  const rows = await database.gather('select * from muster.link where release_key = any($1) order by relation, reference, environment nulls first', [keys]);
  const known = linksIn.get(rows);
  if (known !== undefined) return known;
  const answer = new Map<string, Link[]>(keys.map((key) => [key, []]));
  const em = database.em();
  for (const link of rows.map((row) => toLink(em, row))) answer.get(link.releaseKey)?.push(link);
  linksIn.set(rows, answer);
  return answer;
}

/** What the same rows have been read as: while nothing was written, links are the same objects for everybody. */
const linksIn = new WeakMap<readonly Row[], ReadonlyMap<string, readonly Link[]>>();

export async function excludeLink(database: Database, linkId: string, exclusion: Exclusion): Promise<Link> {
  const [row] = await database.query('update muster.link set excluded = $2::jsonb where id = $1 returning *', [linkId, toJsonb(exclusion)]);
  if (row === undefined) throw new UserMistake('NOT_FOUND', `There is no link "${linkId}".`, ['link']);
  return toLink(database.em(), row);
}

async function written(target: Database | SqlEntityManager, given: string, links: readonly Link[]): Promise<readonly Link[]> {
  try {
    if ('transaction' in target) {
      const rows = await target.query(add, [given]);
      return rows.map((row) => toLink(target.em(), row));
    }
    return (await query(target, add, [given])).map((row) => toLink(target, row));
  } catch (error) {
    if (!isMissingParent(error)) throw error;
    const keys = [...new Set(links.map((link) => link.releaseKey))].join(', ');
    throw new UserMistake('NOT_FOUND', `There is no release with the key ${keys}: create it before linking records to it.`, ['release']);
  }
}

/** One statement may touch a row once only. */
function strongestOfEach(links: readonly Link[]): ReadonlyMap<string, Link> {
  const strongest = new Map<string, Link>();
  for (const link of links) {
    const before = strongest.get(place(link));
    const winner = before === undefined || strength[link.origin] > strength[before.origin] ? link : before;
    strongest.set(place(link), { ...winner, identity: winner.identity ?? before?.identity ?? link.identity });
  }
  return strongest;
}

function place(link: Link): string {
  return JSON.stringify([link.releaseKey, link.relation, link.reference, link.environment ?? '']);
}

function toLink(em: SqlEntityManager, row: Row): Link {
  const { id, releaseKey, relation, reference, identity, environment, origin, by, linkedAt, excluded }: LinkRow = readAs(em, LinkEntity, row);
  return { id, releaseKey, relation, reference, identity, environment, origin, by, linkedAt, excluded };
}
