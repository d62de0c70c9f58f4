import type { ASTNode } from '@marcbachmann/cel-js';
import { limits } from './limits.ts';
import { roots } from './roots.ts';
import { below, everyNode, typeOf, walkOf, type Walk } from './tree.ts';
import { words } from './vocabulary.ts';
import type { Word } from './word.ts';

/** What is wrong with an expression, and where in it. */
export interface ExpressionMistake {
  readonly at: number;
  readonly message: string;
}

export const functions: ReadonlySet<string> = new Set(['size', 'has', 'timestamp', 'duration', 'int', 'double', 'string']);
export const methods: ReadonlySet<string> = new Set([
  'size', 'contains', 'startsWith', 'endsWith', 'lowerAscii', 'upperAscii', 'trim',
  'getFullYear', 'getMonth', 'getDayOfMonth', 'getDate', 'getDayOfWeek', 'getHours', 'getMinutes', 'getSeconds',
]);

const types = new Map<string, Word<never>>(words.map((word) => [word.name, word]));

/**
 * What the type check lets through and a gate must not: what could cost without bound, what compares things that have
 * no likeness, and what would be false of a name that nobody knows.
 */
export function restrict(root: ASTNode): readonly ExpressionMistake[] {
  return [...everyNode(root).flatMap(ofNode), ...nesting(root, 0)];
}

function ofNode(node: ASTNode): readonly ExpressionMistake[] {
  const no = (message: string): readonly ExpressionMistake[] => [{ at: node.start, message }];
  const walk = walkOf(node);
  if (walk !== null) return ofWalk(walk);
  if (node.op === 'map') return no('maps cannot be written here');
  if (node.op === 'call') return node.args[0] === 'has' ? ofHas(node) : functions.has(node.args[0]) ? [] : no(`there is no function ${node.args[0]}() here; there are ${[...functions].join(', ')}`);
  if (node.op === 'rcall') return ofMethod(node);
  if (node.op === '==' || node.op === '!=' || node.op === 'in') {
    const thing = below(node).map(typeOf).find((type) => type !== null && [...types.keys()].some((name) => type.split(/[<>, ]+/).includes(name)));
    return thing === undefined ? [] : no(`things of type ${thing} cannot be compared: compare a field that tells them apart`);
  }
  return (typeOf(node) ?? '').includes('dyn') ? no('its type is not known before it runs') : [];
}

function ofWalk({ macro, range, variable }: Walk): readonly ExpressionMistake[] {
  return [
    ...(rangeIsBounded(range) ? [] : [{ at: range.start, message: `${macro}() may walk a list of facts, or a filter of one, and nothing that an expression made` }]),
    ...(variable in roots || variable === 'judgedAt' || variable === 'parameters' ? [{ at: range.start, message: `${macro}() may not call an element ${variable}, which is the name of something else` }] : []),
  ];
}

function ofMethod(node: ASTNode & { readonly op: 'rcall' }): readonly ExpressionMistake[] {
  const [name, receiver, given] = node.args;
  const no = (message: string): readonly ExpressionMistake[] => [{ at: receiver.end + 1, message }];
  if (!methods.has(name)) return no(`there is no .${name}() here; there are ${[...methods].join(', ')}`);
  if (name.startsWith('get') && given.length > 0) return no(`.${name}() tells UTC only: what depends on a zone is for a freeze`);
  return [];
}

/** The library takes `has()` of a name that nobody knows for false. */
function ofHas(node: ASTNode & { readonly op: 'call' }): readonly ExpressionMistake[] {
  const [asked] = node.args[1];
  const word = asked?.op === '.' ? types.get(typeOf(asked.args[0]) ?? '') : undefined;
  const known = word === undefined ? [] : Object.entries(word.fields).filter(([, { isOptional }]) => isOptional).map(([name]) => name);
  if (asked?.op === '.' && known.includes(asked.args[1])) return [];
  return [{ at: asked?.start ?? node.start, message: `has() asks for a field that Muster itself may leave empty${known.length === 0 ? ', e.g. has(release.train)' : `: ${known.join(', ')}`}; what a tool does not tell is unknown anyway` }];
}

function rangeIsBounded(range: ASTNode): boolean {
  const walk = walkOf(range);
  if (walk !== null) return walk.macro === 'filter' && rangeIsBounded(walk.range);
  if (range.op === 'id') return true;
  if (range.op === 'list') return range.args.every(({ op }) => op === 'value');
  return (range.op === '.' || range.op === '[]') && rangeIsBounded(range.args[0]);
}

function nesting(node: ASTNode, depth: number): readonly ExpressionMistake[] {
  const walk = walkOf(node);
  if (walk === null) return below(node).flatMap((one) => nesting(one, depth));
  if (depth >= limits.nesting) return [{ at: node.start, message: `walks stand ${limits.nesting} deep in each other at most` }];
  return [...nesting(walk.range, depth), ...walk.bodies.flatMap((body) => nesting(body, depth + 1))];
}
