import { readFileSync, writeFileSync } from 'node:fs';
import { writeHubConfig } from '../../../sandbox/sandbox.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';

/** Changes the configuration's text before a hub reads it. */
export type Configure = (yaml: string) => string;

/** The first failure is a problem already, so that a death may show two. */
const afterwards = { recurrence: { times: 1 } };

/** Writes the hub's configuration into the state folder; its path. */
export function configFile(sandbox: Sandbox, stateDir: string, configure: Configure = (yaml) => yaml): string {
  const file = writeHubConfig(sandbox, stateDir, { afterwards });
  writeFileSync(file, configure(readFileSync(file, 'utf8')));
  return file;
}
