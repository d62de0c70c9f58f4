import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
export const schemaFile = path.join(root, 'schema.graphql');
const folder = 'docs/schema';

/** The schema that stands as a promise: that of the last release, or of the one to come while there is none. */
export interface PromisedSchema {
  readonly version: string;
  /** Within the repository. */
  readonly file: string;
  readonly text: string;
  /** False while CHANGELOG.md says of this version that it is unreleased: nobody was promised anything yet. */
  readonly isReleased: boolean;
}

/** The newest of docs/schema. @throws Error when there is none. */
export function lastPromised(): PromisedSchema {
  const [version] = readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.graphql')).map((name) => name.slice(0, -'.graphql'.length)).toSorted(newestFirst);
  if (version === undefined) throw new Error(`${folder} holds no schema of a release: npm run schema:release writes that of the version in package.json`);
  const file = fileOf(version);
  return { version, file, text: readFileSync(path.join(root, file), 'utf8'), isReleased: isReleased(version) };
}

export const fileOf = (version: string): string => path.posix.join(folder, `${version}.graphql`);

/** The file to write the schema of the version in package.json to. @throws Error when it stands, because that version is released. */
export function fileToWrite(): { readonly version: string; readonly file: string } {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const file = path.join(root, fileOf(version));
  if (isReleased(version) && existsSync(file)) throw new Error(`${version} is released (CHANGELOG.md), and what it promised stands in ${fileOf(version)}: give package.json and CHANGELOG.md the next version first`);
  return { version, file };
}

/** By the heading of CHANGELOG.md. */
function isReleased(version: string): boolean {
  return !readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8').split('\n').includes(`## ${version} (unreleased)`);
}

/** Versions are three numbers. */
export function newestFirst(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number)) as [number[], number[]];
  return a.map((part, place) => (b[place] ?? 0) - part).find((difference) => difference !== 0) ?? 0;
}
