import { HttpProblem } from '../http/index.ts';

/** Null for 404, which says that there is none or that it is hidden. */
export async function orNone<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return null;
    throw error;
  }
}
