import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../test/system/program.ts';
import type { Stage } from './stage.ts';

const run = promisify(execFile);

/** What `npm ci --omit=dev` puts on a disk: packages, and MiB as the disk counts them. */
export async function measureInstall({ folder }: Stage) {
  const place = path.join(folder, 'install');
  mkdirSync(place);
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(path.join(root, file), path.join(place, file));
  await run('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], { cwd: place, env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...registryOf(process.env) } });
  const { packages } = JSON.parse(readFileSync(path.join(place, 'node_modules/.package-lock.json'), 'utf8')) as { readonly packages: Readonly<Record<string, unknown>> };
  const { stdout } = await run('du', ['-sk', path.join(place, 'node_modules')]);
  return { figures: { installPackages: Object.keys(packages).length, installMb: Math.round(Number(stdout.split('\t')[0]) / 1024) } };
}

/** npm's own settings of the machine, which `npm run` has read already. */
function registryOf(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => /^npm_config_(?:registry|cache|userconfig|globalconfig)$/i.test(name)));
}
