import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import type { PartialStrykerOptions } from '@stryker-mutator/api/core';
import { digestsOf, keep, known, type Freshness, type Known } from './known.ts';
import { readOutcome, type Outcome, type Survivor } from './report.ts';
import { scoreOf, summed, withReasons, type Score } from './score.ts';
import { unitsOf, type Unit } from './units.ts';

/**
 * `npm run mutate [-- --only FOLDER_OR_FILE] [--wider] [--anew] [--told]`: how many of the changes that Stryker makes to what
 * judges and what deploys are noticed, folder by folder, by the specs beside the source; with `--wider` what they let by is shown
 * to the specs of the whole room, which takes long. A folder that is as it was when it was last looked at is not looked at
 * again, unless `--anew`; `--told` looks at none and tells what is known, and of which folders nothing is, or nothing that still
 * holds. Survivors without a reason in `explained.ts` go to stderr, the scores to stdout as one line of JSON.
 */
const flag = { type: 'boolean', default: false } as const;
const { values: { only, wider: isWider, anew, told } } = parseArgs({ options: { only: { type: 'string', default: '' }, wider: flag, anew: flag, told: flag } });
const root = path.join(import.meta.dirname, '../..');
const scratch = path.join(root, '.muster/mutation');
const say = (line: string): void => { process.stderr.write(`${line}\n`); };

/** One run of Stryker. */
async function run(mutate: readonly string[], specs: readonly string[]): Promise<Outcome> {
  const fileName = path.join(scratch, 'run.json');
  const options: PartialStrykerOptions = {
    testRunner: 'specs', plugins: ['specs-runner.ts', 'prose.ts'].map((file) => path.join(import.meta.dirname, file)), ignorers: ['prose'],
    mutate: [...mutate], coverageAnalysis: 'perTest', concurrency: 1, timeoutMS: 15_000,
    reporters: ['json'], jsonReporter: { fileName }, tempDirName: '.muster/stryker', ignorePatterns: ['**', '!src/**', '!package.json', '!schema.graphql'],
    allowConsoleColors: false, warnings: false,
  };
  await new Stryker(Object.assign({ logLevel: 'error', specs: [...specs] }, options)).runMutationTest();
  return readOutcome(fileName);
}

/** Shows specs what survived so far; whatever they kill is killed. */
async function lookAgain(first: Outcome, specs: readonly string[]): Promise<Outcome> {
  if (first.survived.length === 0) return first;
  const nameOf = ({ file, place, mutator, replacement }: Survivor): string => [file, place, mutator, replacement].join('\n');
  const second = await run([...new Set(first.survived.map(({ file, place }) => `${file}:${place}`))], specs);
  const still = new Set(second.survived.map(nameOf));
  const survived = first.survived.filter((one) => still.has(nameOf(one)));
  return { ...first, killed: first.killed + first.survived.length - survived.length, survived };
}

/** What is known of a unit in the end, when as much of it was run as had to be. */
async function looked(unit: Unit, last: Known | null): Promise<Known> {
  const [digests, isWhole] = [digestsOf(root, unit), unit.specs === unit.wider];
  const isOld = last === null || anew || last.freshness === 'OTHER_SOURCE';
  if (!isOld && last.freshness === 'FRESH' && (last.isWider || !isWider)) return last;
  const first = isOld ? await run(unit.files, unit.specs) : last.freshness === 'FRESH' ? last : await lookAgain(last, unit.specs);
  const outcome = isWider && !isWhole && !(last?.isWider === true && !isOld) ? await lookAgain(first, unit.wider) : first;
  keep(unit, digests, outcome, isWider || isWhole || (last?.isWider === true && !isOld));
  return known(root, unit) ?? { ...outcome, on: '', isWider, freshness: 'FRESH' };
}

mkdirSync(scratch, { recursive: true });
const units = unitsOf(root, only);
if (units.length === 0) throw new Error(`Nothing below ${only} is mutated: name a folder or file of src/readiness, src/domain or src/deployment.`);
const scores: { readonly folder: string; readonly score: Score }[] = [];
const others: Record<Exclude<Freshness, 'FRESH'>, string[]> = { OTHER_SPECS: [], OTHER_SOURCE: [], NOT_RUN: [] };
for (const unit of units) {
  const [last, beganAt] = [known(root, unit), Date.now()];
  const one = told ? last : await looked(unit, last);
  if (one?.freshness !== 'FRESH') others[one?.freshness ?? 'NOT_RUN'].push(unit.name);
  if (one === null || one.freshness === 'OTHER_SOURCE') continue;
  const score = scoreOf(root, one);
  scores.push({ folder: unit.folder, score });
  say(`${unit.name}: ${score.killed} of ${score.mutants} killed, ${score.score ?? 'no'} %, ${score.explained} explained (${one === last ? `of ${one.on}` : `${Math.round((Date.now() - beganAt) / 1_000)} s`})`);
  for (const { file, place, mutator, original, replacement, why } of withReasons(root, one.survived)) if (why === null) say(`  ${file}:${place} ${mutator}: ${original.slice(0, 100)} → ${replacement.slice(0, 100)}`);
}
const folders = [...new Set(scores.map(({ folder }) => folder))].map((folder) => [folder, summed(scores.flatMap((one) => (one.folder === folder ? one.score : [])))] as const);
process.stdout.write(`${JSON.stringify({ whole: summed(scores.map(({ score }) => score)), folders: Object.fromEntries(folders), otherSpecs: others.OTHER_SPECS, otherSource: others.OTHER_SOURCE, notRun: others.NOT_RUN })}\n`);
