import { Kind, parse, type FieldNode, type FragmentDefinitionNode, type GraphQLResolveInfo } from 'graphql';
import type { Link, Release } from '../domain/release.ts';
import { askAhead } from './ahead.ts';
import type { RequestContext } from './context.ts';

const release = { key: 'payments-2.4.0' } as Release;

/** The identity whose relations this process has just read. */
const atHand = 'cmdb:ci:just-read';

const link = (identity: string | null, more: Partial<Link> = {}): Link => ({
  id: `link:${identity ?? 'named'}`, releaseKey: release.key, relation: 'CONFIGURATION_ITEM', reference: `cmdb:ci:${identity ?? 'named'}`, identity,
  environment: null, origin: 'DISCOVERED', by: 'a rule', linkedAt: '2026-11-29T06:00:00.000Z', excluded: null, ...more,
});

/** What a resolver is told of `{ items SELECTION }`. */
function infoOf(selection: string): GraphQLResolveInfo {
  const { definitions } = parse(`{ items ${selection} } fragment parts on Connection { nodes { impactedServices { name } } }`);
  const fragments = Object.fromEntries(definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : []))) as Record<string, FragmentDefinitionNode>;
  const fieldNodes = definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? one.selectionSet.selections : [])) as FieldNode[];
  return { fieldNodes, fragments } as unknown as GraphQLResolveInfo;
}

/** The relations asked for when these links are kept, or the database cannot tell them. */
async function askedFor(links: readonly Link[] | Error, selection: string, page: { readonly first: number | null; readonly after: string | null } = { first: 50, after: null }): Promise<readonly string[]> {
  const asked: string[] = [];
  const context = {
    hub: { records: { isProduction: (connection: string) => connection === 'cmdb' } },
    loaders: {
      knownLinks: { load: () => (links instanceof Error ? Promise.reject(links) : Promise.resolve(links)) },
      knownAs: (_kind: string, reference: string) => Promise.resolve(reference === 'cmdb:ci:named' ? 'cmdb:ci:known' : null),
      relationAtHand: (_relation: string, id: string) => (id === atHand ? { state: 'absent', fetchedAt: '' } : undefined),
      relation: (relation: string, id: string) => { asked.push(`${relation} ${id}`); return Promise.reject(new Error('a tool that fails')); },
    },
  } as unknown as RequestContext;
  await askAhead(context, release, 'CONFIGURATION_ITEM', page, infoOf(selection));
  return asked;
}

describe('What is asked ahead', () => {
  const impact = '{ nodes { name impactedServices { name } } }';

  it.each([
    ['among the nodes', impact], ['among the edges', '{ edges { node { impactedServices { name } } } }'], ['in a fragment', '{ ...parts }'],
    ['in an inline fragment', '{ nodes { ... on ConfigurationItem { impactedServices { name } } } }'],
  ])('is what the operation wants of records known to be linked: %s', async (_where, selection) => {
    expect(await askedFor([link('cmdb:ci:1'), link('cmdb:ci:1', { environment: 'staging' }), link(null)], selection)).toEqual(['ci.impactedServices cmdb:ci:1', 'ci.impactedServices cmdb:ci:known']);
  });

  it('is not what is at hand', async () => {
    expect(await askedFor([link('cmdb:ci:1'), link(atHand)], impact)).toEqual(['ci.impactedServices cmdb:ci:1']);
  });

  it('is nothing when the operation does not want it, or wants a later page', async () => {
    expect(await askedFor([link('cmdb:ci:1')], '{ nodes { name } impactedServices { name } }')).toEqual([]);
    expect(await askedFor([link('cmdb:ci:1')], impact, { first: 50, after: 'x' })).toEqual([]);
  });

  it('is nothing of a test instance, of what a person took out, of another relation or of a name that no copy knows', async () => {
    const excluded = { because: 'not ours', by: { kind: 'person' }, at: '2026-11-29T06:00:00.000Z', agreedBy: null, needsAgreement: false } as unknown as Link['excluded'];
    const links = [link('clone:ci:1', { reference: 'clone:ci:1' }), link('cmdb:ci:2', { excluded }), link('cmdb:change:3', { relation: 'CHANGE' }), link(null, { reference: 'cmdb:ci:nobody' })];
    expect(await askedFor(links, impact)).toEqual([]);
  });

  it('is nothing while the database is away, which costs the hub nothing else', async () => {
    expect(await askedFor(new Error('the database is away'), impact)).toEqual([]);
  });

  it('is no more than the page holds', async () => {
    expect(await askedFor([link('cmdb:ci:1'), link('cmdb:ci:2')], impact, { first: 1, after: null })).toEqual(['ci.impactedServices cmdb:ci:1']);
  });
});
