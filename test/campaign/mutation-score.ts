import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Score } from '../mutation/score.ts';

/** Of the changes that Stryker made to what judges or deploys, how many of a hundred the specs noticed, by what is kept of `npm run mutate`; null, and said so, where nothing is. */
export function mutationScore(room: 'src/readiness' | 'src/deployment', say: (line: string) => void): number | null {
  const told = execFileSync(process.execPath, [path.join(import.meta.dirname, '../mutation/main.ts'), '--told', '--only', room], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const { whole, notRun } = JSON.parse(told) as { readonly whole: Score; readonly notRun: readonly string[] };
  say(whole.score === null ? 'mutation score: not measured; run `npm run mutate` first' : `mutation score: ${whole.killed} of ${whole.mutants} changes below ${room}; ${notRun.length} folders not looked at`);
  return whole.score;
}
