import { GraphQLError } from 'graphql';
import { keysOf } from '../schema/federation.ts';
import { nodeTypeName } from '../schema/node.type.ts';
import type { RequestContext } from './context.ts';
import { environmentNode } from './environment.resolver.ts';
import { nodeOf } from './node.resolver.ts';

/** A noun as another part of a supergraph knows it: its type, and one of its keys. */
type Representation = Readonly<Record<string, unknown>>;
interface Thing { readonly id: string; readonly kind?: string }

/** Keys beside the id, by type: how the noun is found by its. */
const byOtherKey: Readonly<Record<string, (key: string, context: RequestContext) => unknown>> = {
  'Release.key': (key, { loaders }) => loaders.release.load(key),
  'Environment.name': (name, context) => environmentNode(context, name),
};

/**
 * What `_entities` answers for each representation, all of a kind in one load. One that names no noun, no key of it, or a
 * thing that is something else, costs itself alone: an error with its place, and never somebody else's record. What is well named
 * and not there is null, as everywhere.
 */
export function entitiesOf(representations: readonly unknown[], context: RequestContext): Promise<unknown>[] {
  return representations.map((one, place) => entityOf(one, `representations[${place}]`, context));
}

async function entityOf(given: unknown, place: string, context: RequestContext): Promise<unknown> {
  const { type, told, keys, by } = read(given, place);
  const value = String(told[by]);
  const found = await (by === 'id' ? nodeOf(value, context) : byOtherKey[`${type}.${by}`]?.(value, context)) as Thing | null | undefined;
  if (found == null) return null;
  const other = keys.find((key) => (found as unknown as Representation)[key] !== told[key]);
  if (other !== undefined || nodeTypeName(found) !== type) throw wrong(`${place}: ${type} ${quoted(value)} is another one than its ${other ?? '__typename'} says.`);
  return found;
}

interface Named {
  readonly type: string;
  readonly told: Representation;
  /** Those of its keys that are told, of which it is looked for by the first. */
  readonly keys: readonly string[];
  readonly by: string;
}

/** Nothing is looked for before this is right. @throws GraphQLError that says what is not. */
function read(given: unknown, place: string): Named {
  const told = typeof given === 'object' && given !== null ? given as Representation : {};
  const type = told['__typename'];
  if (typeof type !== 'string' || !Object.hasOwn(keysOf, type)) throw wrong(`${place} names no noun of this hub in __typename: ${quoted(type)}.`);
  const known = keysOf[type] ?? [];
  const keys = known.filter((key) => Object.hasOwn(told, key));
  const [by = 'id'] = keys;
  const odd = [by, ...keys].find((key) => typeof told[key] !== 'string' || told[key] === '');
  if (odd !== undefined) throw wrong(`${place}: ${type} is found by ${known.join(' or ')}, a text, and ${odd} is ${quoted(told[odd])}.`);
  const id = String(told[by]);
  if (by === 'id' && nodeTypeName({ id, ...kindOf(id) }) !== type) throw wrong(`${place}: ${quoted(id)} is not the id of a ${type}.`);
  return { type, told, keys, by };
}

/** The kind in the middle of a record's id, which nodeTypeName reads off the record itself. */
function kindOf(id: string): { readonly kind?: string } {
  const [, kind] = id.split(':');
  return kind === undefined ? {} : { kind };
}

const wrong = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

function quoted(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
}
