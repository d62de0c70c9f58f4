import { buildCommit } from '../domain/ports/undated-builds.ts';

/**
 * SQL for how long what a deployment brought live had waited (docs/decisions/0042): a row of `lead_s`, seconds since the first
 * build of its package began, `commit_s`, those since a commit that it began with instead (docs/decisions/0045), and `work_s`,
 * those since each work item of its release was last read as done. Of one deployment,
 * by look-ups alone: `of` is a row with its release_key, package_digest, environment, and `at`, when it went live.
 */
export function leadTimesOf(of: string): string {
  const seconds = (earlier: string): string => `extract(epoch from ${of}.at - ${earlier})::float8`;
  // What was said of it otherwise ended at that moment.
  const done = `
    select max(before.valid_to) as at from muster.copy_version as before
    where before.kind = 'work-item' and before.identity = planned.identity and before.content ->> 'progress' <> 'DONE' and before.valid_to <= ${of}.at and (
      exists (select from muster.copy as since where since.kind = 'work-item' and since.identity = planned.identity and since.content ->> 'progress' = 'DONE' and since.valid_from = before.valid_to)
      or exists (select from muster.copy_version as since where since.kind = 'work-item' and since.identity = planned.identity and since.content ->> 'progress' = 'DONE' and since.valid_from = before.valid_to))`;
  return `(
    select
      case when built.started_at <= ${of}.at then ${seconds('built.started_at')} end as lead_s, case when built.committed_at <= ${of}.at then ${seconds('built.committed_at')} end as commit_s,
      array(
        select ${seconds('done.at')} from (
          select distinct link.identity from muster.link as link
          where link.release_key = ${of}.release_key and link.relation = 'WORK_ITEM' and link.identity is not null and ${isJudged('link.excluded')} and coalesce(link.environment, ${of}.environment) = ${of}.environment) as planned
        cross join lateral (${done}) as done where done.at is not null) as work_s
    from (
      select ${beginningOf({ startedAt: `build.content ->> 'startedAt'`, committedAt: `made.content ->> 'committedAt'` })} from muster.sealed_package as package cross join lateral jsonb_array_elements(package.artifacts) as pin
      join muster.copy as artifact on artifact.kind = 'artifact' and artifact.reference = pin ->> 'reference'
      join muster.copy as build on build.kind = 'build' and build.reference = ${buildOf('artifact')}
      left join muster.copy as made on made.kind = '${buildCommit}' and made.identity = build.identity and made.reference = build.reference and made.content ->> 'revision' = build.content ->> 'vcsRevision'
      where package.digest = ${of}.package_digest and package.release_key = ${of}.release_key) as built
    offset 0)`;
}

/**
 * Of several builds `started_at`, when the first of them began, and `committed_at`, when the first was committed: null unless that
 * is how the package began, and no build before it of which no commit is known. A commit later than the build that was made of it is
 * none: one of the two clocks is wrong, and the build server's is the one that more things are told by. Both are given as text, as JSON has them.
 */
export function beginningOf({ startedAt, committedAt }: { readonly startedAt: string; readonly committedAt: string }): string {
  const believed = `case when ${committedAt} <= coalesce(${startedAt}, ${committedAt}) then ${committedAt} end`;
  return `min(${startedAt})::timestamptz as started_at, case when min(${believed}) <= min(coalesce(${believed}, ${startedAt})) then min(${believed})::timestamptz end as committed_at`;
}

/** The reference of the build that an artifact’s copy names: what the index copy_artifact_build is over, to the letter. */
export function buildOf(artifact: string): string {
  return `(${artifact}.connection || ':build:' || coalesce(${artifact}.content ->> 'buildName', '') || '/' || coalesce(${artifact}.content ->> 'buildNumber', ''))`;
}

/** Whether a link counts, by what was said of its exclusion (see the domain's isJudged). */
export function isJudged(excluded: string): string {
  return `(${excluded} is null or ((${excluded} ->> 'needsAgreement')::boolean and ${excluded} ->> 'agreedBy' is null))`;
}

/**
 * Common table expressions of what was written since lead times were reckoned, read off `notes`, a table of kind and name:
 * `noted`, and `moved`, the releases that it may be part of. Each is looked up by itself (offset 0), for there are few.
 */
export function movedReleases(notes: string): string {
  const packages = (reference: string): string => `select package.release_key from muster.sealed_package as package where package.artifacts @> jsonb_build_array(jsonb_build_object('reference', ${reference}))`;
  const lookUp = (kind: string, select: string): string => `select found.release_key from noted cross join lateral (${select} offset 0) as found where noted.kind = '${kind}'`;
  return `
    noted as materialized (select distinct kind, name from ${notes}),
    moved as materialized (
      select name as release_key from noted where kind = 'release'
      union ${lookUp('work-item', `select link.release_key from muster.link as link where link.relation = 'WORK_ITEM' and link.identity = noted.name`)}
      union ${lookUp('artifact', packages('noted.name'))}
      union ${lookUp('build', `select package.release_key from muster.copy as artifact cross join lateral (${packages('artifact.reference')}) as package where artifact.kind = 'artifact' and ${buildOf('artifact')} = noted.name`)})`;
}
