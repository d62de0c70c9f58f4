import { existsSync } from 'node:fs';
import path from 'node:path';
import { endAll, runToEnd } from './processes.mjs';
import { makeReady, pinnedNode, root } from './ready.mjs';

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void endAll().then(() => process.exit(1)));

await makeReady();

const notes = [
  process.env.DATABASE_URL ? null : 'DATABASE_URL is not set: what needs a real PostgreSQL (races, crashes) is skipped. Set it to e.g. postgres://postgres@127.0.0.1:5432/postgres to run it.',
  existsSync(path.join(root, '../shared/apis/recordings')) ? null : '../shared is not here: the replay of recorded answers and the contract check are skipped.',
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', process.env.CHROMIUM ?? ''].some((file) => existsSync(file)) ? null : 'No Chromium is here: GraphiQL in a browser is skipped. CHROMIUM names one.',
].filter((note) => note !== null);

const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', path.join(root, 'node_modules/jest/bin/jest.js')];
const code = await runToEnd(pinnedNode, [...jest, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
for (const note of notes) console.error(note);
process.exit(code);
