import { isSha256 } from '../../domain/artifact.ts';
import type { Artifact, Build, BuildStatus, BuiltFile, Sha256 } from '../../domain/artifact.ts';
import { toInstant } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import { formatReference } from '../../domain/reference.ts';
import { repositoryAddress } from '../../domain/repository-address.ts';
import type { Source } from '../../domain/source.ts';
import { keyOf, pinnedKey, placeOf } from './place.ts';
import type { BuildArtifact, BuildInfo, Item } from './wire.ts';

/** Where an answer came from, for `Source`. */
export interface Origin {
  readonly connection: string;
  /** The platform's address without a slash at its end. */
  readonly url: string;
  /** The moment the question was sent: what came back is at least as new. */
  readonly fetchedAt: Instant;
  /** Key of the property that classifies files; left out: none does. */
  readonly classifiedBy?: string;
}

/** An AQL row, asked for with its properties, in our words. */
export function toArtifact(item: Item, origin: Origin): Artifact {
  const key = keyOf(item);
  const sha256 = toSha256(item.sha256);
  const properties = toProperties(item.properties ?? []);
  return {
    kind: 'artifact',
    id: formatReference(origin.connection, 'artifact', pinnedKey(item, sha256)),
    source: toSource(origin, formatReference(origin.connection, 'artifact', key), key, `${origin.url}/ui/repos/tree/General/${encodedPath(key)}`),
    label: item.name,
    ...classificationOf(item, origin),
    repository: item.repo,
    path: item.path,
    name: item.name,
    sizeBytes: item.size ?? null,
    sha256,
    buildName: only(properties['build.name']),
    buildNumber: only(properties['build.number']),
    properties,
  };
}

/** A file without the property is not classified; one with two values of it, or whose properties were not told, is so that nobody knows. */
function classificationOf({ properties }: Item, { classifiedBy }: Origin): { readonly classification?: string | null } {
  if (classifiedBy === undefined || properties === undefined || properties === null) return {};
  const values = properties.filter(({ key }) => key === classifiedBy).map(({ value }) => value ?? '');
  return values.length > 1 ? {} : { classification: values[0] ?? null };
}

/** Build info in our words. Environment variables that the pipeline leaked into it stay behind. */
export function toBuild(info: BuildInfo, origin: Origin): Build {
  const key = `${info.name}/${info.number}`;
  const startedAt = toMoment(info.started);
  const source = info.vcs?.find(({ revision }) => (revision ?? '') !== '');
  return {
    kind: 'build',
    id: formatReference(origin.connection, 'build', startedAt === null ? key : `${key}@${startedAt}`),
    source: toSource(origin, formatReference(origin.connection, 'build', key), key, `${origin.url}/ui/builds/${encodedPath(key)}`),
    label: `${info.name} ${info.number}`,
    name: info.name,
    number: info.number,
    startedAt,
    url: toUrl(info.url),
    testsPassed: testsPassed(info.statuses ?? []),
    vcsRevision: source?.revision ?? null,
    vcsRepository: repositoryAddress(source?.url ?? ''),
    artifacts: (info.modules ?? []).flatMap(({ artifacts }) => artifacts ?? []).map((file) => toBuiltFile(file, origin)),
    workItemKeys: [...new Set((info.issues?.affectedIssues ?? []).map(({ key: workItem }) => workItem))],
  };
}

/** Clients write `path` with or without the file name (specs/jfrog-buildinfo-schema.json leaves it open). */
function toBuiltFile({ name, path, sha256, originalDeploymentRepo: repo }: BuildArtifact, origin: Origin): BuiltFile {
  const told = path?.replace(/^\/+|\/+$/g, '') ?? '';
  const isWhole = told === name || told.endsWith(`/${name}`);
  const within = path === null || path === undefined ? null : isWhole ? told : `${told}/${name}`.replace(/^\//, '');
  const place = repo && within !== null ? placeOf(`${repo}/${within}`) : null;
  return { name, sha256: toSha256(sha256), path: within, reference: place === null ? null : formatReference(origin.connection, 'artifact', keyOf(place)) };
}

/** Also reads "+0000", the offset without a colon that build info is written with (apis/README.md §9). */
export function toMoment(text: string | null | undefined): Instant | null {
  return text === null || text === undefined ? null : toInstant(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
}

export function toSha256(text: string | null | undefined): Sha256 | null {
  const digest = text?.toLowerCase() ?? '';
  return isSha256(digest) ? digest : null;
}

/** Status words that speak of tests; all others ("Released", "Staged", …) say nothing about them. */
const testWords: ReadonlyMap<string, boolean> = new Map([['tested', true], ['tests passed', true], ['passed', true], ['tests failed', false], ['failed', false], ['rejected', false]]);

/** The newest status that speaks of tests counts, so that a later failure is not hidden by an older success. */
function testsPassed(statuses: NonNullable<BuildInfo['statuses']>): boolean | null {
  const dated = statuses.map(({ status, timestamp }) => ({ says: testWords.get(status.toLowerCase().replaceAll(/[-_]/g, ' ')), at: toMoment(timestamp) ?? '' }));
  return dated.filter(({ says }) => says !== undefined).toSorted((a, b) => a.at.localeCompare(b.at)).at(-1)?.says ?? null;
}

/** All words said about a build, in the order of their moments. */
export function toBuildStatuses({ statuses }: BuildInfo): readonly BuildStatus[] {
  const told = (statuses ?? []).map(({ status, timestamp, user, ciUser, repository }) => ({ status, at: toMoment(timestamp), by: user ?? ciUser ?? null, repository: repository ?? null }));
  return told.toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
}

function toProperties(rows: NonNullable<Item['properties']>): Readonly<Record<string, readonly string[]>> {
  const properties = new Map<string, string[]>();
  for (const { key, value } of rows) {
    const values = properties.get(key);
    if (values === undefined) properties.set(key, [value ?? '']);
    else values.push(value ?? '');
  }
  return Object.fromEntries(properties);
}

/** Two values are a contradiction, not a choice. */
function only(values: readonly string[] | undefined): string | null {
  return values?.length === 1 ? (values[0] ?? null) : null;
}

export function toSource(origin: Origin, reference: string, key: string, url: string | null): Source {
  return { reference, system: 'ARTIFACTORY', connection: origin.connection, key, url, fetchedAt: origin.fetchedAt, isStale: false, problem: null };
}

function toUrl(text: string | null | undefined): string | null {
  return text !== null && text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;
}

/** Most paths need no encoding; a sync makes a hundred thousand of them. */
function encodedPath(key: string): string {
  return /^[\w./-]*$/.test(key) ? key : key.split('/').map(encodeURIComponent).join('/');
}
