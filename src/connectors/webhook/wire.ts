import { z } from 'zod';

/** What the status address answers. `unknown`, with 200 or 404: the service is sure that it has no such run. */
export const statusSchema = z.object({
  correlation: z.string(),
  status: z.enum(['unknown', 'pending', 'running', 'succeeded', 'failed', 'canceled']),
  url: z.string().nullish(),
  startedAt: z.string().nullish(),
  finishedAt: z.string().nullish(),
});
export type Status = z.infer<typeof statusSchema>;

/** A service may tell whom it accepted; most answer with nothing. */
export const acceptedSchema = z.object({ correlation: z.string() });
