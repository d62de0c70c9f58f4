import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LineCounter, isNode, parseDocument, visit, type Document } from 'yaml';
import { ConfigurationError, type ConfigurationMistake } from '../../domain/error.ts';
import { findMistakes } from './cross-check.ts';
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
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines });
  const mistakes: ConfigurationMistake[] = document.errors.map((error) => ({ line: lines.linePos(error.pos[0]).line, key: '(syntax)', message: error.message.split('\n')[0] ?? error.message }));
  if (mistakes.length > 0) throw new ConfigurationError(file, mistakes);

  mistakes.push(...fillAll(document, lines, path.dirname(file), environment));
  const parsed = fileShape.safeParse(document.toJS());
  const at = (keys: KeyPath): ConfigurationMistake['line'] => lineOf(document, lines, keys);
  if (!parsed.success) {
    mistakes.push(...parsed.error.issues.flatMap((issue) => {
      const keys = issue.path.filter((key) => typeof key !== 'symbol');
      if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ line: at([...keys, key]), key: keyText([...keys, key]), message: 'is not a key that Muster knows here' }));
      return [{ line: at(keys), key: keyText(keys), message: issue.message }];
    }));
    throw new ConfigurationError(file, unique(mistakes));
  }
  const further = [...findMistakes(parsed.data), ...furtherCheck(parsed.data)];
  mistakes.push(...further.map(({ path: keys, message }) => ({ line: at(keys), key: keyText(keys), message })));
  if (mistakes.length > 0) throw new ConfigurationError(file, unique(mistakes));
  return parsed.data;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigurationError(file, [{ line: null, key: '(file)', message: 'cannot be read: name an existing file in MUSTER_CONFIG' }]);
  }
}

function fillAll(document: Document, lines: LineCounter, folder: string, environment: Readonly<Record<string, string | undefined>>): readonly ConfigurationMistake[] {
  const mistakes: ConfigurationMistake[] = [];
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string' || !node.value.includes('${')) return;
      const filled = fillSecrets(node.value, folder, environment);
      if ('value' in filled) node.value = filled.value;
      else mistakes.push({ line: node.range ? lines.linePos(node.range[0]).line : null, key: node.value, message: filled.problem });
    },
  });
  return mistakes;
}

/** The line of the deepest part of a path that stands in the file. */
function lineOf(document: Document, lines: LineCounter, keys: KeyPath): number | null {
  for (let depth = keys.length; depth >= 0; depth -= 1) {
    const node = document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
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
