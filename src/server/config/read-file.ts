import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LineCounter, Scalar, isMap, isNode, isPair, isScalar, isSeq, parseDocument, visit, type Document, type Node, type Pair } from 'yaml';
import type { z } from 'zod';
import { ConfigurationError, type ConfigurationMistake } from '../../domain/error.ts';
import { findMistakes } from './cross-check.ts';
import { namesDeclared, readablePart } from './readable-part.ts';
import { fillSecrets } from './secrets.ts';
import { fileShape, type FileShape } from './shape.ts';

type KeyPath = readonly (string | number)[];

/** Checks that only other rooms can make, e.g. "is there such a gate"; each mistake names its path in the file. */
export type FurtherCheck = (file: FileShape) => readonly { readonly path: KeyPath; readonly message: string }[];

/**
 * Reads muster.yaml whole: secrets filled in, shape and references checked.
 * @throws ConfigurationError naming every mistake at once, each with its line and key.
 */
export function readConfiguration(file: string, environment: Readonly<Record<string, string | undefined>>, furtherCheck: FurtherCheck): FileShape {
  const { read, mistakes } = lookInto(file, environment, furtherCheck);
  if (mistakes.length > 0) throw new ConfigurationError(file, mistakes);
  return read;
}

/**
 * The same, with the mistakes beside what could be read, for whoever wants only a part of it.
 * @throws ConfigurationError for a file that cannot be read at all.
 */
export function lookInto(file: string, environment: Readonly<Record<string, string | undefined>>, furtherCheck: FurtherCheck): { readonly read: FileShape; readonly mistakes: readonly ConfigurationMistake[] } {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines });
  const mistakes: ConfigurationMistake[] = document.errors.map((error) => ({ line: lines.linePos(error.pos[0]).line, key: '(syntax)', message: error.message.split('\n')[0] ?? error.message }));
  if (mistakes.length > 0) throw new ConfigurationError(file, mistakes);

  const filled = fillAll(document, lines, path.dirname(file), environment);
  mistakes.push(...filled.mistakes);
  const raw: unknown = document.toJS();
  const parsed = fileShape.safeParse(raw);
  const read = parsed.success ? parsed.data : readablePart(raw);
  const declared = { environments: namesDeclared(raw, 'environments'), connections: namesDeclared(raw, 'connections'), policies: namesDeclared(raw, 'policies') };
  const further = [...(parsed.error?.issues ?? []).flatMap(mistakesOf), ...findMistakes(read, declared), ...furtherCheck(read)];
  mistakes.push(...further.map(({ path: keys, message }) => ({ line: lineOf(document, lines, keys), key: filled.unfilled(keyText(keys)), message: filled.unfilled(message) })));
  return { read, mistakes: unique(mistakes) };
}

function mistakesOf(issue: z.core.$ZodIssue): readonly { readonly path: KeyPath; readonly message: string }[] {
  const keys = issue.path.filter((key) => typeof key !== 'symbol');
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: [...keys, ...likeKey(key)], message: 'is not a key that Muster knows here' }))
    : [{ path: keys, message: issue.message }];
}

/** In `{ secret:hunter2 }` a space was forgotten, and all of it is the key: what follows may be a secret. */
function likeKey(key: string): readonly string[] {
  const [word = ''] = /^[\w-]{0,40}/.exec(key) ?? [];
  return [word === key ? key : `${word}…`];
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigurationError(file, [{ line: null, key: '(file)', message: 'cannot be read: name an existing file in MUSTER_CONFIG' }]);
  }
}

interface FilledDocument {
  readonly mistakes: readonly ConfigurationMistake[];
  /** A text with what stands in the file in place of what was filled in: whoever names a secret where a name belongs is not told it. */
  unfilled(text: string): string;
}

function fillAll(document: Document, lines: LineCounter, folder: string, environment: Readonly<Record<string, string | undefined>>): FilledDocument {
  const mistakes: ConfigurationMistake[] = [];
  const written = new Map<string, string>();
  const mistake = (node: Node, keys: KeyPath, message: string): void => void mistakes.push({ line: node.range ? lines.linePos(node.range[0]).line : null, key: keyText(keys), message });
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
      const filled = fillSecrets(node.value, folder, environment);
      if ('problem' in filled) {
        mistake(node, keysTo(key, ancestors), filled.problem);
        return;
      }
      written.set(filled.value, node.value);
      node.value = filled.value;
    },
    Alias(key, node, ancestors) {
      if (node.resolve(document) !== undefined) return;
      mistake(node, keysTo(key, ancestors), 'begins with *, which refers to an anchor that there is not: put text that begins so in quotes');
      return new Scalar(null); // Resolving it later would throw, with its name, which may be a secret.
    },
  });
  return { mistakes, unfilled: (text) => [...written].reduce((said, [value, placeholder]) => said.replaceAll(value, placeholder), text) };
}

/** The keys that lead to a value, as `visit` tells them: the maps, lists and pairs above it. */
function keysTo(key: number | string | null, ancestors: readonly (Document | Node | Pair)[]): KeyPath {
  const chain = [...ancestors, null];
  return chain.flatMap((one, index): KeyPath => {
    if (isPair(one)) return [String(isScalar(one.key) ? one.key.value : one.key)];
    if (!isSeq(one)) return [];
    const next = chain[index + 1];
    return next === null ? (typeof key === 'number' ? [key] : []) : [one.items.indexOf(next)];
  });
}

/** The line where the deepest part of a path that stands in the file begins: of a map's entry, the line of its key. */
function lineOf(document: Document, lines: LineCounter, keys: KeyPath): number | null {
  for (let depth = keys.length; depth >= 0; depth -= 1) {
    const above: unknown = depth === 0 ? null : document.getIn(keys.slice(0, depth - 1), true);
    const entry = isMap(above) ? above.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(keys[depth - 1]))?.key : document.getIn(keys.slice(0, depth), true);
    if (isNode(entry) && entry.range) return lines.linePos(entry.range[0]).line;
  }
  return null;
}

function keyText(keys: KeyPath): string {
  return keys.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`), '') || '(file)';
}

function unique(mistakes: readonly ConfigurationMistake[]): readonly ConfigurationMistake[] {
  const seen = new Map(mistakes.map((mistake) => [`${mistake.key} ${mistake.message}`, mistake]));
  return [...seen.values()].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
}
