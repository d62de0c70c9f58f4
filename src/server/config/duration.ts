import { z } from 'zod';
import { durationMs } from '../../domain/duration.ts';

/** A duration key of the configuration: ISO 8601 in the file, milliseconds in memory. */
export const duration = z.string().transform((text, context) => {
  const milliseconds = durationMs(text);
  if (milliseconds !== null) return milliseconds;
  context.addIssue({ code: 'custom', message: `"${text}" is not an ISO 8601 duration: write e.g. PT2S, PT30M or P7D.` });
  return z.NEVER;
});
