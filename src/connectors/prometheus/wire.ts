import { z } from 'zod';

/** [seconds, value]: values are texts, since JSON has no NaN and no infinities. */
const sample = z.tuple([z.number(), z.string().regex(/^(NaN|[+-]?Inf|[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?)$/i)]);

/** GET or POST /api/v1/query: one instant. A series with a `histogram` in place of its `value` is no number. */
export const answerSchema = z.object({
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [
    z.object({ resultType: z.literal('vector'), result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: sample })) }),
    z.object({ resultType: z.literal('scalar'), result: sample }),
  ]),
  warnings: z.array(z.string()).default([]),
});
export type Answer = z.infer<typeof answerSchema>;

export const refusalSchema = z.object({ status: z.literal('error'), errorType: z.string() });

/** GET /api/v1/status/buildinfo; what only speaks like Prometheus may not have it. */
export const buildInfoSchema = z.object({ status: z.literal('success'), data: z.object({ version: z.string() }) });
