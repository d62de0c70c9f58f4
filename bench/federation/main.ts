import { parseArgs } from 'node:util';
import { measureBoard, measurePage, say } from './cold.ts';
import { measureCoalescing } from './coalescing.ts';
import { measureFirst } from './first.ts';
import { measureHang } from './hang.ts';
import { measureInstall } from './install.ts';
import { measureMemory } from './memory.ts';
import { measureMirror } from './mirror.ts';
import { openStage, type Stage } from './stage.ts';
import { measureStart } from './start.ts';
import { measureSync } from './sync/index.ts';

/**
 * `npm run bench:federation -- [--only page,board,…] [--short] [--profile]`: the hub and two hand-written peers on the same
 * stand-ins, thirty milliseconds added to every call. Ends with one line of JSON; exit code 1 when answers differ.
 */
const { values: flags } = parseArgs({ options: { only: { type: 'string' }, short: { type: 'boolean', default: false }, profile: { type: 'boolean', default: false } } });
const isShort = flags.short;
const isProfiled = flags.profile;

interface Part {
  readonly figures: Readonly<Record<string, number | boolean | null>>;
  /** Whether the peers said the same; left out where nothing was compared. */
  readonly isEqual?: boolean;
}

const parts: Readonly<Record<string, (stage: Stage) => Promise<Part>>> = {
  page: (stage) => measurePage(stage, { repetitions: isShort ? 15 : 60, isProfiled }),
  board: (stage) => measureBoard(stage, { repetitions: isShort ? 7 : 25, isProfiled }),
  mirror: (stage) => measureMirror(stage, { rounds: isShort ? 2 : 5, roundMs: isShort ? 3_000 : 6_000, isProfiled }),
  coalescing: measureCoalescing,
  first: (stage) => measureFirst(stage, { repetitions: isShort ? 3 : 7 }),
  hang: measureHang,
  rss: (stage) => measureMemory(stage, { pages: isShort ? 2_000 : 10_000 }),
  start: (stage) => measureStart(stage, { repetitions: isShort ? 3 : 7 }),
  install: measureInstall,
  sync: () => measureSync({ rounds: isShort ? 3 : 5, share: isShort ? 0.2 : 1 }),
};

const chosen = flags.only?.split(',') ?? Object.keys(parts);
const unknown = chosen.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}: name some of ${Object.keys(parts).join(', ')}.`);

const stage = await openStage();
try {
  let figures: Part['figures'] = {};
  const equal: boolean[] = [];
  for (const name of chosen) {
    say(`— ${name}`);
    const part = await parts[name]?.(stage);
    figures = { ...figures, ...part?.figures };
    if (part?.isEqual !== undefined) equal.push(part.isEqual);
  }
  process.stdout.write(`${JSON.stringify({ ...figures, ...(equal.length > 0 && { answersEqual: equal.every(Boolean) }) })}\n`);
  process.exitCode = equal.every(Boolean) ? 0 : 1;
} finally {
  await stage.close();
}
