import { z } from 'zod';

const id = z.number().int().positive();

/** A pipeline, alike in lists, alone, and as the answer to creating one (apis/README.md §11). Lists have no started_at, very old ones no times at all. */
export const pipelineSchema = z.object({
  id,
  status: z.string(),
  ref: z.string(),
  source: z.string().nullish(),
  name: z.string().nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  started_at: z.string().nullish(),
  finished_at: z.string().nullish(),
  web_url: z.string().nullish(),
});
export type Pipeline = z.infer<typeof pipelineSchema>;

export const pipelinesSchema = z.array(pipelineSchema);

/** A job of a pipeline. `allow_failure` is why a green pipeline does not say that its jobs succeeded. */
export const jobSchema = z.object({ id, name: z.string(), status: z.string(), web_url: z.string().nullish(), pipeline: z.object({ id }) });
export type Job = z.infer<typeof jobSchema>;
export const jobsSchema = z.array(jobSchema);

export const variablesSchema = z.array(z.object({ key: z.string(), value: z.string().nullish() }));

/**
 * A deployment. `deployable` is the job that made it, null for one that somebody told by hand (apis/README.md §11); it
 * names its pipeline only where GitLab says so.
 */
export const deploymentSchema = z.object({
  id,
  status: z.string(),
  ref: z.string().nullish(),
  sha: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string().nullish(),
  user: z.object({ username: z.string() }).nullish(),
  environment: z.object({ name: z.string() }),
  deployable: z.object({
    name: z.string(),
    tag: z.boolean().nullish(),
    web_url: z.string().nullish(),
    started_at: z.string().nullish(),
    finished_at: z.string().nullish(),
    user: z.object({ username: z.string() }).nullish(),
    pipeline: z.object({ id, web_url: z.string().nullish() }).nullish(),
  }).nullish(),
});
export type Deployment = z.infer<typeof deploymentSchema>;
export const deploymentsSchema = z.array(deploymentSchema);

export const environmentsSchema = z.array(z.object({ name: z.string(), external_url: z.string().nullish() }));

/** GET …/protected_environments; a feature that not every GitLab has. */
export const protectedSchema = z.array(z.object({ name: z.string(), required_approval_count: z.number().nullish(), approval_rules: z.array(z.object({ required_approvals: z.number().nullish() })).nullish() }));

/**
 * GitLab's own no: `message` is a text, an object of arrays, or an array; the checks of parameters and OAuth say `error`
 * (apis/README.md §11). Anything else under a 4xx was said by somebody on the way.
 */
const message = z.union([z.string(), z.array(z.string()), z.record(z.string(), z.union([z.string(), z.array(z.string())]))]);
export const refusalSchema = z.union([z.object({ message }), z.object({ error: z.string() })]);

export const oauthRefusalSchema = z.object({ error: z.string(), error_description: z.string() });

/** GET /user */
export const userSchema = z.object({ id, username: z.string().min(1) });

/** GET /version */
export const versionSchema = z.object({ version: z.string().min(1) });

/** GET /personal_access_tokens/self, of personal, group and project access tokens alike. */
export const tokenSchema = z.object({ scopes: z.array(z.string()) });

const access = z.object({ access_level: z.number() }).nullish();

/** GET /projects/{id}: what the asker may, by being a member of the project or of a group above it. */
export const accessSchema = z.object({ permissions: z.object({ project_access: access, group_access: access }).nullish() });

/** GET …/repository/commits/{sha} */
export const commitSchema = z.object({ id: z.string().min(7), committed_date: z.string(), web_url: z.string().nullish() });
