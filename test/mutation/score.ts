import { readFileSync } from 'node:fs';
import path from 'node:path';
import { explained, type Explained } from './explained.ts';
import { originalOf, type Outcome, type Survivor } from './report.ts';

/** How a folder stands: `mutants` = `killed` + `survived`; `explained` of those that survived have a reason in `explained.ts`. */
export interface Score {
  readonly mutants: number;
  readonly killed: number;
  readonly survived: number;
  readonly explained: number;
  /** Of what was told to people only (`prose.ts`); not among `mutants`. */
  readonly leftOut: number;
  /** Killed of mutants, in percent with one decimal; null without mutants. */
  readonly score: number | null;
  /** The same of those that a spec could notice: without what is explained. */
  readonly scoreOfNoticeable: number | null;
}

type Counts = Omit<Score, 'score' | 'scoreOfNoticeable'>;
interface Told extends Survivor { readonly original: string; readonly line: string }

/** @param root the repository's, whose sources must be those that were changed */
export function withReasons(root: string, survived: readonly Survivor[]): readonly (Told & { readonly why: string | null })[] {
  return survived.map((survivor) => {
    const told = { ...survivor, ...originalOf(readFileSync(path.join(root, survivor.file), 'utf8'), survivor) };
    return { ...told, why: explained.find((one) => isAbout(one, told))?.why ?? null };
  });
}

function isAbout({ file, original, replacement, holds }: Explained, survivor: Told): boolean {
  return survivor.file.startsWith(file) && [survivor.original, undefined].includes(original) && [survivor.replacement, undefined].includes(replacement) && (holds === undefined || holds(survivor.line, survivor.original));
}

export function scoreOf(root: string, { killed, survived, leftOut }: Outcome): Score {
  return withScore({ mutants: killed + survived.length, killed, survived: survived.length, explained: withReasons(root, survived).filter(({ why }) => why !== null).length, leftOut });
}

export function summed(scores: readonly Score[]): Score {
  const sum = (name: keyof Counts): number => scores.reduce((whole, score) => whole + score[name], 0);
  return withScore({ mutants: sum('mutants'), killed: sum('killed'), survived: sum('survived'), explained: sum('explained'), leftOut: sum('leftOut') });
}

function withScore(counts: Counts): Score {
  const share = (whole: number): number | null => (whole === 0 ? null : Math.round((1_000 * counts.killed) / whole) / 10);
  return { ...counts, score: share(counts.mutants), scoreOfNoticeable: share(counts.mutants - counts.explained) };
}
