import { UserMistake, type UserErrorCode } from '../domain/error.ts';

/** The mistake that the work ends in; an error when it ends otherwise. */
export async function mistake(work: Promise<unknown>): Promise<{ code: UserErrorCode; path: string }> {
  const error: unknown = await work.then(() => null, (thrown: unknown) => thrown);
  if (!(error instanceof UserMistake)) throw new Error(`expected a UserMistake, got ${String(error)}`);
  return { code: error.code, path: error.path.join('.') };
}
