// Tries npm start in a fresh clone of what is committed, with nothing but Node and npm, on free ports; then asks it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './ready.mjs';

const readyWithinMs = 10 * 60_000;
const expected = { 'ledger-1.9.2': 0, 'payments-2.4.0': 3, 'statements-5.0.1': 5, 'cards-3.1.0': 3 };

const folder = mkdtempSync(path.join(tmpdir(), 'muster-fresh-'));
const clone = path.join(folder, 'muster');
const environment = { ...withoutOurs(process.env), PORT: '0', SANDBOX_PORT: '0' };
const mistakes = [];
const check = (isRight, mistake) => { if (!isRight) mistakes.push(mistake); };

try {
  await tryIt();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const mistake of mistakes) console.error(`WRONG: ${mistake}`);
process.exit(mistakes.length === 0 ? 0 : 1);

async function tryIt() {
  const { status: cloned } = spawnSync('git', ['clone', '--quiet', root, clone], { stdio: 'inherit' });
  if (cloned !== 0) return void mistakes.push('git clone failed.');
  const { npm, secondsTo, said } = await startThere();
  if (npm.exitCode !== null || secondsTo.ready === undefined) return void mistakes.push('npm start did not come to be ready.');
  console.log(`npm start: installed after ${secondsTo.install} s, built and ready ${secondsTo.ready} s after that.`);

  for (const [key, code] of Object.entries(expected)) {
    const { status } = spawnSync('npx', ['muster', 'readiness', key, '--env', 'production'], { cwd: clone, env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
    console.log(`npx muster readiness ${key} --env production: exit ${status}`);
    check(status === code, `${key} exits ${status} and not ${code}.`);
  }

  const hub = /http:\/\/127\.0\.0\.1:\d+\/graphql/.exec(said())?.[0] ?? '';
  const { status: page } = await fetch(hub, { headers: { accept: 'text/html' } }).catch(() => ({ status: 'nothing' }));
  console.log(`GET ${hub} as a browser: ${page}`);
  check(page === 200, `a browser is answered ${page} at ${hub}.`);

  npm.kill('SIGINT');
  const [code] = await once(npm, 'exit');
  check(code === 0, `npm start exits ${code} on SIGINT.`);
  check(!existsSync(path.join(clone, '.muster/sandbox.json')), 'sandbox.json is left behind.');
  const { stdout: changed } = spawnSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' });
  check(changed === '', `the clone is not clean afterwards:\n${changed}`);
}

/** Resolves when the last line of the banner is there, or npm has ended. */
async function startThere() {
  const secondsTo = {};
  let since = Date.now();
  const lap = (name) => {
    secondsTo[name] ??= Math.round((Date.now() - since) / 1_000);
    since = Date.now();
  };
  const npm = spawn('npm', ['start'], { cwd: clone, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  let hasEnough;
  const enough = new Promise((resolve) => { hasEnough = resolve; });
  const tooLong = setTimeout(() => { npm.kill('SIGTERM'); }, readyWithinMs);
  npm.once('exit', () => hasEnough());
  npm.stderr.on('data', (chunk) => {
    process.stderr.write(chunk);
    if (String(chunk).includes('Building …')) lap('install');
  });
  npm.stdout.on('data', (chunk) => {
    text += chunk;
    if (!text.includes('npx muster deploy')) return;
    lap('ready');
    hasEnough();
  });
  await enough;
  clearTimeout(tooLong);
  return { npm, secondsTo, said: () => text };
}

/** Without what npm, this terminal or a pipeline set for us. */
function withoutOurs(env) {
  const kept = Object.entries(env).filter(([name]) => !/^(npm_|MUSTER_|DATABASE_URL$|SANDBOX_|INIT_CWD$|NODE_ENV$|NODE$)/i.test(name));
  const PATH = (env.PATH ?? '').split(path.delimiter).filter((entry) => !entry.includes('node_modules')).join(path.delimiter);
  return { ...Object.fromEntries(kept), PATH };
}
