import { UserMistake } from '../domain/error.ts';
import { humanBehind } from '../domain/person.ts';
import type { Viewer } from '../domain/person.ts';

/** The name of who states something that no tool could tell. Throws UserMistake: it takes a human being, and a reason. */
export function attestedBy({ actor }: Viewer, reason: string): string {
  if (humanBehind(actor) === null) throw new UserMistake('FORBIDDEN', 'What no tool could tell is stated by a person; a pipeline that acts for nobody cannot have looked.');
  if (reason.trim() === '') throw new UserMistake('INVALID', 'Say what you saw, and where; it is kept in the journal with your name.', ['reason']);
  return actor.name;
}
