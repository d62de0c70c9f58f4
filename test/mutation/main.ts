import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import type { PartialStrykerOptions } from '@stryker-mutator/api/core';
import { digestsOf, keep, known, type Freshness } from './known.ts';
import { lookedAtAgain, readOutcomes, together, type Outcome, type Outcomes } from './report.ts';
import { scoreOf, summed, withReasons, type Score } from './score.ts';
import { unitsOf, type Unit } from './units.ts';

/**
 * `npm run mutate [-- --only FOLDER_OR_FILE,…] [--wider] [--anew] [--told]`: how many of the changes that Stryker makes to what
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

/** So much source (characters) is changed in one run of Stryker, which takes some seconds to begin. */
const batchSize = 25_000;

/** So long (milliseconds) may specs take beyond what they took without a change: what never ends is mostly found out by how often it is run through, so that this is for a busy machine, where the slow are not to count as killed. */
const timeoutMS = 120_000;

/** One run of Stryker. */
async function run(mutate: readonly string[], specs: readonly string[]): Promise<Outcomes> {
  const fileName = path.join(scratch, 'run.json');
  rmSync(fileName, { force: true });
  const options: PartialStrykerOptions = {
    testRunner: 'specs', plugins: ['specs-runner.ts', 'prose.ts'].map((file) => path.join(import.meta.dirname, file)), ignorers: ['prose'],
    mutate: [...mutate], coverageAnalysis: 'perTest', concurrency: 1, timeoutMS, dryRunTimeoutMinutes: 30,
    reporters: ['json'], jsonReporter: { fileName }, tempDirName: '.muster/stryker', ignorePatterns: ['**', '!src/**', '!package.json', '!schema.graphql'],
    allowConsoleColors: false, warnings: false,
  };
  await new Stryker(Object.assign({ logLevel: 'error', specs: [...specs] }, options)).runMutationTest();
  return readOutcomes(fileName);
}

/** A unit to be looked at, whole or, where there is something to begin with, only what survived of that. */
interface Task {
  readonly unit: Unit;
  readonly digests: ReturnType<typeof digestsOf>;
  readonly begin: Outcome | null;
  readonly isWider: boolean;
}

/** Null: as much is known of it as is asked for. */
function taskOf(unit: Unit): Task | null {
  const last = known(root, unit);
  const isOld = last === null || anew || last.freshness === 'OTHER_SOURCE';
  if (!isOld && last.freshness === 'FRESH') return null;
  return { unit, digests: digestsOf(root, unit), begin: isOld ? null : last, isWider: unit.specs === unit.wider || (!isOld && last.isWider) };
}

function widerTaskOf(unit: Unit): Task | null {
  const last = known(root, unit);
  return last?.freshness !== 'FRESH' || last.isWider ? null : { unit, digests: digestsOf(root, unit), begin: last, isWider: true };
}

/** Looks at units, some together, under the specs of all of them, and keeps what each came to. */
async function look(tasks: readonly Task[], specsOf: (unit: Unit) => readonly string[]): Promise<void> {
  for (const batch of batches(tasks)) {
    const beganAt = Date.now();
    const mutate = batch.flatMap(({ unit, begin }) => (begin === null ? unit.files : begin.survived.map(({ file, place }) => `${file}:${place}`)));
    const outcomes = mutate.length === 0 ? new Map<string, Outcome>() : await run([...new Set(mutate)], [...new Set(batch.flatMap(({ unit }) => specsOf(unit)))]);
    for (const { unit, digests, begin, isWider: isWide } of batch) {
      const outcome = together(outcomes, unit.files);
      keep(unit, digests, begin === null ? outcome : lookedAtAgain(begin, outcome), isWide);
    }
    say(`${batch.map(({ unit }) => unit.name).join(', ')}: ${Math.round((Date.now() - beganAt) / 1_000)} s`);
  }
}

function batches(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const all: Task[][] = [];
  let size = Infinity;
  for (const task of tasks) {
    const own = task.unit.files.reduce((sum, file) => sum + statSync(path.join(root, file)).size, 0);
    if (size + own > batchSize) all.push([]);
    size = size + own > batchSize ? own : size + own;
    all.at(-1)?.push(task);
  }
  return all;
}

mkdirSync(scratch, { recursive: true });
const units = unitsOf(root, only.split(','));
if (units.length === 0) throw new Error(`Nothing below ${only} is mutated: name a folder or file of src/readiness, src/domain or src/deployment.`);
if (!told) await look(units.flatMap((unit) => taskOf(unit) ?? []), ({ specs }) => specs);
if (!told && isWider) await look(units.flatMap((unit) => widerTaskOf(unit) ?? []), ({ wider }) => wider);
const scores: { readonly folder: string; readonly score: Score }[] = [];
const others: Record<Exclude<Freshness, 'FRESH'>, string[]> = { OTHER_SPECS: [], OTHER_SOURCE: [], NOT_RUN: [] };
for (const unit of units) {
  const one = known(root, unit);
  if (one?.freshness !== 'FRESH') others[one?.freshness ?? 'NOT_RUN'].push(unit.name);
  if (one === null || one.freshness === 'OTHER_SOURCE') continue;
  const score = scoreOf(root, one);
  scores.push({ folder: unit.folder, score });
  say(`${unit.name}: ${score.killed} of ${score.mutants} killed, ${score.score ?? 'no'} %, ${score.explained} explained (of ${one.on}${one.isWider ? ', the whole room’s specs' : ''})`);
  for (const { file, place, mutator, original, replacement, why } of withReasons(root, one.survived)) if (why === null) say(`  ${file}:${place} ${mutator}: ${original.slice(0, 100)} → ${replacement.slice(0, 100)}`);
}
const folders = [...new Set(scores.map(({ folder }) => folder))].map((folder) => [folder, summed(scores.flatMap((one) => (one.folder === folder ? one.score : [])))] as const);
process.stdout.write(`${JSON.stringify({ whole: summed(scores.map(({ score }) => score)), folders: Object.fromEntries(folders), otherSpecs: others.OTHER_SPECS, otherSource: others.OTHER_SOURCE, notRun: others.NOT_RUN })}\n`);
