import { getArgumentValues, isObjectType, Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import type { PageArguments } from '../schema/connection.type.ts';
import { pageRequest } from './page.ts';
import type { RequestContext } from './context.ts';

/** Fields of a release that need its links. */
const linked: ReadonlySet<string> = new Set(['changes', 'workItems', 'configurationItems', 'incidents', 'problems', 'knowledge', 'links', 'package']);

/**
 * What the database keeps of a release lies there under the release's own key. What an operation wants of it is asked for
 * together with the release, in one trip, and not after it. The loaders keep the answers; of a release that is not there, or
 * behind a field that is skipped, they were asked in vain. Nobody waits for it: what fails is told to whoever comes to need it.
 */
export function askWithRelease({ loaders }: RequestContext, key: string, info: GraphQLResolveInfo): void {
  const asked = fieldsOf(info);
  const names = new Set(asked.map(({ name }) => name.value));
  const ahead: Promise<unknown>[] = [];
  if ([...names].some((name) => linked.has(name))) ahead.push(loaders.knownLinks.load(key));
  if (names.has('state')) ahead.push(loaders.decisiveDeployments.load(key));
  if (asked.some((field) => field.name.value === 'environments' && selects(field, 'plan', info))) ahead.push(loaders.plans.load(key));
  for (const field of asked) if (field.name.value === 'deployments') ahead.push(deploymentsOf(loaders, key, field, info));
  for (const one of ahead) one.catch(() => undefined);
}

async function deploymentsOf(loaders: RequestContext['loaders'], releaseKey: string, field: FieldNode, { schema, variableValues }: GraphQLResolveInfo): Promise<unknown> {
  const type = schema.getType('Release');
  const definition = isObjectType(type) ? type.getFields()[field.name.value] : undefined;
  if (definition === undefined) return null;
  const { environment = null, first = null, after = null }: Partial<PageArguments> & { readonly environment?: string | null } = getArgumentValues(definition, field, variableValues);
  return loaders.deploymentsOfRelease.load({ releaseKey, environment, page: pageRequest({ first, after }) });
}

function fieldsOf({ fieldNodes, fragments }: GraphQLResolveInfo): readonly FieldNode[] {
  return fieldNodes.flatMap(({ selectionSet }) => fieldsIn(selectionSet, fragments));
}

function fieldsIn(selections: SelectionSetNode | undefined, fragments: GraphQLResolveInfo['fragments']): readonly FieldNode[] {
  return (selections?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return fieldsIn(selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments[selection.name.value]?.selectionSet, fragments);
  });
}

function selects({ selectionSet }: FieldNode, name: string, { fragments }: GraphQLResolveInfo): boolean {
  return fieldsIn(selectionSet, fragments).some((field) => field.name.value === name);
}
