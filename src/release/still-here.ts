import { UserMistake } from '../domain/error.ts';
import type { Person } from '../domain/person.ts';
import { acting } from '../domain/ports/ask.ts';
import type { ReleasePorts } from './ports.ts';

const most = 100;

/**
 * Refuses people whom a production directory says to have left, or to be no human being: all the accounts it keeps of their
 * e-mail are switched off, or one is a pipeline's.
 * A directory that cannot be asked refuses nobody: they have signed in, and an emergency may be of that very tool.
 * Throws UserMistake FORBIDDEN.
 */
export async function mustStillBeHere({ records }: ReleasePorts, people: readonly Person[], path: readonly string[]): Promise<void> {
  const emails = people.flatMap(({ email }) => (email === null ? [] : [email.toLowerCase()]));
  for (const { connection, records: accounts } of await records.find('accounts.list', { emails, isActive: null, limit: most }, acting, 'production')) {
    for (const person of people) {
      const own = accounts.filter(({ email }) => email !== null && email.toLowerCase() === person.email?.toLowerCase());
      if (own.length > 0 && own.every(({ isActive }) => isActive === false)) {
        throw new UserMistake('FORBIDDEN', `${connection} says that the account of ${person.name} is switched off: somebody who works here must do it.`, path, own.map(({ id }) => id));
      }
      if (own.some(({ isService }) => isService === true)) throw new UserMistake('FORBIDDEN', `${connection} says that ${person.name} is a service account: a human being must do it.`, path, own.map(({ id }) => id));
    }
  }
}
