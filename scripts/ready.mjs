import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runToEnd } from './processes.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const inRoot = (...parts) => path.join(root, ...parts);

/** The pinned Node; it comes with the packages. */
export const pinnedNode = inRoot('node_modules/.bin/node');

/** Installs and builds what is missing; a step that fails ends the process with its exit code. */
export async function makeReady() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    console.error(`Muster needs Node 20 or newer to start, and this is ${process.version}: install a newer one from nodejs.org.`);
    process.exit(1);
  }
  await install();
  await build();
}

/** Installs when package-lock.json is newer than what is installed. */
async function install() {
  const installed = inRoot('node_modules/.package-lock.json');
  if (existsSync(installed) && existsSync(pinnedNode) && statSync(installed).mtimeMs >= statSync(inRoot('package-lock.json')).mtimeMs) return;
  console.error('Installing what is missing …');
  await step('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Builds when a source is newer than the last build. Types are checked by `npm run typecheck`; here that would only be slow. */
async function build() {
  const stamp = inRoot('dist/.built');
  const sources = ['src', 'sandbox', 'explorer'].flatMap((folder) => readdirSync(inRoot(folder), { recursive: true }).map((file) => inRoot(folder, String(file))));
  const newest = Math.max(...[...sources, inRoot('tsconfig.json'), inRoot('tsconfig.build.json'), inRoot('tsconfig.gate.json')].map(changedAt));
  if (existsSync(stamp) && statSync(stamp).mtimeMs > newest) return;
  console.error('Building …');
  const begunAt = new Date();
  await step(pinnedNode, [inRoot('node_modules/typescript/bin/tsc'), '-p', inRoot('tsconfig.build.json'), '--noCheck']);
  await step(pinnedNode, [inRoot('node_modules/typescript/bin/tsc'), '-p', inRoot('tsconfig.gate.json')]);
  await step(pinnedNode, [inRoot('explorer/build.mjs')]);
  mkdirSync(inRoot('dist'), { recursive: true });
  writeFileSync(stamp, '');
  // What was saved during the build is not in it.
  utimesSync(stamp, begunAt, begunAt);
}

/** When a file changed; one that an editor took away meanwhile changed now. */
function changedAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
}

async function step(command, args) {
  const code = await runToEnd(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (code !== 0) process.exit(code);
}
