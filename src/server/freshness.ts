import type { ApolloServerPlugin } from '@apollo/server';
import { getDirectiveValues, GraphQLError, Kind, type DocumentNode, type FragmentDefinitionNode, type GraphQLResolveInfo, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { Loaders } from '../loaders/index.ts';
import type { TimedContext } from './deadline.ts';
import { aroundEachResolver } from './each-resolver.ts';
import { freshnessDirective } from '../schema/freshness.directive.ts';
import { durationMs } from '../domain/duration.ts';

/** What one request knows of how fresh it wants its copies. */
export interface FreshContext extends TimedContext {
  loaders: Loaders;
  /** Loaders that accept copies of this age, milliseconds; null: what configuration says of each kind. Made once for each age. */
  loadersOf(maxAgeMs: number | null): Loaders;
  /** By path of response keys ("release/changes"): the age its field names. Null while no field names one. */
  freshFields: ReadonlyMap<string, number> | null;
}

const header = 'muster-max-age';

/** Takes `@freshness` of the operation, else the header Muster-Max-Age, else the defaults; and notes the fields that name their own. */
export const freshnessOfRequest: ApolloServerPlugin<FreshContext> = {
  requestDidStart: () => Promise.resolve({
    didResolveOperation({ request, document, operation, contextValue }) {
      if (operation === undefined) return Promise.resolve(); // Apollo refuses it next
      const variables = request.variables ?? {};
      const told = request.http?.headers.get(header);
      const whole = ageOf(operation, variables) ?? (told == null ? null : milliseconds(told, `The header ${header}`));
      contextValue.loaders = contextValue.loadersOf(whole);
      contextValue.freshFields = agesOfFields(document, operation, variables);
      return Promise.resolve();
    },
  }),
};

/** Lets every resolver below a field that names an age work with loaders of that age; costs nothing while no field does. */
export function heedFreshness(schema: GraphQLSchema): GraphQLSchema {
  return aroundEachResolver<FreshContext>(schema, (resolve) => (root, given, context, info) =>
    resolve(root, given, context.freshFields === null ? context : contextAt(context, context.freshFields, info), info));
}

function contextAt(context: FreshContext, ages: ReadonlyMap<string, number>, info: GraphQLResolveInfo): FreshContext {
  const keys: string[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = info.path; at !== undefined; at = at.prev) if (typeof at.key === 'string') keys.unshift(at.key);
  for (; keys.length > 0; keys.pop()) {
    const age = ages.get(keys.join('/'));
    if (age !== undefined) return { ...context, loaders: context.loadersOf(age) };
  }
  return context;
}

type Variables = Readonly<Record<string, unknown>>;

/** Where one response key is asked for twice, the stricter age counts. */
function agesOfFields(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): ReadonlyMap<string, number> | null {
  const fragments = new Map(document.definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]));
  const ages = new Map<string, number>();
  const visit = ({ selections }: SelectionSetNode, above: string): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) visit(fragment.selectionSet, above);
        continue;
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) { visit(selection.selectionSet, above); continue; }
      const path = `${above}${(selection.alias ?? selection.name).value}`;
      const age = ageOf(selection, variables);
      if (age !== null) ages.set(path, Math.min(age, ages.get(path) ?? age));
      if (selection.selectionSet !== undefined) visit(selection.selectionSet, `${path}/`);
    }
  };
  // A document that never names the directive is not walked.
  if (mentions(document)) visit(operation.selectionSet, '');
  return ages.size === 0 ? null : ages;
}

function mentions(document: DocumentNode): boolean {
  return document.loc?.source.body.includes(`@${freshnessDirective.name}`) ?? true;
}

function ageOf(node: Parameters<typeof getDirectiveValues>[1], variables: Variables): number | null {
  const given = getDirectiveValues(freshnessDirective, node, variables);
  return given === undefined ? null : milliseconds(String(given['maxAge']), '@freshness(maxAge:)');
}

function milliseconds(text: string, where: string): number {
  const age = durationMs(text);
  if (age !== null) return age;
  throw new GraphQLError(`${where} must be an ISO 8601 duration without months and years, e.g. PT5M, not "${text.slice(0, 40)}".`, { extensions: { code: 'BAD_USER_INPUT' } });
}
