import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import type { ReadableKind, RelationName } from '../domain/record.ts';
import { readReference } from '../domain/reference.ts';
import { isJudged, type LinkRelation, type Release } from '../domain/release.ts';
import type { PageArguments } from '../schema/connection.type.ts';
import type { RequestContext } from './context.ts';

/** Fields of a release's records that only a further call can answer: for records known to be linked it need not wait for the look for more. */
const aheadOf = {
  CHANGE: { kind: 'change', relations: { approvals: 'change.approvals' } },
  CONFIGURATION_ITEM: { kind: 'ci', relations: { impactedServices: 'ci.impactedServices' } },
} as const satisfies Readonly<Partial<Record<LinkRelation, { readonly kind: ReadableKind; readonly relations: Readonly<Record<string, RelationName>> }>>>;

/**
 * Begins to ask for what an operation wants of the records that are linked already, while their links are looked at anew.
 * The loaders keep the answers; a record that turns out not to belong was asked for in vain, one found new is asked for later.
 * Nobody waits for it, so it never rejects: what fails is told to whoever comes to need it.
 */
export async function askAhead(...question: Parameters<typeof begin>): Promise<void> {
  await begin(...question).catch(() => undefined);
}

async function begin({ hub, loaders }: RequestContext, release: Release, link: keyof typeof aheadOf, page: PageArguments, info: GraphQLResolveInfo): Promise<void> {
  const { kind, relations } = aheadOf[link];
  const wanted = Object.entries(relations).filter(([field]) => isAsked(field, info));
  if (wanted.length === 0 || page.after != null) return;
  const links = (await loaders.knownLinks.load(release.key)).filter((one) => one.relation === link && isJudged(one) && hub.records.isProduction(readReference(one.reference)?.connection ?? ''));
  const known = await Promise.all(links.map(async ({ identity, reference }) => identity ?? loaders.knownAs(kind, reference)));
  const ids = [...new Set(known.filter((id) => id !== null))].slice(0, page.first ?? undefined);
  for (const [, relation] of wanted) {
    for (const id of ids) if (loaders.relationAtHand(relation, id) === undefined) void loaders.relation(relation, id).catch(() => undefined);
  }
}

/** Is the field among those of the page's records? A fragment on another type, or a skipped field, does no harm here. */
function isAsked(field: string, { fieldNodes, fragments }: GraphQLResolveInfo): boolean {
  const has = (selections: SelectionSetNode | undefined, path: readonly string[]): boolean => selections?.selections.some((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return has(selection.selectionSet, path);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return has(fragments[selection.name.value]?.selectionSet, path);
    if (selection.name.value !== path[0]) return false;
    return path.length === 1 || has(selection.selectionSet, path.slice(1));
  }) === true;
  return fieldNodes.some(({ selectionSet }) => has(selectionSet, ['nodes', field]) || has(selectionSet, ['edges', 'node', field]));
}
