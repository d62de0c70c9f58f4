import type { Asked } from './asked.ts';
import type { Values } from './values.ts';

/** Whether a stored judgement, or what is kept of one, is of the period. */
export function isOfPeriod(judgement: string, asked: Asked, values: Values): string {
  return `${judgement}.judged_at >= ${values.as('timestamptz', asked.since)} and ${judgement}.judged_at < ${values.as('timestamptz', asked.until)} and ${judgement}.judged_at <= ${values.as('timestamptz', asked.at)}`;
}
