import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** One import statement of one source file, both as paths from the folder read, with forward slashes. */
export interface Import {
  readonly from: string;
  /** A file of the tree, or a package's name. */
  readonly to: string;
  readonly isPackage: boolean;
}

export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.ts'))
    .sort();
}

/** Every import, re-export and dynamic import below a folder, type-only ones too: a type is a dependency as well. */
export function importsBelow(folder: string): readonly Import[] {
  return filesBelow(folder).flatMap((file) => importsOf(file, readFileSync(path.join(folder, file), 'utf8')));
}

export function importsOf(file: string, text: string): readonly Import[] {
  return ts.preProcessFile(text, true, true).importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => !name.startsWith('node:'))
    .map((name) => (name.startsWith('.')
      ? { from: file, to: path.posix.normalize(path.posix.join(path.posix.dirname(file), name)), isPackage: false }
      : { from: file, to: name, isPackage: true }));
}
