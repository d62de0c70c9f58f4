import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Tricks {
  readonly tried: number;
  /** The tricks that were not refused. */
  readonly passed: readonly string[];
}

interface Report { readonly testResults: readonly { readonly assertionResults: readonly { readonly title: string; readonly status: string }[] }[] }

/** Plays the table of test/system/identity-tricks against a hub of its own, over API and command line: each of its tests is one trick, and fails when it gets through. */
export async function tryTricks(): Promise<Tricks> {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-tricks-'));
  const file = path.join(folder, 'report.json');
  try {
    await jest(['test/system/identity-tricks.test.ts', '--json', `--outputFile=${file}`]);
    const results = (JSON.parse(readFileSync(file, 'utf8')) as Report).testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ title }) => title.endsWith(': refused'));
    if (results.length === 0) throw new Error('no trick was played: the suite could not be started');
    return { tried: results.length, passed: results.filter(({ status }) => status !== 'passed').map(({ title }) => title) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What it found stands in the report; that some failed is no error of the run. */
function jest(words: readonly string[]): Promise<void> {
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '-w', '1'];
  return new Promise((resolve) => { execFile(process.execPath, [...node, ...words], { cwd: path.join(import.meta.dirname, '../..') }, () => { resolve(); }); });
}
