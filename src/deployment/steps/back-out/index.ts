import { UserMistake } from '../../../domain/error.ts';
import { troubled } from '../../step.ts';
import type { RepeatableStep } from '../../step.ts';

/**
 * Has a deployment that failed after its trigger backed out, because its plan wants that. What does it is a deployment of
 * its own, found again by its idempotency key, which waits for the end of this one. Where nothing may take its place, a
 * person is asked for.
 */
export const backOut: RepeatableStep = {
  name: 'back-out',
  kind: 'act',
  async run(context) {
    try {
      const { id, releaseKey } = await context.backOut();
      return { progress: 'succeeded', because: `As its plan wants, ${releaseKey ?? 'what ran before'} takes its place again (${id}).` };
    } catch (error) {
      if (error instanceof UserMistake) return troubled(`Its plan wants it backed out, and that cannot be: ${error.message}`, true);
      throw error;
    }
  },
};
