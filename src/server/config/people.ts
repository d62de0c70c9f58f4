import type { Account, Person } from '../../domain/person.ts';
import type { People } from '../../domain/ports/people.ts';
import type { FileShape } from './shape.ts';

/** Joins accounts into people: by the configured map first, then by e-mail; an account nobody mapped stays unmapped. */
export function joinPeople(people: FileShape['people']): People {
  const all = people.map((person) => ({ accounts: person.accounts, person: known(person) }));
  const byEmail = new Map(all.map(({ person }) => [person.email?.toLowerCase(), person]));
  const byAccount = new Map(all.flatMap(({ accounts, person }) => accounts.map(({ connection, userName }) => [`${connection}/${userName}`, person] as const)));

  return {
    ofAccount(account) {
      const configured = byAccount.get(`${account.connection}/${account.userName}`) ?? (account.email === null ? undefined : byEmail.get(account.email.toLowerCase()));
      return configured === undefined ? unmapped(account) : { ...configured, isActive: account.isActive, accounts: [account] };
    },
    ofEmail(email) {
      const configured = byEmail.get(email.toLowerCase());
      return configured === undefined
        ? { kind: 'person', id: `person:${email.toLowerCase()}`, name: email, email, isActive: null, accounts: [], isMapped: false }
        : configured;
    },
  };
}

function known({ name, email, accounts }: FileShape['people'][number]): Person {
  const remembered = accounts.map((account): Account => ({ ...account, name, email, isActive: null }));
  return { kind: 'person', id: `person:${email.toLowerCase()}`, name, email, isActive: null, accounts: remembered, isMapped: true };
}

function unmapped(account: Account): Person {
  return {
    kind: 'person',
    id: `person:${account.connection}/${account.userName}`,
    name: account.name ?? account.userName,
    email: account.email,
    isActive: account.isActive,
    accounts: [account],
    isMapped: false,
  };
}
