import { explained, type Explained } from './explained.ts';
import { isLetBy, originalOf, type Mutant, type Report } from './report.ts';

/** How a folder stands: `mutants` = `killed` + `survived`; `explained` of those that survived have a reason in `explained.ts`. */
export interface Score {
  readonly mutants: number;
  /** Noticed by a spec, or so slow that it is stopped. */
  readonly killed: number;
  readonly survived: number;
  readonly explained: number;
  /** Of what was told to people only (`prose.ts`); not among `mutants`. */
  readonly leftOut: number;
  /** Killed of mutants, in percent with one decimal; null without mutants. */
  readonly score: number | null;
}

export interface Survivor { readonly file: string; readonly line: number; readonly mutatorName: string; readonly original: string; readonly replacement: string; readonly why: string | null }

export function survivorsOf({ files }: Report): readonly Survivor[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => mutants.filter(isLetBy).map((mutant) => {
    const original = originalOf(source, mutant);
    return { file, line: mutant.location.start.line, mutatorName: mutant.mutatorName, original, replacement: mutant.replacement, why: explained.find((one) => isAbout(one, file, original, mutant))?.why ?? null };
  }));
}

function isAbout(one: Explained, file: string, original: string, mutant: Mutant): boolean {
  return one.file === file && one.original === original && (one.replacement === undefined || one.replacement === mutant.replacement);
}

export function scoreOf(report: Report): Score {
  const mutants = Object.values(report.files).flatMap((file) => file.mutants);
  const [killed, survivors] = [mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length, survivorsOf(report)];
  return withScore({ mutants: killed + survivors.length, killed, survived: survivors.length, explained: survivors.filter(({ why }) => why !== null).length, leftOut: mutants.filter(({ status }) => status === 'Ignored').length });
}

export function summed(scores: readonly Score[]): Score {
  const sum = (name: Exclude<keyof Score, 'score'>): number => scores.reduce((whole, score) => whole + score[name], 0);
  return withScore({ mutants: sum('mutants'), killed: sum('killed'), survived: sum('survived'), explained: sum('explained'), leftOut: sum('leftOut') });
}

function withScore(counts: Omit<Score, 'score'>): Score {
  return { ...counts, score: counts.mutants === 0 ? null : Math.round((1_000 * counts.killed) / counts.mutants) / 10 };
}
