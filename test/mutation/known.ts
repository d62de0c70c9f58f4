import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Outcome, Survivor } from './report.ts';
import type { Unit } from './units.ts';

/**
 * What is known of each folder, or of one file of a room's own: committed, so that who goes on knows what the last one found. A run
 * reads and writes it.
 */
const file = path.join(import.meta.dirname, 'known.json');

/** How it stands beside what lies there now. Of what only has other specs, what survived is to be shown to them; what was killed is not looked at again. */
export type Freshness = 'FRESH' | 'OTHER_SPECS' | 'OTHER_SOURCE' | 'NOT_RUN';

interface Written {
  /** Day of the last look. */
  readonly on: string;
  readonly sources: string;
  readonly specs: string;
  /** Whether what survived was shown to the specs of the whole room as well. */
  readonly isWider: boolean;
  readonly killed: number;
  readonly stopped: number;
  readonly leftOut: number;
  readonly survived: readonly string[];
}

export interface Known extends Outcome {
  readonly on: string;
  readonly isWider: boolean;
  readonly freshness: Exclude<Freshness, 'NOT_RUN'>;
}

/** @param root the repository's */
export function known(root: string, unit: Unit): Known | null {
  const one = all()[unit.name];
  if (one === undefined) return null;
  const { sources, specs } = digestsOf(root, unit);
  const freshness = one.sources !== sources ? 'OTHER_SOURCE' : one.specs === specs ? 'FRESH' : 'OTHER_SPECS';
  return { ...one, survived: one.survived.map((text) => read(unit.folder, text)), freshness };
}

/** The digests of a unit as it lies there: to be taken before a run, which may last. */
export function digestsOf(root: string, { files, specs, texts }: Unit): Pick<Written, 'sources' | 'specs'> {
  const digest = (names: readonly string[]): string => {
    const hash = createHash('sha256');
    for (const name of names) hash.update(name).update(readFileSync(path.join(root, name)));
    return hash.digest('hex').slice(0, 16);
  };
  return { sources: digest(files), specs: digest([...specs, ...texts]) };
}

export function keep({ name, folder }: Unit, digests: Pick<Written, 'sources' | 'specs'>, { killed, stopped, leftOut, survived }: Outcome, isWider: boolean): void {
  const on = new Date().toISOString().slice(0, 10);
  const units: Record<string, Written> = { ...all(), [name]: { on, ...digests, isWider, killed, stopped, leftOut, survived: survived.map((one) => write(folder, one)) } };
  const sorted = Object.entries(units).sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(file, `{\n${sorted.map(([unit, one]) => lineOf(unit, one)).join(',\n')}\n}\n`);
}

/** A line for a unit, and one for each survivor, so that a difference can be read. */
function lineOf(unit: string, { survived, ...head }: Written): string {
  const told = survived.length === 0 ? '[]' : `[\n${survived.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n ]`;
  return ` ${JSON.stringify(unit)}: ${JSON.stringify(head).slice(0, -1)},"survived":${told}}`;
}

function all(): Readonly<Record<string, Written>> {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Record<string, Written> : {};
}

/** File within the folder, place, kind of change and what stands there then: `index.ts:15:9-15:22 ArrayDeclaration → []`. */
function write(folder: string, { file: name, place, mutator, replacement }: Survivor): string {
  return `${path.relative(folder, name)}:${place} ${mutator} → ${replacement}`;
}

function read(folder: string, text: string): Survivor {
  const [, name = '', place = '', mutator = '', replacement = ''] = /^([^:]+):(\S+) (\w+) → (.*)$/s.exec(text) ?? [];
  return { file: path.join(folder, name), place, mutator, replacement };
}
