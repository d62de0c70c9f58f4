import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import { limits } from './limits.ts';
import { restrict, type ExpressionMistake } from './restrict.ts';
import { roots } from './roots.ts';
import { everyNode } from './tree.ts';
import { words } from './vocabulary.ts';
import type { Word } from './word.ts';

/** An expression that may be a gate. */
export interface Compiled {
  readonly tree: ASTNode;
  /** Names of the roots that it reads. */
  readonly reads: readonly string[];
  run(variables: Readonly<Record<string, unknown>>): unknown;
}

export interface Compilation {
  readonly compiled: Compiled | null;
  readonly mistakes: readonly ExpressionMistake[];
}

/** The language: every type and variable declared, so that a wrong name or type is found when the file is read. */
export function language(parameters: Word<Readonly<Record<string, unknown>>>): Environment {
  const environment = new Environment({ limits: { maxAstNodes: limits.nodes, maxDepth: limits.depth, maxListElements: limits.listElements, maxCallArguments: 3 } });
  const all: readonly { readonly name: string; readonly constructor: Word<never>['constructor']; readonly fields: Readonly<Record<string, { readonly type: string }>> }[] = [...words, parameters];
  for (const word of all) environment.registerType(word.name, { ctor: word.constructor, fields: Object.fromEntries(Object.entries(word.fields).map(([name, { type }]) => [name, type])) });
  for (const [name, { type }] of Object.entries(roots)) environment.registerVariable(name, type);
  return environment.registerVariable('judgedAt', 'google.protobuf.Timestamp').registerVariable('parameters', parameters.name);
}

/** Parses, checks and bounds an expression that must say yes or no. */
export function compile(text: string, environment: Environment): Compilation {
  const refused = (at: number, message: string): Compilation => ({ compiled: null, mistakes: [{ at, message }] });
  if (text.length > limits.letters) return refused(0, `is ${text.length} letters long; ${limits.letters} are the most`);
  try {
    const parsed = environment.parse(text);
    const checked = parsed.check();
    if (checked.error !== undefined) throw checked.error;
    const mistakes = restrict(parsed.ast);
    if (checked.type !== 'bool') return { compiled: null, mistakes: [{ at: 0, message: `says ${checked.type ?? 'nothing'}, and a gate says true or false` }, ...mistakes] };
    if (mistakes.length > 0) return { compiled: null, mistakes };
    const reads = [...new Set(everyNode(parsed.ast).flatMap((node) => (node.op === 'id' && node.args in roots ? [node.args] : [])))];
    return { compiled: { tree: parsed.ast, reads, run: (variables) => parsed(variables) as unknown }, mistakes: [] };
  } catch (error) {
    const { summary, message, range } = error as { readonly summary?: string; readonly message: string; readonly range?: { readonly start: number } };
    return refused(range?.start ?? 0, told(summary ?? message));
  }
}

/** The library's sentence, with what there is where a name is wrong. */
function told(summary: string): string {
  if (summary.startsWith('Unknown variable')) return `${summary}; there are judgedAt, parameters, ${Object.keys(roots).join(', ')}`;
  return summary;
}
