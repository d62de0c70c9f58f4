import type { ReportDefinition } from '../../domain/report.ts';
import { csv } from './csv.ts';
import type { ReportForm } from './form.ts';
import { ics } from './ics.ts';
import { json } from './json.ts';
import { ndjson } from './ndjson.ts';
import { parquet } from './parquet.ts';

export type { FormWriter, ReportForm } from './form.ts';

/** Every file that reports come in. */
export const forms: readonly ReportForm[] = [csv, json, ndjson, parquet, ics];

/** The forms that a report comes in. */
export function formsOf({ columns }: Pick<ReportDefinition, 'columns'>): readonly ReportForm[] {
  return forms.filter(({ takes = [] }) => takes.every((name) => columns.some((column) => column.name === name)));
}
