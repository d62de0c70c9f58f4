import { buildCommit, type UndatedBuilds } from '../domain/ports/undated-builds.ts';
import type { Database } from './database.ts';

export function undatedBuildStore(database: Database): UndatedBuilds {
  return {
    async undated({ places, startedSince, except, after, limit }) {
      const rows = await database.query(undated, [places, startedSince, except, after ?? '', limit]);
      const builds = rows.map((row) => ({ identity: String(row['identity']), reference: String(row['reference']), commit: { repository: String(row['repository']), revision: String(row['revision']) } }));
      return { builds, left: Number(rows[0]?.['left_over'] ?? 0) };
    },
  };
}

/** A build may be published again under its identity, of another commit. */
const undated = `
  select build.identity, build.reference, build.content ->> 'vcsRepository' as repository, build.content ->> 'vcsRevision' as revision, (count(*) over ())::int as left_over
  from muster.copy as build
  where build.kind = 'build' and build.gone_because is null and build.reference is not null and coalesce(build.content ->> 'vcsRevision', '') <> ''
    and exists (select from unnest($1::text[]) as place where starts_with(build.content ->> 'vcsRepository', place || '/'))
    and (build.content ->> 'startedAt' is null or build.content ->> 'startedAt' >= $2)
    and not exists (select from muster.copy as told where told.kind = '${buildCommit}' and told.identity = build.identity and told.reference = build.reference and told.content ->> 'revision' = build.content ->> 'vcsRevision')
    and build.identity <> all($3) and build.identity collate "C" > $4
  order by build.identity collate "C" limit $5`;
