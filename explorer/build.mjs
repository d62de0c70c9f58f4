// Bundles the page into dist/explorer; does nothing when nothing changed since. docs/decisions/0027 tells why this one part is bundled.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '..');
const built = path.join(root, 'dist/explorer');
const draft = `${built}.draft`;
/** Below /graphql; the page and the door agree on it. */
const below = 'graphql/explorer';

/** The editor's styles come whole with GraphiQL's own; its modules name each of them once more. */
const withoutEditorStyles = {
  name: 'without-editor-styles',
  setup(build) { build.onLoad({ filter: /[\\/]monaco-editor[\\/].*\.css$/ }, () => ({ contents: '', loader: 'css' })); },
};

const begunAt = new Date();
if (!isFresh()) await bundle();

/** The page is written last, so that its time says of all that it is whole. */
function isFresh() {
  const page = statSync(path.join(built, 'page.html'), { throwIfNoEntry: false });
  if (page === undefined) return false;
  const sources = readdirSync(here, { recursive: true }).map((file) => path.join(here, String(file)));
  return [...sources, path.join(root, 'package-lock.json')].every((file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < page.mtimeMs);
}

async function bundle() {
  const { build } = await import('esbuild');
  rmSync(draft, { recursive: true, force: true });
  const common = {
    absWorkingDir: root, bundle: true, minify: true, target: 'es2022', outdir: path.join(draft, 'assets'), entryNames: '[name]-[hash]', chunkNames: '[name]-[hash]', metafile: true,
    define: { 'process.env.NODE_ENV': '"production"' }, legalComments: 'linked', logLevel: 'warning',
  };
  const workers = await build({
    ...common, format: 'iife',
    entryPoints: { 'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js', 'graphql.worker': 'monaco-graphql/esm/graphql.worker.js', 'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js' },
  });
  const workerFiles = Object.fromEntries(['json', 'graphql', 'editor'].map((name) => [name, `./${nameIn(workers, `${name}.worker.js`)}`]));
  const page = await build({
    ...common, format: 'esm', splitting: true, entryPoints: { page: path.join(here, 'main.ts') }, loader: { '.graphql': 'text' }, plugins: [withoutEditorStyles],
    define: { ...common.define, workerFiles: JSON.stringify(workerFiles) },
  });
  for (const file of readdirSync(path.join(draft, 'assets'))) {
    const whole = path.join(draft, 'assets', file);
    writeFileSync(`${whole}.gz`, gzipSync(readFileSync(whole), { level: 9 }));
  }
  const text = readFileSync(path.join(here, 'page.html'), 'utf8')
    .replace('{{script}}', `${below}/${nameIn(page, 'page.js')}`)
    .replace('{{style}}', `${below}/${nameIn(page, 'page.css')}`);
  writeFileSync(path.join(draft, 'page.html'), text);
  utimesSync(path.join(draft, 'page.html'), begunAt, begunAt);
  mkdirSync(path.dirname(built), { recursive: true });
  rmSync(built, { recursive: true, force: true });
  renameSync(draft, built);
}

/** What an entry is called once its contents' hash is in its name, e.g. page-ABCDEFGH.js for page.js. */
function nameIn({ metafile }, entry) {
  const { name, ext } = path.parse(entry);
  const found = Object.keys(metafile.outputs).map((file) => path.basename(file)).find((file) => file.startsWith(`${name}-`) && file.endsWith(ext));
  if (found === undefined) throw new Error(`the bundle has no ${entry}`);
  return found;
}
