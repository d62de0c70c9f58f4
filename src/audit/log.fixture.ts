import { createHash } from 'node:crypto';
import { chained, genesis, type Chained } from './chain.ts';
import { sealOf, type Journal, type JournalLine } from './journal.ts';

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

/** The journal of a deployment of so many lines, as a hub keeps it. */
export function journalOf(deployment: string, summaries: readonly string[]): Journal {
  const lines: JournalLine[] = [];
  for (const [index, summary] of summaries.entries()) {
    const said = JSON.stringify([lines.at(-1)?.hash ?? null, deployment, index + 1, 1_795_000_000_000 + index, 'NOTE', null, summary, { attempt: index }]);
    lines.push({ said, hash: createHash('sha256').update(said).digest('hex') });
  }
  return { deployment, length: lines.length, head: lines.at(-1)?.hash ?? genesis, lines };
}

/** The log once it was told how far these journals have come. */
export function sealing(entries: readonly Chained[], journals: readonly Journal[]): readonly Chained[] {
  return rechained([...entries, ...journals.map((journal): Chained => ({ ...sealOf(journal), number: 0, at: '2026-12-23T00:00:00.000Z', previous: '', hash: '' }))], entries.length);
}
