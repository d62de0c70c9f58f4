import type { Assembly } from '../domain/ports/release-graph.ts';
import type { ReadableKind, RecordTypes } from '../domain/record.ts';
import { redactedProblem } from '../domain/redaction.ts';
import { readReference } from '../domain/reference.ts';
import { isJudged, type Link, type LinkRelation, type Release } from '../domain/release.ts';
import type { ConnectionPage, PageArguments } from '../schema/connection.type.ts';
import type { RequestContext } from './context.ts';
import { pageOf, pageRequest } from './page.ts';
import { recordSoon } from './reading.ts';
import { seeingOf } from './visible.ts';

/** The kind of record that a link of each relation leads to. */
export const kindOfRelation: Readonly<Record<LinkRelation, ReadableKind>> = {
  CHANGE: 'change', WORK_ITEM: 'work-item', ARTIFACT: 'artifact', CONFIGURATION_ITEM: 'ci', SERVICE: 'service', INCIDENT: 'incident', PROBLEM: 'problem', KNOWLEDGE: 'knowledge',
};

/**
 * What a link's record is asked for by: its identity once it is known, else the reference people gave. An artifact is
 * asked for by its place: its identity holds the digest, and what stands there now is the question.
 */
export const nameOf = (link: Link): string => (link.relation === 'ARTIFACT' ? link.reference : link.identity ?? link.reference);

/**
 * The links of one relation that count, each record once; of one environment when it is given. A build, bundle or version
 * is linked by the records it holds and is none itself.
 */
export async function linksOf(context: RequestContext, release: Release, relation: LinkRelation, environment?: string | null): Promise<readonly Link[]> {
  const assembly = await context.loaders.assembled(release, relation);
  if (environment != null) return counting(assembly.links.filter((link) => link.environment === null || link.environment === environment), relation);
  const known = countingOf.get(assembly);
  if (known?.relation === relation) return known.links;
  const links = counting(assembly.links, relation);
  countingOf.set(assembly, { relation, links });
  return links;
}

/** A remembered assembly is the same object for everybody who looks. */
const countingOf = new WeakMap<Assembly, { readonly relation: LinkRelation; readonly links: readonly Link[] }>();

function counting(links: readonly Link[], relation: LinkRelation): readonly Link[] {
  const its = links.filter((link) => link.relation === relation && readReference(link.reference)?.kind === kindOfRelation[relation] && isJudged(link));
  return [...new Map(its.map((link) => [nameOf(link), link])).values()];
}

/**
 * A page of the records behind a release's links; one that cannot be read costs only itself. While a look for more could
 * not be finished the total is not known, and the tool that failed is told among the errors.
 */
export async function linkedPage<K extends ReadableKind>(context: RequestContext, release: Release, relation: LinkRelation, kind: K, page: PageArguments, environment?: string | null): Promise<ConnectionPage<RecordTypes[K] | null>> {
  const links = await linksOf(context, release, relation, environment);
  const { gaps } = await context.loaders.assembled(release, relation);
  const unseen = gaps.filter((gap) => gap.relation === relation);
  for (const { connection, problem } of unseen) context.failures.note(connection, await redactedProblem(problem, seeingOf(context)));
  return pageOf(links, pageRequest(page), nameOf, (link) => recordSoon(context, kind, nameOf(link)), unseen.length === 0 ? links.length : null);
}
