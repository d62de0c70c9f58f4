import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, Kind, parse, type FieldNode, type FragmentDefinitionNode, type GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from './context.ts';
import { askWithRelease } from './with-release.ts';

const schema = buildSchema(readFileSync(path.join(import.meta.dirname, '../../schema.graphql'), 'utf8'));

/** What is asked for in the turn of `query`'s first field, when the database answers or cannot. */
async function askedWith(query: string, variableValues: Readonly<Record<string, unknown>> = {}, answer: () => Promise<unknown> = () => Promise.resolve(null)): Promise<readonly string[]> {
  const asked: string[] = [];
  const loader = (name: string) => ({ load: (key: unknown) => { asked.push(`${name} ${JSON.stringify(key)}`); return answer(); } });
  const loaders = Object.fromEntries(['knownLinks', 'decisiveDeployments', 'plans', 'deploymentsOfRelease'].map((name) => [name, loader(name)]));
  const { definitions } = parse(query);
  const fragments = Object.fromEntries(definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : []))) as Record<string, FragmentDefinitionNode>;
  const fieldNodes = definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? one.selectionSet.selections : [])) as FieldNode[];
  askWithRelease({ loaders } as unknown as RequestContext, 'a-1', { schema, fieldNodes, fragments, variableValues } as unknown as GraphQLResolveInfo);
  await Promise.resolve();
  return asked.sort();
}

describe('what is asked for together with a release', () => {
  it.each([
    ['{ release(key: "a-1") { key name owner { name } environments { environment { name } } } }', []],
    ['{ release(key: "a-1") { state changes { totalCount } workItems { totalCount } } }', ['decisiveDeployments "a-1"', 'knownLinks "a-1"']],
    ['{ release(key: "a-1") { ...parts } } fragment parts on Release { package { digest } ... on Release { plan: environments { plan { version } } } }', ['knownLinks "a-1"', 'plans "a-1"']],
    ['{ release(key: "a-1") { deployments(environment: "production", first: 5) { nodes { state } } } }', ['deploymentsOfRelease {"releaseKey":"a-1","environment":"production","page":{"first":5,"after":null}}']],
    ['{ release(key: "a-1") { deployments { nodes { state } } } }', ['deploymentsOfRelease {"releaseKey":"a-1","environment":null,"page":{"first":20,"after":null}}']],
  ])('is what the operation wants of it: %s', async (query, asked) => {
    expect(await askedWith(query)).toEqual(asked);
  });

  it('goes by variables, and is nothing when they are wrong: that is told where the field is answered', async () => {
    const query = 'query ($n: Int) { release(key: "a-1") { deployments(first: $n) { nodes { state } } } }';
    expect(await askedWith(query, { n: 3 })).toEqual(['deploymentsOfRelease {"releaseKey":"a-1","environment":null,"page":{"first":3,"after":null}}']);
    expect(await askedWith(query, { n: -1 })).toEqual([]);
  });

  it('costs nothing when it fails', async () => {
    expect(await askedWith('{ release(key: "a-1") { state } }', {}, () => Promise.reject(new Error('no database')))).toHaveLength(1);
  });
});
