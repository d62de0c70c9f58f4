import { explained, type Explained } from './explained.ts';
import { isLetBy, originalOf, type Report } from './report.ts';

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
  /** The same of those that a spec could notice: without what is explained. */
  readonly scoreOfNoticeable: number | null;
}

type Counts = Omit<Score, 'score' | 'scoreOfNoticeable'>;

export interface Survivor { readonly file: string; readonly line: number; readonly mutatorName: string; readonly original: string; readonly replacement: string; readonly why: string | null }

export function survivorsOf({ files }: Report): readonly Survivor[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => mutants.filter(isLetBy).map((mutant) => {
    const { location: { start: { line } }, mutatorName, replacement } = mutant;
    const survivor = { file, line, mutatorName, original: originalOf(source, mutant), replacement };
    return { ...survivor, why: explained.find((one) => isAbout(one, survivor, source.split('\n')[line - 1] ?? ''))?.why ?? null };
  }));
}

function isAbout({ file, original, replacement, holds }: Explained, survivor: Omit<Survivor, 'why'>, line: string): boolean {
  return survivor.file.startsWith(file) && [survivor.original, undefined].includes(original) && [survivor.replacement, undefined].includes(replacement) && (holds === undefined || holds(line, survivor.original));
}

export function scoreOf(report: Report): Score {
  const mutants = Object.values(report.files).flatMap((file) => file.mutants);
  const [killed, survivors] = [mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length, survivorsOf(report)];
  return withScore({ mutants: killed + survivors.length, killed, survived: survivors.length, explained: survivors.filter(({ why }) => why !== null).length, leftOut: mutants.filter(({ status }) => status === 'Ignored').length });
}

export function summed(scores: readonly Score[]): Score {
  const sum = (name: keyof Counts): number => scores.reduce((whole, score) => whole + score[name], 0);
  return withScore({ mutants: sum('mutants'), killed: sum('killed'), survived: sum('survived'), explained: sum('explained'), leftOut: sum('leftOut') });
}

function withScore(counts: Counts): Score {
  const share = (whole: number): number | null => (whole === 0 ? null : Math.round((1_000 * counts.killed) / whole) / 10);
  return { ...counts, score: share(counts.mutants), scoreOfNoticeable: share(counts.mutants - counts.explained) };
}
