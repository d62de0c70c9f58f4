import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nothing } from './part.ts';
import type { Tally } from './part.ts';

/** How far a part has come in one shard, and how many rounds were played on which commit. */
export interface PartProgress { readonly done: readonly number[]; readonly tally: Tally; readonly on: Readonly<Record<string, number>> }

/** What was played so far, kept in a file after each round, so that a campaign that was stopped goes on where it stood. */
export class Progress {
  readonly #file: string;
  readonly #parts: Record<string, PartProgress>;

  constructor(file: string, isResumed: boolean) {
    this.#file = file;
    this.#parts = isResumed && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Record<string, PartProgress> : {};
  }

  of(part: string): PartProgress {
    return this.#parts[part] ?? { done: [], tally: nothing, on: {} };
  }

  keep(part: string, progress: PartProgress): void {
    this.#parts[part] = progress;
    mkdirSync(path.dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.tmp`, JSON.stringify(this.#parts));
    renameSync(`${this.#file}.tmp`, this.#file);
  }
}
