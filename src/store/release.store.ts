import { UserMistake } from '../domain/error.ts';
import { instant, type Clock } from '../domain/instant.ts';
import type { ReleaseQuery, ReleaseStore } from '../domain/ports/stores.ts';
import type { Link, Release, SealedPackage } from '../domain/release.ts';
import type { Database } from './database.ts';
import { ReleaseEntity, SealedPackageEntity } from './entities/release.entity.ts';
import type { ReleaseRow, SealedPackageRow } from './entities/release.entity.ts';
import { addLinks, excludeLink, linksOf } from './release.links.ts';
import { conditionsOf, orders } from './release.query.ts';
import { pageOf } from './paging.ts';
import { constraintOf, isMissingParent, isUniqueViolation } from './retry.ts';
import type { Row } from './sql.ts';

export function releaseStore(database: Database, clock: Clock): ReleaseStore {
  const whole = (rows: readonly Row[]): Promise<readonly Release[]> => withPackages(database, rows.map((row) => database.read(ReleaseEntity, row)));
  const select = async (condition: string, ...values: readonly unknown[]): Promise<readonly Release[]> =>
    (await database.gather(`${withNewestPackage} where ${condition} order by created_at desc, id desc`, values)).map((row) => toRelease(database.read(ReleaseEntity, row), row['revision'] === null ? undefined : database.read(SealedPackageEntity, row)));

  return {
    create: (release, links) => create(database, release, links),
    byKeys: async (keys) => new Map((await select('key = any($1)', keys)).map((release) => [release.key, release])),
    byIds: async (ids) => new Map((await select('id = any($1)', ids)).map((release) => [release.id, release])),
    list: async (query: ReleaseQuery, page) => {
      const found = await pageOf(database, orders[query.orderBy], conditionsOf(query), page);
      return { ...found, items: await whole(found.items) };
    },
    update: async (key, change) => {
      const isOfPeople = change.ownerEmail !== undefined || change.stakeholders !== undefined;
      if (Object.keys(change).length > 0) await database.em().nativeUpdate(ReleaseEntity, { key }, { ...change, ...(isOfPeople && { peopleSince: instant(clock.now()) }) });
      return existing(key, await select('key = $1', key));
    },
    links: (keys) => linksOf(database, keys),
    addLinks: (links) => addLinks(database, links),
    exclude: (linkId, exclusion) => excludeLink(database, linkId, exclusion),
    seal: async (key, sealed) => {
      await seal(database, key, sealed);
      return existing(key, await select('key = $1', key));
    },
    releasesOfRecord: (identity) => select(
      `key in (select release_key from muster.link where identity = $1 or reference = $1
               union all select release_key from ${newestPackages} as newest where artifacts @> $2::jsonb)`,
      identity, JSON.stringify([{ reference: identity }])),
    releasesOfArtifact: (sha256) => select(
      `key in (select release_key from muster.link where right(identity, 64) = $1
               union all select release_key from ${newestPackages} as newest where artifacts @> $2::jsonb)`,
      sha256, JSON.stringify([{ sha256 }])),
  };
}

/** Releases, each beside the columns of its newest sealed package (null without one): one trip for what every page begins with. */
const withNewestPackage = `select * from muster.release left join lateral (
  select * from muster.sealed_package where release_key = release.key order by revision desc limit 1) as sealed on true`;

/** Sealed packages that no later revision has replaced. */
const newestPackages = `(select * from muster.sealed_package as sealed where not exists (
  select from muster.sealed_package as later where later.release_key = sealed.release_key and later.revision > sealed.revision))`;

async function create(database: Database, release: Release, links: readonly Link[]): Promise<void> {
  const { sealed, ...row } = release;
  try {
    await database.transaction(async (em) => {
      await em.insert(ReleaseEntity, row);
      if (sealed !== null) await em.insert(SealedPackageEntity, { ...sealed, releaseKey: release.key });
      await addLinks(em, links);
    });
  } catch (error) {
    if (isUniqueViolation(error) && constraintOf(error) === 'release_key') {
      throw new UserMistake('CONFLICT', `A release with the key "${release.key}" exists already; choose another key.`, ['key']);
    }
    throw error;
  }
}

async function seal(database: Database, key: string, sealed: SealedPackage): Promise<void> {
  try {
    await database.em().insert(SealedPackageEntity, { ...sealed, releaseKey: key });
  } catch (error) {
    if (isMissingParent(error)) throw noSuchRelease(key);
    if (!isUniqueViolation(error)) throw error;
    throw new UserMistake('ALREADY_SEALED', `Revision ${sealed.revision} of the package of "${key}" is sealed already; a sealed revision never changes.`, ['key']);
  }
}

async function withPackages(database: Database, rows: readonly ReleaseRow[]): Promise<readonly Release[]> {
  if (rows.length === 0) return [];
  const found = await database.query(
    'select distinct on (release_key) * from muster.sealed_package where release_key = any($1) order by release_key, revision desc',
    [rows.map((row) => row.key)],
  );
  const packages = new Map(found.map((row) => database.read(SealedPackageEntity, row)).map((sealed) => [sealed.releaseKey, sealed]));
  return rows.map((row) => toRelease(row, packages.get(row.key)));
}

function toRelease(row: ReleaseRow, sealed: SealedPackageRow | undefined): Release {
  const { id, key, name, version, description, serviceKey, ownerEmail, train, dependsOn, stakeholders, createdAt, canceledAt, closedAt } = row;
  return {
    id, key, name, version, description, serviceKey, ownerEmail, train, dependsOn, stakeholders, createdAt, canceledAt, closedAt,
    sealed: sealed === undefined ? null : toPackage(sealed),
  };
}

function toPackage({ revision, sealedAt, sealedBy, digest, artifacts }: SealedPackageRow): SealedPackage {
  return { revision, sealedAt, sealedBy, digest, artifacts };
}

function existing(key: string, found: readonly Release[]): Release {
  const [release] = found;
  if (release === undefined) throw noSuchRelease(key);
  return release;
}

function noSuchRelease(key: string): UserMistake {
  return new UserMistake('NOT_FOUND', `There is no release with the key "${key}".`, ['key']);
}
