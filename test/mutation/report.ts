import { existsSync, readFileSync } from 'node:fs';

interface Place { readonly line: number; readonly column: number }
interface Mutant {
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: string;
  readonly location: { readonly start: Place; readonly end: Place };
}
/** What Stryker's `json` reporter writes, as far as we read it; places count from 1. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}

/** What one run of Stryker came to. */
export interface Outcome {
  /** Noticed by a spec, or stopped. */
  readonly killed: number;
  /** Of those killed: never ended, or so slow that they were stopped. */
  readonly stopped: number;
  readonly survived: readonly Survivor[];
  /** Of what is told to people only (`prose.ts`). */
  readonly leftOut: number;
}

/** A change that no spec noticed. */
export interface Survivor {
  readonly file: string;
  /** `line:column-line:column`, as Stryker's `mutate` takes it. */
  readonly place: string;
  readonly mutator: string;
  readonly replacement: string;
}

/** By source file. */
export type Outcomes = ReadonlyMap<string, Outcome>;

export function readOutcomes(report: string): Outcomes {
  const { files } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) as Report : { files: {} };
  return new Map(Object.entries(files).map(([file, { mutants }]) => {
    const having = (...statuses: readonly string[]) => mutants.filter(({ status }) => statuses.includes(status));
    const survived = having('Survived', 'NoCoverage').map(({ mutatorName, replacement, location: { start, end } }) => ({
      file, place: `${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`, mutator: mutatorName, replacement,
    }));
    return [file, { killed: having('Killed', 'Timeout').length, stopped: having('Timeout').length, survived, leftOut: having('Ignored').length }];
  }));
}

/** Of several files together. */
export function together(outcomes: Outcomes, files: readonly string[]): Outcome {
  const all = files.flatMap((file) => outcomes.get(file) ?? []);
  const sum = (name: 'killed' | 'stopped' | 'leftOut'): number => all.reduce((whole, one) => whole + one[name], 0);
  return { killed: sum('killed'), stopped: sum('stopped'), survived: all.flatMap(({ survived }) => survived), leftOut: sum('leftOut') };
}

/** What is so after those that survived were looked at again: whatever did not survive again is killed. */
export function lookedAtAgain(first: Outcome, second: Outcome): Outcome {
  const nameOf = ({ file, place, mutator, replacement }: Survivor): string => [file, place, mutator, replacement].join('\n');
  const still = new Set(second.survived.map(nameOf));
  const survived = first.survived.filter((one) => still.has(nameOf(one)));
  return { ...first, killed: first.killed + first.survived.length - survived.length, stopped: first.stopped + second.stopped, survived };
}

/** The source that the change stands in the place of, and the whole line that it begins on. */
export function originalOf(source: string, { place }: Pick<Survivor, 'place'>): { readonly original: string; readonly line: string } {
  const [fromLine = 0, fromColumn = 0, toLine = 0, toColumn = 0] = place.split(/[:-]/).map(Number);
  const lines = source.split('\n').slice(fromLine - 1, toLine);
  return { original: lines.map((line, at) => line.slice(at === 0 ? fromColumn : 0, at === lines.length - 1 ? toColumn : undefined)).join('\n'), line: lines[0] ?? '' };
}
