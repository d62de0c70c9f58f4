import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const inRoot = (...parts) => path.join(root, ...parts);

/** The pinned Node; it comes with the packages. */
export const pinnedNode = inRoot('node_modules/.bin/node');

/** Installs when package-lock.json is newer than what is installed. */
export function install() {
  const installed = inRoot('node_modules/.package-lock.json');
  if (existsSync(installed) && existsSync(pinnedNode) && statSync(installed).mtimeMs >= statSync(inRoot('package-lock.json')).mtimeMs) return;
  console.error('Installing what is missing …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Builds when a source is newer than the last build. */
export function build() {
  const stamp = inRoot('dist/.built');
  const sources = ['src', 'sandbox'].flatMap((folder) => readdirSync(inRoot(folder), { recursive: true }).map((file) => inRoot(folder, String(file))));
  const newest = Math.max(...[...sources, inRoot('tsconfig.json'), inRoot('tsconfig.build.json')].map((file) => statSync(file).mtimeMs));
  if (existsSync(stamp) && statSync(stamp).mtimeMs > newest) return;
  console.error('Building …');
  run(pinnedNode, [inRoot('node_modules/typescript/bin/tsc'), '-p', inRoot('tsconfig.build.json')]);
  mkdirSync(inRoot('dist'), { recursive: true });
  writeFileSync(stamp, '');
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}
