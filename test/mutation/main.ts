import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import type { PartialStrykerOptions } from '@stryker-mutator/api/core';
import { isLetBy, merged, readReport, type Report } from './report.ts';
import { scoreOf, summed, survivorsOf, type Score } from './score.ts';
import { unitsOf, type Unit } from './units.ts';

/**
 * `npm run mutate [-- --only FOLDER_OR_FILE] [--wider] [--anew] [--told]`: how many of the changes that Stryker makes to what
 * judges and what deploys are noticed, folder by folder, by the specs beside the source; with `--wider` what they let by is shown
 * to the specs of the whole room, which takes long. A folder that is as it was when it was last looked at is not looked at
 * again, unless `--anew`; `--told` looks at none and tells what is known. Survivors without a reason in `explained.ts` go to
 * stderr, the scores to stdout as one line of JSON.
 */
const flag = { type: 'boolean', default: false } as const;
const { values: { only, wider: isWider, anew, told } } = parseArgs({ options: { only: { type: 'string', default: '' }, wider: flag, anew: flag, told: flag } });
const root = path.join(import.meta.dirname, '../..');
const reports = path.join(root, '.muster/mutation');
const say = (line: string): void => { process.stderr.write(`${line}\n`); };

/** What is kept of a folder. */
interface Kept {
  readonly digest: string;
  readonly isWider: boolean;
  readonly at: string;
  readonly report: Report;
}

/** One run of Stryker, whose report is kept nowhere. */
async function run(mutate: readonly string[], specs: readonly string[]): Promise<Report> {
  const fileName = path.join(reports, 'run.json');
  const options: PartialStrykerOptions = {
    testRunner: 'specs', plugins: ['specs-runner.ts', 'prose.ts'].map((file) => path.join(import.meta.dirname, file)), ignorers: ['prose'],
    mutate: [...mutate], coverageAnalysis: 'perTest', concurrency: 1, timeoutMS: 15_000,
    reporters: ['json'], jsonReporter: { fileName }, tempDirName: '.muster/stryker', ignorePatterns: ['**', '!src/**', '!package.json'],
    allowConsoleColors: false, warnings: false,
  };
  await new Stryker(Object.assign({ logLevel: 'error', specs: [...specs] }, options)).runMutationTest();
  return readReport(fileName) ?? { files: {} };
}

async function lookAgain(first: Report, { wider }: Unit): Promise<Report> {
  const letBy = Object.entries(first.files).flatMap(([file, { mutants }]) => mutants.filter(isLetBy).map(({ location: { start, end } }) => `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`));
  return letBy.length === 0 ? first : merged(first, await run([...new Set(letBy)], wider));
}

/** Of all that lies in the folder: its sources, specs and fixtures. */
function digestOf({ files, specs }: Unit): string {
  const hash = createHash('sha256');
  for (const file of [...files, ...specs]) hash.update(file).update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

mkdirSync(reports, { recursive: true });
const units = unitsOf(root, only);
if (units.length === 0) throw new Error(`Nothing below ${only} is mutated: name a folder or file of src/readiness, src/domain or src/deployment.`);
const scores: { readonly folder: string; readonly score: Score }[] = [];
const notRun: string[] = [];
for (const unit of units) {
  const [file, digest, beganAt] = [path.join(reports, `${unit.name.replaceAll('/', '.')}.json`), digestOf(unit), Date.now()];
  const last = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Kept : null;
  if (told && last === null) {
    notRun.push(unit.name);
    continue;
  }
  const isGood = last !== null && (told || (!anew && last.digest === digest));
  const first = isGood ? last : { digest, isWider: unit.specs === unit.wider, at: new Date().toISOString(), report: await run(unit.files, unit.specs) };
  const kept = isWider && !first.isWider ? { ...first, isWider, report: await lookAgain(first.report, unit) } : first;
  if (kept !== last) writeFileSync(file, JSON.stringify(kept));
  const score = scoreOf(kept.report);
  scores.push({ folder: unit.folder, score });
  say(`${unit.name}: ${score.killed} of ${score.mutants} killed, ${score.score ?? 'no'} %, ${score.explained} explained${kept === last ? ` (of ${kept.at})` : `, ${Math.round((Date.now() - beganAt) / 1_000)} s`}`);
  for (const { file: where, line, mutatorName, original, replacement, why } of survivorsOf(kept.report)) if (why === null) say(`  ${where}:${line} ${mutatorName}: ${original.slice(0, 100)} → ${replacement.slice(0, 100)}`);
}
const folders = [...new Set(scores.map(({ folder }) => folder))].map((folder) => [folder, summed(scores.flatMap((one) => (one.folder === folder ? one.score : [])))] as const);
process.stdout.write(`${JSON.stringify({ whole: summed(scores.map(({ score }) => score)), folders: Object.fromEntries(folders), ...(told ? { notRun } : {}) })}\n`);
