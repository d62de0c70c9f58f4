import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build, install, pinnedNode, root } from './ready.mjs';

const stateDirectory = path.resolve(process.env.MUSTER_STATE_DIR ?? path.join(root, '.muster'));
const sandboxFile = path.join(stateDirectory, 'sandbox.json');
const children = [];
let isEnding = false;

process.on('SIGINT', () => end(0)).on('SIGTERM', () => end(0));

install();
build();
refuseSecondStart();
mkdirSync(stateDirectory, { recursive: true, mode: 0o700 });

const ownConfiguration = process.env.MUSTER_CONFIG;
const sandbox = ownConfiguration ? null : await start('sandbox/main.js', {});
const hub = await start('src/server/main.js', { MUSTER_CONFIG: ownConfiguration ?? path.join(stateDirectory, 'sandbox-muster.yaml') });
if (sandbox) await seed(hub.url);
if (!isEnding) console.log(sandbox ? sandboxBanner(sandbox.tools, hub.url) : hubBanner(hub.url));

/** Starts a built program and answers its ready line. One that ends by itself ends everything. */
function start(program, environment) {
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, [path.join(root, 'dist', program)], {
      env: { ...process.env, MUSTER_STATE_DIR: stateDirectory, MUSTER_LOG: process.env.MUSTER_LOG ?? 'warn', ...environment },
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    });
    children.push(child);
    child.on('exit', (code, signal) => end(code ?? (signal ? 1 : 0)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready":true')) resolve(JSON.parse(line));
    });
  });
}

/** Declares the story's releases to the hub through its public API, the first time. */
function seed(url) {
  return new Promise((resolve) => {
    const seeding = spawn(pinnedNode, [path.join(root, 'dist/sandbox/seed/main.js')], { env: { ...process.env, MUSTER_STATE_DIR: stateDirectory, MUSTER_URL: url }, stdio: ['ignore', 'ignore', 'inherit'] });
    seeding.on('exit', (code) => (code === 0 ? resolve() : end(code ?? 1)));
  });
}

/** The port would be refused first; who holds the database is the better answer. */
function refuseSecondStart() {
  if (process.env.DATABASE_URL) return;
  try {
    const { pid, since } = JSON.parse(readFileSync(path.join(stateDirectory, 'lock'), 'utf8'));
    process.kill(pid, 0);
    console.error(`Muster is running here already: the database in ${stateDirectory} is held by process ${pid} (since ${since}). End that process, or set MUSTER_STATE_DIR, PORT and SANDBOX_PORT for a second one.`);
    process.exit(1);
  } catch {
    // No lock, or one left by a process that is gone: the hub takes it over.
  }
}

/** Ends every child, in the order hub, sandbox; what they were told to keep is kept. */
async function end(code) {
  if (isEnding) return;
  isEnding = true;
  rmSync(sandboxFile, { force: true });
  for (const child of [...children].reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
  process.exit(code);
}

function sandboxBanner(tools, url) {
  const token = (name) => readFileSync(path.join(stateDirectory, 'tokens', name), 'utf8').trim();
  const tokens = { viewer: token('viewer'), releaseManager: token('release-manager'), changeAuthority: token('change-authority') };
  writeFileSync(sandboxFile, `${JSON.stringify({ url, tokens, tools }, null, 2)}\n`, { mode: 0o600 });
  const rows = (entries) => Object.entries(entries).map(([name, value]) => `  ${name.padEnd(18)} ${value}`).join('\n');
  return `
Muster is running.  Ctrl-C ends it; ${path.relative(process.cwd(), stateDirectory) || '.'} keeps what it knows.

GraphQL endpoint
${rows({ hub: url })}
${process.env.DATABASE_URL ? '' : '  (embedded database: one process, no protection against a power cut; DATABASE_URL names a PostgreSQL)\n'}
Sandbox tools
${rows(Object.fromEntries(Object.entries(tools).map(([name, { url: address }]) => [name, address])))}

Access tokens of the sandbox’s people (Authorization: Bearer …)
${rows({ 'viewer': tokens.viewer, 'release manager': tokens.releaseManager, 'change authority': tokens.changeAuthority })}

Try, in another terminal in this folder:
  npx muster release list
  npx muster readiness ledger-1.9.2 --env production
  npx muster readiness payments-2.4.0 --env production
  npx muster deploy ledger-1.9.2 --env production --wait
`;
}

function hubBanner(url) {
  return `\nMuster is running with ${ownConfiguration}.\n\nGraphQL endpoint\n  ${url}\n\nSet MUSTER_URL=${url} and MUSTER_TOKEN to your access token, then try:\n  npx muster connections\n  npx muster release list\n  npx muster api graphql --query '{ viewer { actor { name } roles } }'\n  npx muster --help\n`;
}
