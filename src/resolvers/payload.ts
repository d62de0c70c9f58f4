import { UserMistake } from '../domain/error.ts';
import { redactedMistake } from '../domain/redaction.ts';
import type { UserError } from '../schema/payload.type.ts';
import { seeingOf, type Asker } from './visible.ts';

interface Mutation { readonly clientMutationId?: string | null }
interface Answered { readonly userErrors: UserError[]; readonly clientMutationId: string | null }

/** Runs one act and answers its payload; a person's mistake becomes a userError, anything else stays an error. */
export async function payload<T extends object>(context: Asker, input: Mutation, act: () => Promise<T>): Promise<Partial<T> & Answered> {
  const clientMutationId = input.clientMutationId ?? null;
  try {
    return { ...await act(), userErrors: [], clientMutationId };
  } catch (error) {
    if (!(error instanceof UserMistake)) throw error;
    const nothingDone: Partial<T> = {};
    return { ...nothingDone, userErrors: await userErrors(context, input, [error]), clientMutationId };
  }
}

/** Mistakes as whoever asks may be told them. */
export function userErrors(context: Asker, input: Mutation, mistakes: readonly UserMistake[]): Promise<UserError[]> {
  return Promise.all(mistakes.map(async (mistake) => userError(await redactedMistake(mistake, input, seeingOf(context)))));
}

function userError({ code, message, path }: UserMistake): UserError {
  return { code, message, path: path.length === 0 ? null : ['input', ...path] };
}
