import type { ReportColumn, ReportDefinition, ReportRow } from '../../domain/report.ts';
import type { Asked } from '../asked.ts';
import type { ReportHead } from '../desk.ts';

export type Chunk = string | Uint8Array;

/** Writes one answer, piece by piece. */
export interface FormWriter {
  /** With totals where the form has a place for them. */
  begin(head: ReportHead): Chunk;
  rows(rows: readonly ReportRow[]): Chunk;
  end(): Chunk;
}

/** A file that reports come in. */
export interface ReportForm {
  /** What its files end in, and its name in an address. */
  readonly name: string;
  readonly mediaType: string;
  /** Rows of a batch: what is held in memory at once. */
  readonly batch: number;
  /** Whether totals stand above its rows: those that tell none begin as soon as there are rows. */
  readonly tellsTotals: boolean;
  /** Columns that a report must have to come so; left out, every report does. */
  readonly takes?: readonly string[];
  writer(definition: ReportDefinition, asked: Asked): FormWriter;
}

/** The columns of a file are those of the rows, in their order. */
export type Columns = readonly ReportColumn[];
