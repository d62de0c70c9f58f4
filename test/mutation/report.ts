import { existsSync, readFileSync } from 'node:fs';

export interface Place { readonly line: number; readonly column: number }
export interface Mutant {
  readonly id: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: string;
  readonly location: { readonly start: Place; readonly end: Place };
}
/** What Stryker's `json` reporter writes, as far as we read it; places count from 1. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

export function readReport(file: string): Report | null {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Report : null;
}

/** What the mutant stands in the place of. */
export function originalOf(source: string, { location: { start, end } }: Mutant): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  return lines.map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === lines.length - 1 ? end.column - 1 : undefined)).join('\n');
}

export function isLetBy({ status }: Mutant): boolean {
  return status === 'Survived' || status === 'NoCoverage';
}

/** The first look, with what a second look at those that it let by came to. */
export function merged(first: Report, second: Report): Report {
  const nameOf = (file: string, { mutatorName, replacement, location: { start, end } }: Mutant): string => JSON.stringify([file, mutatorName, replacement, start, end]);
  const later = new Map(Object.entries(second.files).flatMap(([file, { mutants }]) => mutants.map((mutant) => [nameOf(file, mutant), mutant] as const)));
  const files = Object.entries(first.files).map(([file, { source, mutants }]) => [file, {
    source, mutants: mutants.map((mutant) => (isLetBy(mutant) ? { ...mutant, status: later.get(nameOf(file, mutant))?.status ?? mutant.status } : mutant)),
  }] as const);
  return { files: Object.fromEntries(files) };
}
