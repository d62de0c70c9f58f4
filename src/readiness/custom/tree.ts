import type { ASTNode } from '@marcbachmann/cel-js';

/** Macros that walk a list, binding each element to a name. */
export const walks: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

/** A walk taken apart: the list, the name, and what is reckoned for each element. */
export interface Walk {
  readonly macro: string;
  readonly range: ASTNode;
  readonly variable: string;
  readonly bodies: readonly ASTNode[];
}

export function walkOf(node: ASTNode): Walk | null {
  if (node.op !== 'rcall' || !walks.has(node.args[0])) return null;
  const [macro, range, [variable, ...bodies]] = node.args;
  return { macro, range, variable: variable?.op === 'id' ? variable.args : '', bodies };
}

/** The nodes right below one; of a walk without the name that it binds. */
export function below(node: ASTNode): readonly ASTNode[] {
  const walk = walkOf(node);
  if (walk !== null) return [walk.range, ...walk.bodies];
  const parts: readonly unknown[] = Array.isArray(node.args) ? node.args.flat(2) : [node.args];
  return parts.filter(isNode);
}

export function everyNode(node: ASTNode): readonly ASTNode[] {
  return [node, ...below(node).flatMap(everyNode)];
}

/** The name of the type that the check found; the library keeps it on the node and does not declare it. */
export function typeOf(node: ASTNode): string | null {
  const { checkedType } = node as { readonly checkedType?: { readonly name: string } };
  return checkedType?.name ?? null;
}

function isNode(part: unknown): part is ASTNode {
  return typeof part === 'object' && part !== null && 'op' in part && 'range' in part;
}
