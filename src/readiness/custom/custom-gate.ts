import { serialize, type ASTNode } from '@marcbachmann/cel-js';
import type { Facts } from '../facts.ts';
import { defineGate, type Gate } from '../gate.ts';
import { compile, language, type Compiled } from './compile.ts';
import { Reckoning, type Question } from './reckon.ts';
import { parameterShape, parameterWord, wrongDefaults, type ParameterDeclaration } from './parameters.ts';
import type { ExpressionMistake } from './restrict.ts';
import { roots } from './roots.ts';
import { walkOf } from './tree.ts';

/** A gate as a company writes it down in its configuration. */
export interface CustomGateDefinition {
  readonly name: string;
  readonly sentence: string;
  readonly why: string;
  /** CEL that says true or false. */
  readonly expression: string;
  /** What a verdict says when it is false; `{label}` is the record it is about. Null: that the sentence does not hold. */
  readonly because: string | null;
  /** What to do about it. */
  readonly remedy: string;
  readonly parameters: Readonly<Record<string, ParameterDeclaration>>;
}

export interface CustomGate {
  readonly gate: Gate | null;
  /** With the key of the definition that each is about; `at` counts letters of the expression. */
  readonly mistakes: readonly (ExpressionMistake & { readonly key: readonly string[] })[];
}

/** Makes a gate of an expression, or says all that is wrong with it. */
export function defineCustomGate(definition: CustomGateDefinition): CustomGate {
  const { name, sentence, why, expression, parameters } = definition;
  const word = parameterWord(parameters);
  const environment = language(word);
  const { compiled, mistakes } = compile(expression, environment);
  const wrong = wrongDefaults(parameters).map((parameter) => ({ key: ['parameters', parameter.name, 'default'], at: 0, message: `is no ${parameter.type}` }));
  const all = [...mistakes.map((mistake) => ({ ...mistake, key: ['expression'] })), ...wrong];
  if (compiled === null || all.length > 0) return { gate: null, mistakes: all };
  const read = compiled.reads.map((root) => ({ name: root, root: roots[root] as (typeof roots)[string] }));
  const perRecord = ofEach(compiled.tree, (variable, body, type) => compile(serialize(body), environment.clone().registerVariable(variable, type)).compiled);
  const question: Question = { definition, compiled, perRecord, read };
  const gate = defineGate({
    name, sentence, why,
    needs: read.length === 0 ? ['the moment of judging'] : read.map(({ root }) => root.about.replace(/\.$/, '')),
    asks: [...new Set(read.flatMap(({ root }) => root.asks))],
    relations: [...new Set(read.flatMap(({ root }) => root.relations))],
    parameters: parameterShape(parameters),
    definition: JSON.stringify(definition),
    look: (facts: Facts, given, mayBeEmpty) => ({
      expected: sentence,
      findings: new Reckoning(question, facts, word, given).findings(mayBeEmpty),
      passes: sentence,
      nothing: { because: nothingOf(read, facts), remedy: definition.remedy },
    }),
  });
  return { gate, mistakes: [] };
}

/** An expression of the form LIST.all(x, …) is asked of each record alone, so that the verdict names those that fail. */
function ofEach(tree: ASTNode, compileBody: (variable: string, body: ASTNode, type: string) => Compiled | null): Question['perRecord'] {
  const walk = walkOf(tree);
  const [body] = walk?.bodies ?? [];
  if (walk?.macro !== 'all' || walk.range.op !== 'id' || body === undefined) return null;
  const root = roots[walk.range.args];
  const inner = root?.isList === true ? compileBody(walk.variable, body, root.type.slice('list<'.length, -1)) : null;
  return inner === null ? null : { list: walk.range.args, variable: walk.variable, inner };
}

function nothingOf(read: Question['read'], { release, environment }: Facts): string {
  const names = read.flatMap(({ root }) => root.nothing ?? []);
  return `${release.key} has ${names.join(' and ')} in ${environment.name}.`;
}
