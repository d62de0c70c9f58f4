import { createHash } from 'node:crypto';
import type { StoryPerson } from './story.ts';

const names: readonly [name: string, isActive?: false][] = [
  ['Ines Weber'], ['Omar Haddad'], ['Vera Lind'], ['Grace Chen'],
  ['Priya Nair'], ['Tomas Berg'], ['Henrik Dahl'], ['Lucia Moreno'], ['Amara Okafor'],
  ['Kenji Sato'], ['Sofia Rossi'], ['Liam Byrne'], ['Fatima Elamin'],
  ['Paul Kramer', false],
];

/** Who asks for changes. */
export const developers: readonly [string, ...string[]] = ['kenji.sato', 'sofia.rossi', 'liam.byrne', 'fatima.elamin'];

/** Who approves changes; neither of them asks for any. */
export const approvers = { authority: 'omar.haddad', deputy: 'grace.chen' } as const;

/** Was an approver and owned a service, and has left the bank: the account is switched off, old records still name it. */
export const leaver = 'paul.kramer';

export const people: readonly StoryPerson[] = names.map(([name, isActive = true]) => {
  const userName = name.toLowerCase().replace(' ', '.');
  return { userName, name, email: `${userName}@northbank.example`, accountId: accountId(userName), isActive };
});

/** Jira Cloud's account ids: opaque, and never to be guessed from a name. */
function accountId(userName: string): string {
  return `712020:${createHash('sha256').update(`account ${userName}`).digest('hex').slice(0, 24)}`;
}
