import { csv } from './csv.ts';
import type { ReportForm } from './form.ts';
import { json } from './json.ts';
import { ndjson } from './ndjson.ts';
import { parquet } from './parquet.ts';

export type { FormWriter, ReportForm } from './form.ts';

/** Every file that reports come in. */
export const forms: readonly ReportForm[] = [csv, json, ndjson, parquet];

export function formNamed(name: string): ReportForm | undefined {
  return forms.find((form) => form.name === name);
}
