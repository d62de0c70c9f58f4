import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const report = path.join(import.meta.dirname, '../../.muster/mutation.json');

interface Report { readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>> }

/**
 * Of the changes that Stryker made to what judges, how many of a hundred the specs noticed, by the report of the last
 * `npm run mutate`, which takes hours; null, and said so, where there is none.
 */
export function mutationScore(say: (line: string) => void): number | null {
  if (!existsSync(report)) {
    say('mutation score: not measured; run `npm run mutate` first');
    return null;
  }
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const noticed = statuses.filter((status) => status === 'Killed' || status === 'Timeout').length;
  const counted = noticed + statuses.filter((status) => status === 'Survived' || status === 'NoCoverage').length;
  say(`mutation score: ${noticed} of ${counted} changes in ${Object.keys(files).length} files, of ${statSync(report).mtime.toISOString()}`);
  return Math.round((1_000 * noticed) / counted) / 10;
}
