import type { Instant } from '../../domain/instant.ts';
import { isJudged, linkOrigins, type Link } from '../../domain/release.ts';
import { newLink } from '../new-link.ts';
import type { Draft } from './draft.ts';

/** One release's links as they stood, and the edges drawn now. */
interface Drawn {
  readonly releaseKey: string;
  readonly stored: readonly Link[];
  readonly drafts: readonly Draft[];
  readonly dropped: ReadonlySet<string>;
}

/** Edges worth writing down: new ones, ones of a stronger origin, and ones whose identity was just learnt. What a person took out is not drawn in again. */
export function linksToAdd({ releaseKey, stored, drafts }: Drawn, now: Instant): readonly Link[] {
  const settled = strongest(drafts.filter((draft) => draft.isSettled && !isTakenOut(draft, stored)));
  const standing = new Map(stored.toReversed().map((link) => [edge(link), link]));
  return settled.filter((draft) => {
    const before = standing.get(edge(draft));
    return before === undefined || strength(draft) > strength(before) || (before.identity === null && draft.identity !== null);
  }).map((draft) => newLink(releaseKey, draft, now));
}

/** The links of an assembly: those that stand after writing, what could not be written down yet, without what the records no longer bear out. */
export function standingLinks(drawn: Drawn, added: readonly Link[], now: Instant): readonly Link[] {
  const { releaseKey, stored, drafts, dropped } = drawn;
  const written = [...new Map([...stored, ...added].map((link) => [link.id, link])).values()].filter(({ id }) => !dropped.has(id));
  const unwritten = strongest(drafts.filter((draft) => !draft.isSettled && !written.some((link) => sameRecord(link, draft)))).map((draft) => newLink(releaseKey, draft, now));
  return [...written.filter((link) => !isSuperseded(link, drafts)), ...unwritten];
}

/** A discovered change that once said no environment and now says one belongs to that one only. Two different ones it keeps: that is redder. */
function isSuperseded(link: Link, drafts: readonly Draft[]): boolean {
  if (!isJudged(link) || link.relation !== 'CHANGE' || link.origin === 'DECLARED' || link.environment !== null) return false;
  return drafts.some((draft) => draft.isSettled && draft.environment !== null && sameRecord(link, draft));
}

function isTakenOut(draft: Draft, stored: readonly Link[]): boolean {
  const same = stored.filter((link) => sameRecord(link, draft));
  return same.length > 0 && !same.some(isJudged);
}

function sameRecord(link: Link, draft: Draft): boolean {
  return link.relation === draft.relation && (link.reference === draft.reference || (link.identity !== null && link.identity === draft.identity));
}

function strongest(drafts: readonly Draft[]): readonly Draft[] {
  const byEdge = new Map<string, Draft>();
  for (const draft of drafts) {
    const standing = byEdge.get(edge(draft));
    if (standing === undefined || strength(draft) > strength(standing)) byEdge.set(edge(draft), draft);
  }
  return [...byEdge.values()];
}

function edge({ relation, reference, environment }: Pick<Link, 'relation' | 'reference' | 'environment'>): string {
  return JSON.stringify([relation, reference, environment]);
}

function strength({ origin }: Pick<Link, 'origin'>): number {
  return linkOrigins.length - linkOrigins.indexOf(origin);
}
