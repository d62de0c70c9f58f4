import type { ASTNode } from '@marcbachmann/cel-js';
import { below, walkOf } from './tree.ts';

/** Looking into a text costs more than a step. */
const textSteps = 50;

/**
 * How many steps an expression could take: each node as often as the walks around it go round, and `in` and `==` as
 * often as the longest list is long. What stands within records is taken to be as long as the longest of them.
 */
export function costOf(tree: ASTNode, lengths: Readonly<Record<string, number>>, longestWithin: number): number {
  const lengthOf = (range: ASTNode): number => {
    const walk = walkOf(range);
    if (walk !== null) return lengthOf(walk.range);
    if (range.op === 'list') return range.args.length;
    return range.op === 'id' && Object.hasOwn(lengths, range.args) ? lengths[range.args] ?? 0 : longestWithin;
  };
  const longest = Math.max(1, longestWithin, ...Object.values(lengths));
  const cost = (node: ASTNode): number => {
    const walk = walkOf(node);
    if (walk !== null) return 1 + cost(walk.range) + Math.max(1, lengthOf(walk.range)) * walk.bodies.reduce((sum, body) => sum + cost(body), 1);
    const own = node.op === 'rcall' ? textSteps : node.op === 'in' || node.op === '==' || node.op === '!=' ? longest : 1;
    return below(node).reduce((sum, one) => sum + cost(one), own);
  };
  return cost(tree);
}
