import type { BuildStatus } from '../../domain/artifact.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import { readReference } from '../../domain/reference.ts';
import type { RecordIdentity } from '../../domain/reference.ts';
import { atMost } from './at-most.ts';
import { buildsAtOnce, readBuildInfo, readBuildName } from './build.reader.ts';
import type { ArtifactoryClient } from './client.ts';
import { toBuildStatuses, toMoment } from './translate.ts';

/** What was said about builds, oldest first; a build that is not there is not in the answer. */
export function buildStatuses(client: ArtifactoryClient): RelationReader<'build.statuses'> {
  return {
    async relate(ids, ask) {
      const names = ids.flatMap((id) => {
        const parts = readReference(id);
        const name = parts?.kind === 'build' ? readBuildName(parts.key) : null;
        return name === null ? [] : [{ id, name }];
      });
      const read = await atMost(buildsAtOnce, names, async ({ id, name }) => ({ id, name, info: await readBuildInfo(client, name, ask) }));
      return new Map<RecordIdentity, readonly BuildStatus[]>(read.flatMap(({ id, name, info }) => (info === null || (name.startedAt !== null && name.startedAt !== toMoment(info.started)) ? [] : [[id, toBuildStatuses(info)]])));
    },
  };
}
