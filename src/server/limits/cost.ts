import { getNamedType, isCompositeType, isListType, isNonNullType, isObjectType, isInterfaceType, Kind, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLField, type GraphQLNamedType, type GraphQLOutputType, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** Fields that make the hub or a tool work harder than for one record. */
const declared: Readonly<Record<string, number>> = {
  'Query.search': 50, 'Query.nextOpenWindow': 50, 'Query.connections': 20,
  'Release.readiness': 20, 'ReleaseInEnvironment.readiness': 20, 'Subscription.readinessChanged': 50,
  'Mutation.validateReadiness': 100, 'Mutation.triggerDeployment': 100,
};
/** What a list without pages counts: it holds what one record has, a few, and nests in itself more often than pages do. */
const usualLength = 2;
const longestPage = 500;

/** What an operation may cost at most: each record that it may be answered counts one, what is declared above counts more, lists count by `first`. Saturates. */
export function costOf(schema: GraphQLSchema, document: DocumentNode, operationName: string | null | undefined, variables: Variables): number {
  const fragments = new Map(document.definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]));
  const operations = document.definitions.filter((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  const operation = operations.find(({ name }) => operationName == null || name?.value === operationName);
  const root = operation === undefined ? undefined : schema.getRootType(operation.operation);
  const known = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const fragment = fragments.get(name);
    const type = fragment === undefined ? undefined : schema.getType(fragment.typeCondition.name.value);
    const seen = known.get(name);
    if (seen !== undefined || fragment === undefined || type === undefined) return seen ?? 0;
    known.set(name, Infinity);
    const cost = ofSelection(fragment.selectionSet, type);
    known.set(name, cost);
    return cost;
  };
  const ofSelection = ({ selections }: SelectionSetNode, type: GraphQLNamedType): number => selections.reduce((sum, selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return sum + ofFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return sum + ofSelection(selection.selectionSet, (selection.typeCondition && schema.getType(selection.typeCondition.name.value)) ?? type);
    return sum + ofField(selection, type);
  }, 0);
  const ofField = (node: FieldNode, type: GraphQLNamedType): number => {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (field === undefined) return 0;
    const answered = getNamedType(field.type);
    const own = declared[`${type.name}.${field.name}`] ?? (isCompositeType(answered) ? 1 : 0);
    return own + (node.selectionSet === undefined ? 0 : lengthOf(node, field, type, variables) * ofSelection(node.selectionSet, answered));
  };
  return operation === undefined || root == null ? 0 : ofSelection(operation.selectionSet, root);
}

/** Arguments that name what is asked for one by one. */
const named = ['ids', 'representations'];

/** The pages of a connection count where `first` is said, and their nodes and edges not again; what is named one by one counts as often. */
function lengthOf(node: FieldNode, field: GraphQLField<unknown, unknown>, parent: GraphQLNamedType, variables: Variables): number {
  const page = field.args.find(({ name }) => name === 'first');
  if (page !== undefined) return Math.min(longestPage, Math.max(1, numberOf(node, variables) ?? Number(page.defaultValue ?? usualLength)));
  const naming = field.args.find(({ name }) => named.includes(name));
  if (naming !== undefined) return Math.max(1, countOf(node, naming.name, variables));
  return isList(field.type) && !parent.name.endsWith('Connection') ? usualLength : 1;
}

function countOf(node: FieldNode, argument: string, variables: Variables): number {
  const value = node.arguments?.find(({ name }) => name.value === argument)?.value;
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : null;
  return value?.kind === Kind.LIST ? value.values.length : Array.isArray(given) ? given.length : 1;
}

function numberOf(node: FieldNode, variables: Variables): number | null {
  const value = node.arguments?.find(({ name }) => name.value === 'first')?.value;
  if (value?.kind === Kind.INT) return Number(value.value);
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : null;
  return typeof given === 'number' && Number.isFinite(given) ? given : null;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
