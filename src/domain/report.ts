import type { Role } from './person.ts';
import type { ItemRelation } from './ports/concerned-items.ts';
import type { BuildCommit } from './ports/undated-builds.ts';
import type { RecordKind } from './reference.ts';

/** What a parameter may hold: a MOMENT is an instant, or a day that begins in the report's time zone. */
export const parameterKinds = ['MOMENT', 'TIME_ZONE', 'TEXTS', 'WORD', 'WORDS', 'DURATION', 'COUNT'] as const;
export type ReportParameterKind = (typeof parameterKinds)[number];

/** One thing that may be asked of a report. */
export interface ReportParameter {
  /** In camelCase; the same in every form. */
  readonly name: string;
  readonly kind: ReportParameterKind;
  readonly says: string;
  /** What a WORD or WORDS may be; empty for the other kinds. */
  readonly words: readonly string[];
  /** What it is when it is left out, as it would be written; null: nothing is narrowed. */
  readonly usual: string | null;
}

/** INSTANT is UTC, DATE a day of the report's time zone, RECORD and RECORDS node ids of what a value comes from. */
export const columnTypes = ['TEXT', 'INTEGER', 'NUMBER', 'TRUTH', 'INSTANT', 'DATE', 'RECORD', 'RECORDS'] as const;
export type ReportColumnType = (typeof columnTypes)[number];

/** One column of a report's rows. */
export interface ReportColumn {
  /** In snake_case, as files and SQL have it; GraphQL has it in camelCase. */
  readonly name: string;
  readonly type: ReportColumnType;
  /** "s" seconds, "1/d" per day; null where there is none. */
  readonly unit: string | null;
  readonly says: string;
  readonly isNullable: boolean;
  /** Whether the totals have it too. */
  readonly isTotal: boolean;
  /** Whether a table for people shows it; files and GraphQL have all. */
  readonly isBrief: boolean;
  /** Of a number: the columns of its row that lead to what it counts, by ids of records where there are any. Empty for what is no number. */
  readonly behind: readonly string[];
}

/** What a cell holds: an instant and a date as text, records as a list of node ids. */
export type Cell = string | number | boolean | null | readonly string[];
export type ReportRow = Readonly<Record<string, Cell>>;

/** A report as people read it: its questions, its answers, and where its words come from. */
export interface ReportDefinition {
  /** In kebab-case: its address and its name on the command line. */
  readonly name: string;
  readonly title: string;
  /** The question it answers, in a sentence. */
  readonly says: string;
  /** How each of its words is meant, one sentence each. */
  readonly rules: readonly string[];
  /** Who defined it so, where somebody did. */
  readonly definedBy: readonly { readonly title: string; readonly url: string }[];
  readonly parameters: readonly ReportParameter[];
  /** The first is always `id`: a row's own, by whose bytes rows are sorted. */
  readonly columns: readonly ReportColumn[];
  /** What the totals have beside those of the columns that are in them. */
  readonly moreTotals: readonly ReportColumn[];
  /** Kinds of records of the tools that it rests on; "deployment" stands for what others deployed. */
  readonly restsOn: readonly (RecordKind | ItemRelation | BuildCommit | 'deployment')[];
  readonly roles: readonly Role[];
  /** Whether it is about what is to come: left out, its period goes from the Monday 4 weeks before now to the one 12 weeks after. */
  readonly looksAhead: boolean;
}

/** How fresh one of the sources of a report is. */
export interface ReportSource {
  /** null: nothing reads this kind in the background. */
  readonly connection: string | null;
  readonly kind: string;
  /** Up to when it was read as a whole; null: never. */
  readonly readAt: string | null;
  /** Why it is not read on at present; null while nothing is in the way. */
  readonly problem: string | null;
}

/** `lead_time_p50` as GraphQL writes it: `leadTimeP50`. */
export function camelCase(name: string): string {
  return name.replaceAll(/[_-]([a-z0-9])/g, (_dash, letter: string) => letter.toUpperCase());
}

/** Whether its cells count or measure something. */
export function isNumber({ type }: Pick<ReportColumn, 'type'>): boolean {
  return type === 'INTEGER' || type === 'NUMBER';
}

export function totalColumns({ columns, moreTotals }: ReportDefinition): readonly ReportColumn[] {
  return [...columns.filter(({ isTotal }) => isTotal), ...moreTotals];
}
