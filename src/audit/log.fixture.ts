import { chained, genesis, type Chained } from './chain.ts';

/** A log of so many entries, as a hub writes them. */
export function logOf(count: number): readonly Chained[] {
  const entries: Chained[] = [];
  for (let number = 1; number <= count; number += 1) {
    entries.push(chained({
      number, at: new Date(1_795_000_000_000 + number * 61_000).toISOString(), actor: { kind: 'person', name: number % 2 === 0 ? 'Ines Weber' : 'Omar Haddad', email: null, accounts: [{ connection: 'jira', userName: `u${number}` }] },
      act: number % 3 === 0 ? 'triggerDeployment' : 'decideWaiver', subject: `payments-2.${number}.0 production`, outcome: number % 5 === 0 ? 'REFUSED' : 'DONE', because: number % 5 === 0 ? 'FORBIDDEN: not theirs' : null,
    }, entries.at(-1)?.hash ?? genesis));
  }
  return entries;
}

/** Written anew from an entry on, as somebody would who knows how and holds no key. */
export function rechained(entries: readonly Chained[], from = 0): readonly Chained[] {
  const anew: Chained[] = [];
  for (const [index, entry] of entries.entries()) anew.push(index < from ? entry : chained({ ...entry, number: index + 1 }, anew.at(-1)?.hash ?? genesis));
  return anew;
}
