import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { summed, type Score } from '../mutation/score.ts';

interface Told { readonly whole: Score; readonly otherSpecs: readonly string[]; readonly otherSource: readonly string[]; readonly notRun: readonly string[] }

/**
 * Of the changes that Stryker made to these rooms, how many of a hundred the specs noticed, by test/mutation/known.json. Folders whose sources
 * are others since, or that were not run, are named and do not count; null where nothing counts.
 */
export function mutationScore(rooms: readonly ('src/readiness' | 'src/domain' | 'src/deployment')[], say: (line: string) => void): number | null {
  const told = rooms.map((room) => JSON.parse(execFileSync(process.execPath, [path.join(import.meta.dirname, '../mutation/main.ts'), '--told', '--only', room], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as Told);
  const { killed, mutants, score } = summed(told.map(({ whole }) => whole));
  const left = (name: 'otherSource' | 'notRun'): string => told.flatMap((one) => one[name]).join(', ') || 'none';
  say(`mutation score: ${killed} of ${mutants} changes below ${rooms.join(' and ')}; run with other sources: ${left('otherSource')}; not run: ${left('notRun')}`);
  return score;
}
