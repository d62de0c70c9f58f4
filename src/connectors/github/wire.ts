import { z } from 'zod';

/** A workflow run, alike in lists and alone (apis/README.md §10). */
export const runSchema = z.object({
  id: z.number().int().positive(),
  name: z.string().nullish(),
  display_title: z.string().nullish(),
  event: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  html_url: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string().nullish(),
  run_started_at: z.string().nullish(),
});
export type Run = z.infer<typeof runSchema>;

/** GET …/runs. A filtered list stops at 1,000 runs, whatever total_count says. */
export const runsSchema = z.object({ total_count: z.number().int().nonnegative(), workflow_runs: z.array(runSchema) });

/** 200 of a dispatch with return_run_details. */
export const dispatchedSchema = z.object({ workflow_run_id: z.number().int().positive(), html_url: z.string().nullish() });

/** GitHub's own no; anything else under a 4xx was said by somebody on the way. */
export const refusalSchema = z.object({ message: z.string() });

/** GET /user */
export const userSchema = z.object({ login: z.string().min(1) });
