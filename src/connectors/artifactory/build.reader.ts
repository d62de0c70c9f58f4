import type { Ask } from '../../domain/ports/ask.ts';
import type { RecordReader } from '../../domain/ports/connection.ts';
import type { Build } from '../../domain/artifact.ts';
import { orNone } from './or-none.ts';
import type { Scope } from './options.ts';
import { atMost } from './at-most.ts';
import type { ArtifactoryClient } from './client.ts';
import { toBuild, toMoment } from './translate.ts';
import { buildRunsSchema, buildSchema } from './wire.ts';
import type { BuildInfo } from './wire.ts';

/** What names a build; `startedAt` tells runs of one number apart, null is the latest. */
export interface BuildName {
  readonly name: string;
  readonly number: string;
  readonly startedAt: string | null;
}

export const buildsAtOnce = 4;

/** Reads builds by `name/number` or identity. The tool has no bulk read of build info: one call per distinct build. */
export function buildReader(client: ArtifactoryClient): RecordReader<'build'> {
  return {
    async read(lookups, ask) {
      const names = lookups.flatMap((lookup) => readBuildName('id' in lookup ? lookup.id : lookup.key) ?? []);
      return readBuilds(client, names, ask);
    },
  };
}

/** Each distinct build once; one that is not there, or in a project we cannot see, is left out. */
export async function readBuilds(client: ArtifactoryClient, names: readonly BuildName[], ask: Ask): Promise<readonly Build[]> {
  const distinct = [...new Map(names.map((name) => [JSON.stringify(name), name])).values()];
  const origin = client.origin();
  const infos = await atMost(buildsAtOnce, distinct, async (name) => ({ name, info: await readBuildInfo(client, name, ask) }));
  return infos.flatMap(({ name, info }) => {
    if (info === null) return [];
    const build = toBuild(info, origin);
    return name.startedAt === null || name.startedAt === build.startedAt ? [build] : [];
  });
}

/**
 * The build in the first place that has it: a build in a project is 404 unless the project is named. Null when no place
 * has it, or all hide it: the two cannot be told apart (apis/README.md §9).
 */
export async function readBuildInfo(client: ArtifactoryClient, name: BuildName, ask: Ask): Promise<BuildInfo | null> {
  if ([name.name, name.number].some((part) => part === '' || part === '.' || part === '..')) return null;
  for (const scope of client.scopes) {
    const info = await readRun(client, name, scope, name.startedAt?.replace('Z', '+0000'), ask) ?? await readRunAsWritten(client, name, scope, ask);
    if (info !== null) return info;
  }
  return null;
}

async function readRun(client: ArtifactoryClient, { name, number }: BuildName, scope: Scope, started: string | undefined, ask: Ask): Promise<BuildInfo | null> {
  const answer = await orNone(client.send({
    method: 'GET', path: `/artifactory/api/build/${encodeURIComponent(name)}/${encodeURIComponent(number)}`, query: { ...scope, started }, schema: buildSchema, ask, doing: 'reading a build',
  }));
  const info = answer?.body.buildInfo;
  return info?.name === name && info.number === number ? info : null;
}

/** The run of that moment, whatever time zone its client wrote it in: the tool compares texts. */
async function readRunAsWritten(client: ArtifactoryClient, name: BuildName, scope: Scope, ask: Ask): Promise<BuildInfo | null> {
  if (name.startedAt === null) return null;
  const answer = await orNone(client.send({ method: 'GET', path: `/artifactory/api/build/${encodeURIComponent(name.name)}`, query: { ...scope }, schema: buildRunsSchema, ask, doing: 'reading the runs of a build' }));
  const uri = `/${encodeURIComponent(name.number)}`;
  const run = answer?.body.buildsNumbers.find((one) => (one.uri === uri || one.uri === `/${name.number}`) && toMoment(one.started) === name.startedAt);
  return run === undefined ? null : readRun(client, name, scope, run.started ?? undefined, ask);
}

/** Reads `name/number` and `name/number@startedAt`; a name may hold slashes, a number cannot. */
export function readBuildName(key: string): BuildName | null {
  const [, name, number, startedAt] = /^(.+)\/([^/]+?)(?:@(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z))?$/.exec(key) ?? [];
  return name === undefined || number === undefined ? null : { name, number, startedAt: startedAt ?? null };
}
