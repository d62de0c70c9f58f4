import type { Ask } from '../../domain/ports/ask.ts';
import type { RecordReader } from '../../domain/ports/connection.ts';
import type { Build } from '../../domain/artifact.ts';
import { HttpProblem } from '../http/index.ts';
import { atMost } from './at-most.ts';
import type { ArtifactoryClient } from './client.ts';
import { toBuild } from './translate.ts';
import { buildSchema } from './wire.ts';
import type { BuildInfo } from './wire.ts';

/** What names a build; `startedAt` tells runs of one number apart, null is the latest. */
export interface BuildName {
  readonly name: string;
  readonly number: string;
  readonly startedAt: string | null;
}

const buildsAtOnce = 4;

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

/** Null when the tool has no such build or hides it: the two cannot be told apart (apis/README.md §9). */
export async function readBuildInfo(client: ArtifactoryClient, { name, number, startedAt }: BuildName, ask: Ask): Promise<BuildInfo | null> {
  if ([name, number].some((part) => part === '' || part === '.' || part === '..')) return null;
  try {
    const { body } = await client.send({
      method: 'GET', path: `/artifactory/api/build/${encodeURIComponent(name)}/${encodeURIComponent(number)}`, query: { started: startedAt?.replace('Z', '+0000') }, schema: buildSchema, ask, doing: 'reading a build',
    });
    return body.buildInfo.name === name && body.buildInfo.number === number ? body.buildInfo : null;
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return null;
    throw error;
  }
}

/** Reads `name/number` and `name/number@startedAt`; a name may hold slashes, a number cannot. */
export function readBuildName(key: string): BuildName | null {
  const [, name, number, startedAt] = /^(.+)\/([^/]+?)(?:@(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z))?$/.exec(key) ?? [];
  return name === undefined || number === undefined ? null : { name, number, startedAt: startedAt ?? null };
}
