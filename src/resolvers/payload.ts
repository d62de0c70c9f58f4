import { UserMistake } from '../domain/error.ts';
import type { UserError } from '../schema/payload.type.ts';

interface Mutation { readonly clientMutationId?: string | null }
interface Answered { readonly userErrors: UserError[]; readonly clientMutationId: string | null }

/** Runs one act and answers its payload; a person's mistake becomes a userError, anything else stays an error. */
export async function payload<T extends object>(input: Mutation, act: () => Promise<T>): Promise<Partial<T> & Answered> {
  const clientMutationId = input.clientMutationId ?? null;
  try {
    return { ...await act(), userErrors: [], clientMutationId };
  } catch (error) {
    if (!(error instanceof UserMistake)) throw error;
    return { userErrors: [userError(error)], clientMutationId } as unknown as Partial<T> & Answered;
  }
}

export function userError({ code, message, path }: UserMistake): UserError {
  return { code, message, path: path.length === 0 ? null : ['input', ...path] };
}
