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
  head_branch: z.string().nullish(),
  head_sha: z.string().nullish(),
  /** Of its workflow, e.g. ".github/workflows/deploy.yml"; before 2022 runs told only the workflow's id. */
  path: z.string().nullish(),
  workflow_id: z.number().nullish(),
  triggering_actor: z.object({ login: z.string() }).nullish(),
  actor: z.object({ login: z.string() }).nullish(),
});
export type Run = z.infer<typeof runSchema>;

/** GET …/runs. A filtered list stops at 1,000 runs, whatever total_count says. */
export const runsSchema = z.object({ total_count: z.number().int().nonnegative(), workflow_runs: z.array(runSchema) });

/** GET …/runs/{id}/pending_deployments: what a waiting run waits for. A reviewer is a person, or a team by its slug. */
const reviewerSchema = z.object({ login: z.string().nullish(), slug: z.string().nullish() });
export const pendingSchema = z.array(z.object({
  environment: z.object({ name: z.string().nullish() }),
  wait_timer: z.number().nullish(),
  reviewers: z.array(z.object({ reviewer: reviewerSchema.nullish() })).nullish(),
}));
export type Pending = z.infer<typeof pendingSchema>[number];

/** 200 of a dispatch with return_run_details. */
export const dispatchedSchema = z.object({ workflow_run_id: z.number().int().positive(), html_url: z.string().nullish() });

/** GitHub's own no; anything else under a 4xx was said by somebody on the way. */
export const refusalSchema = z.object({ message: z.string() });

/** GET /user */
export const userSchema = z.object({ login: z.string().min(1) });

/** A deployment has no state of its own: its statuses tell (apis/README.md §10). `payload` is whatever its creator put there. */
export const deploymentSchema = z.object({
  id: z.number().int().positive(),
  sha: z.string().nullish(),
  ref: z.string().nullish(),
  environment: z.string(),
  payload: z.unknown(),
  creator: z.object({ login: z.string() }).nullish(),
  created_at: z.string(),
});
export type Deployment = z.infer<typeof deploymentSchema>;
export const deploymentsSchema = z.array(deploymentSchema);

export const statusSchema = z.object({ id: z.number().int().positive(), state: z.string(), created_at: z.string(), log_url: z.string().nullish(), target_url: z.string().nullish() });
export type Status = z.infer<typeof statusSchema>;
export const statusesSchema = z.array(statusSchema);

/** GET …/actions/jobs/{id} */
export const jobSchema = z.object({ id: z.number().int().positive(), run_id: z.number().int().positive() });

/** GET …/commits/{sha}; the files that it touched, of which a page comes along, are not read. */
export const commitSchema = z.object({
  sha: z.string().min(7),
  html_url: z.string().nullish(),
  commit: z.object({ committer: z.object({ date: z.string().nullish() }).nullish() }),
});

/** GET …/environments */
export const environmentsSchema = z.object({
  total_count: z.number().int().nonnegative(),
  environments: z.array(z.object({ name: z.string(), html_url: z.string().nullish(), protection_rules: z.array(z.object({ type: z.string(), wait_timer: z.number().nullish() })).nullish() })),
});
