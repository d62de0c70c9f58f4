import { Kind, type DocumentNode, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** How large an operation is once its fragments stand where they are spread. Infinity: a fragment contains itself. */
export interface Shape {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  /** How often one name is answered within one selection. */
  readonly repeats: number;
}

const none: Shape = { depth: 0, fields: 0, aliases: 0, directives: 0, repeats: 0 };
const endless: Shape = { depth: Infinity, fields: Infinity, aliases: Infinity, directives: Infinity, repeats: Infinity };

/** The shape of the whole document: its largest operation, and every fragment counted as if it were spread once. Each fragment is looked at once, however often it is spread. */
export function shapeOf(document: DocumentNode): Shape {
  const fragments = new Map(document.definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]));
  const operations = document.definitions.filter((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  const known = new Map<string, Shape>();
  const ofFragment = (name: string): Shape => {
    const seen = known.get(name);
    if (seen !== undefined) return seen;
    const fragment = fragments.get(name);
    known.set(name, endless); // what it is while it is being looked at
    const shape = fragment === undefined ? none : plus(ofSelection(fragment.selectionSet), { directives: fragment.directives?.length ?? 0 });
    known.set(name, shape);
    return shape;
  };
  const ofSelection = ({ selections }: SelectionSetNode): Shape => {
    const names = new Map<string, number>();
    return selections.reduce<Shape>((sum, selection) => {
      const own = { directives: selection.directives?.length ?? 0 };
      if (selection.kind === Kind.FRAGMENT_SPREAD) return both(sum, plus(ofFragment(selection.name.value), own));
      if (selection.kind === Kind.INLINE_FRAGMENT) return both(sum, plus(ofSelection(selection.selectionSet), own));
      const name = (selection.alias ?? selection.name).value;
      names.set(name, (names.get(name) ?? 0) + 1);
      const below = selection.selectionSet === undefined ? none : ofSelection(selection.selectionSet);
      return both(sum, { ...plus(below, { ...own, fields: 1, aliases: selection.alias === undefined ? 0 : 1 }), depth: depthOf(selection.name.value, below.depth), repeats: Math.max(below.repeats, names.get(name) ?? 0) });
    }, none);
  };
  const shapes = [
    ...operations.map((operation) => plus(ofSelection(operation.selectionSet), { directives: (operation.directives?.length ?? 0) + (operation.variableDefinitions ?? []).reduce((sum, { directives }) => sum + (directives?.length ?? 0), 0) })),
    ...[...fragments.keys()].map(ofFragment),
  ];
  return shapes.reduce((largest, shape) => ({
    depth: Math.max(largest.depth, shape.depth), fields: Math.max(largest.fields, shape.fields), aliases: Math.max(largest.aliases, shape.aliases),
    directives: Math.max(largest.directives, shape.directives), repeats: Math.max(largest.repeats, shape.repeats),
  }), none);
}

/** The schema nests types in types deeper than any page; how often it may come back to a list is a rule of graphql-js itself. */
const deepestIntrospection = 16;

function depthOf(name: string, below: number): number {
  return (name === '__schema' || name === '__type') && below <= deepestIntrospection ? 1 : below + 1;
}

function both(one: Shape, other: Shape): Shape {
  return { ...plus(one, other), depth: Math.max(one.depth, other.depth), repeats: Math.max(one.repeats, other.repeats) };
}

function plus(shape: Shape, { fields = 0, aliases = 0, directives = 0 }: Partial<Shape>): Shape {
  return { ...shape, fields: shape.fields + fields, aliases: shape.aliases + aliases, directives: shape.directives + directives };
}
