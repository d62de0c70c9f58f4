import { humanBehind, type Actor } from '../../domain/person.ts';

export function nameOf(actor: Actor | null): string {
  return actor?.name ?? 'Somebody';
}

/** The mailbox of the human being behind an actor; none of a pipeline that acts for nobody. */
export function mailOf(actor: Actor | null): readonly string[] {
  const email = actor === null ? null : humanBehind(actor)?.email;
  return email == null ? [] : [email];
}
