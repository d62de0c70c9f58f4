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
  /** Noticed by a spec, or so slow that it is stopped. */
  readonly killed: number;
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

export function readOutcome(file: string): Outcome {
  const { files } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Report : { files: {} };
  const all = Object.entries(files).flatMap(([name, { mutants }]) => mutants.map((mutant) => ({ name, ...mutant })));
  const having = (...statuses: readonly string[]) => all.filter(({ status }) => statuses.includes(status));
  const survived = having('Survived', 'NoCoverage').map(({ name, mutatorName, replacement, location: { start, end } }) => ({
    file: name, place: `${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`, mutator: mutatorName, replacement,
  }));
  return { killed: having('Killed', 'Timeout').length, survived, leftOut: having('Ignored').length };
}

/** The source that the change stands in the place of, and the whole line that it begins on. */
export function originalOf(source: string, { place }: Pick<Survivor, 'place'>): { readonly original: string; readonly line: string } {
  const [fromLine = 0, fromColumn = 0, toLine = 0, toColumn = 0] = place.split(/[:-]/).map(Number);
  const lines = source.split('\n').slice(fromLine - 1, toLine);
  return { original: lines.map((line, at) => line.slice(at === 0 ? fromColumn : 0, at === lines.length - 1 ? toColumn : undefined)).join('\n'), line: lines[0] ?? '' };
}
