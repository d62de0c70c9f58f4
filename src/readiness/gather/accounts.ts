import { instant } from '../../domain/instant.ts';
import type { Person } from '../../domain/person.ts';
import type { Release } from '../../domain/release.ts';
import type { ChangeFacts, FoundAccounts, FoundLicences, PlanFacts } from '../facts.ts';
import { factFound } from './found.ts';
import type { ReadinessPorts } from './ports.ts';
import type { Reader } from './records.ts';

/** More accounts of one e-mail, or licences, than anybody has: an answer that reaches it is cut, and says so. */
const most = 1_000;

interface Involved {
  readonly release: Release;
  readonly changes: readonly ChangeFacts[];
  readonly plan: PlanFacts | null;
}

/** The accounts of everybody who has a part in the release, by e-mail, in every production directory: one question to each. */
export async function gatherAccounts(reader: Reader, { clock }: ReadinessPorts, involved: Involved): Promise<readonly FoundAccounts[]> {
  const emails = [...new Set(emailsOf(involved).map((email) => email.toLowerCase()))].sort();
  const at = instant(clock.now());
  const found = await reader.find('accounts.list', { emails, isActive: null, limit: most }, 'production');
  return found.map((one) => ({ connection: one.connection, accounts: factFound(one, at) }));
}

/** What those accounts may use, where their directory also keeps licences. */
export async function gatherLicences(reader: Reader, { clock }: ReadinessPorts, found: readonly FoundAccounts[]): Promise<readonly FoundLicences[]> {
  const at = instant(clock.now());
  const perConnection = found.map(async ({ connection, accounts }) => {
    const ids = accounts.state === 'known' ? accounts.value.map(({ id }) => id) : [];
    const [licences, entitlements] = await Promise.all([reader.find('licences.list', { text: null, limit: most }, [connection]), reader.find('entitlements.list', { accounts: ids, limit: most }, [connection])]);
    return licences.flatMap((one) => entitlements.map((other) => ({ connection, licences: factFound(one, at), entitlements: accounts.state === 'known' ? factFound(other, at) : accounts })));
  });
  return (await Promise.all(perConnection)).flat();
}

function emailsOf({ release, changes, plan }: Involved): readonly string[] {
  const people = [...changes.flatMap(({ approvals }) => (approvals.state === 'known' ? approvals.value.map(({ approver }) => approver) : [])), plan?.proposer ?? null];
  return [release.ownerEmail, ...release.stakeholders.map(({ email }) => email), ...(plan?.agreements ?? []).map(({ agreement }) => agreement.email), ...people.flatMap((person: Person | null) => person?.email ?? [])];
}
