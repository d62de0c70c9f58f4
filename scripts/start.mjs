import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { hubBanner, sandboxBanner } from './banner.mjs';
import { lockFolder } from './folder-lock.mjs';
import { endAll, killAll, launch, runToEnd } from './processes.mjs';
import { makeReady, pinnedNode, root } from './ready.mjs';

/** A signal so soon after the first is the same Ctrl-C, which a terminal sends to npm and to us, and npm sends on. */
const sameSignalMs = 1_000;

const { DATABASE_URL, MUSTER_CONFIG, MUSTER_STATE_DIR } = process.env;
const ownConfiguration = MUSTER_CONFIG || null;
const stateDirectory = path.resolve(MUSTER_STATE_DIR || path.join(root, '.muster'));
const sandboxFile = path.join(stateDirectory, 'sandbox.json');
let endingSince = null;

process.on('SIGINT', endOnSignal).on('SIGTERM', endOnSignal);
endWithNpm();
refuseSecondStart();
await makeReady();

const sandbox = ownConfiguration === null ? await start('sandbox/main.js', {}) : null;
const hub = await start('src/server/main.js', { MUSTER_CONFIG: ownConfiguration ?? path.join(stateDirectory, 'sandbox-muster.yaml') });
if (sandbox !== null) await seed(hub.url);
if (endingSince === null) console.log(sandbox === null ? hubBanner({ url: hub.url, configuration: ownConfiguration }) : announce(sandbox.tools, hub.url));

/** Starts a built program and answers its ready line. One that ends by itself ends everything. */
function start(program, environment) {
  return new Promise((resolve) => {
    if (endingSince !== null) return;
    const child = launch(pinnedNode, [path.join(root, 'dist', program)], {
      env: { ...process.env, MUSTER_STATE_DIR: stateDirectory, MUSTER_LOG: process.env.MUSTER_LOG ?? (ownConfiguration === null ? 'error' : 'warn'), ...environment },
      // A program whose channel to us closes ends itself, so that nothing stays behind when this process is killed.
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    });
    child.on('exit', (code, signal) => {
      if (signal !== null && endingSince === null) console.error(`${program} was ended from outside (${signal}); ending the rest.`);
      void end(code ?? 1);
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready":true')) resolve(JSON.parse(line));
    });
  });
}

/** Declares the story's releases to the hub through its public API, the first time. */
async function seed(url) {
  if (endingSince !== null) return;
  const code = await runToEnd(pinnedNode, [path.join(root, 'dist/sandbox/seed/main.js')], { env: { ...process.env, MUSTER_STATE_DIR: stateDirectory, MUSTER_URL: url }, stdio: ['ignore', 'ignore', 'inherit'] });
  if (code !== 0) await end(code);
}

/** Two starts in one folder would move each other's sandbox and open one embedded database twice. */
function refuseSecondStart() {
  if (ownConfiguration !== null && DATABASE_URL) return;
  const holder = lockFolder(stateDirectory);
  if (holder !== null) {
    console.error(`Muster is running here already: ${stateDirectory} is held by process ${holder.pid} (since ${holder.since}). End it with: kill ${holder.pid}. For a second one, set MUSTER_STATE_DIR, PORT and SANDBOX_PORT.`);
    process.exit(1);
  }
  rmSync(sandboxFile, { force: true });
  process.once('exit', () => { rmSync(sandboxFile, { force: true }); });
}

/** Ends when npm, which started us, is gone and could not say so. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const npm = process.ppid;
  setInterval(() => { if (process.ppid !== npm) void end(1); }, 500).unref();
}

/** The first signal ends everything in order, another at once. */
function endOnSignal() {
  if (endingSince !== null && Date.now() - endingSince > sameSignalMs) {
    killAll();
    process.exit(1);
  }
  void end(0);
}

async function end(code) {
  if (endingSince !== null) return;
  endingSince = Date.now();
  await endAll();
  process.exit(code);
}

/** Leaves the addresses and tokens where scripts find them while we run, and answers what people read. */
function announce(tools, url) {
  const token = (name) => readFileSync(path.join(stateDirectory, 'tokens', name), 'utf8').trim();
  const tokens = { viewer: token('viewer'), releaseManager: token('release-manager'), changeAuthority: token('change-authority'), administrator: token('administrator') };
  const draft = `${sandboxFile}.draft`;
  writeFileSync(draft, `${JSON.stringify({ url, tokens, tools }, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, sandboxFile);
  return sandboxBanner({
    url, tokens, tools,
    stateFolder: path.relative(process.cwd(), stateDirectory) || '.',
    isEmbedded: !DATABASE_URL,
    prefix: MUSTER_STATE_DIR ? `MUSTER_STATE_DIR=${stateDirectory} ` : '',
  });
}
