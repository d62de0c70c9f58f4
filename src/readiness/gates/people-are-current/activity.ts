import type { AccountRecord } from '../../../domain/licence.ts';
import type { Facts } from '../../facts.ts';
import { finding, says, unlearnt, type Finding } from '../../finding.ts';
import type { Parameters } from './index.ts';
import type { Involved } from './people.ts';

/** Is this person still active? Switched off anywhere that counts is a no; a directory that could not tell, or knows nobody of that e-mail, is no yes. */
export function activityFinding(person: Involved, { asked }: Facts, { systems }: Parameters): Finding {
  const { name, email, parts } = person;
  const who = `${name}, ${parts.join(' and ')}`;
  if (asked.accounts.state !== 'known') return unlearnt(`whether ${who}, is still active`, asked.accounts);
  const directories = asked.accounts.value.filter(({ connection }) => systems.length === 0 || systems.includes(connection));
  const all = directories.flatMap(({ accounts }) => (accounts.state === 'known' ? accounts.value : []));
  const own = email === null ? [] : all.filter((account) => account.email?.toLowerCase() === email);
  const off = own.filter(({ isActive }) => isActive === false);
  if (off.length > 0 || person.saidActive.includes(false)) return left(person, who, off);
  const unreadable = directories.find(({ accounts }) => accounts.state !== 'known')?.accounts;
  if (unreadable !== undefined && unreadable.state !== 'known') return unlearnt(`whether ${who}, is still active`, unreadable);
  const missing = systems.filter((system) => !directories.some(({ connection }) => connection === system));
  if (missing.length > 0) return unsure(person, `${missing.join(' and ')} was not asked who ${who}, is`, `Name in systems only production connections that keep accounts; ${missing.join(' and ')} is none.`);
  if (email === null) return unsure(person, `Nobody can tell whether ${who}, is still active: no e-mail is known`, `Map the account of ${name} to a person in Muster's configuration.`);
  if (own.length === 0) return unsure(person, `No directory that was asked knows ${who}, by ${email}`, `Give the account of ${name} the e-mail ${email}, or mend the e-mail that Muster has.`);
  const silent = own.find(({ isActive }) => isActive === null);
  if (silent !== undefined) return unsure(person, `${silent.source.connection} does not say whether ${who}, is still active`, `Let Muster's account in ${silent.source.connection} read whether accounts are active.`, own);
  return finding('PASS', { because: `${who}, is active.`, actual: `${name}: active`, restsOn: [`${email} active`], evidence: own.map(evidenceOf) });
}

function left(person: Involved, who: string, accounts: readonly AccountRecord[]): Finding {
  const where = accounts.length === 0 ? 'the tool that names them says so' : `switched off in ${[...new Set(accounts.map(({ source }) => source.connection))].join(' and ')}`;
  const approved = person.parts.some((one) => one.startsWith('who approved'));
  return finding('FAIL', {
    because: `${who}, is no longer active: ${where}.${approved ? ' An approval by somebody who left does not count.' : ''}`, actual: `${person.name}: not active`, restsOn: [`${person.email ?? person.name} not active`],
    evidence: accounts.map(evidenceOf), remedyUrl: accounts[0]?.source.url ?? null,
    remedy: approved ? `Have somebody who is still here approve in place of ${person.name}.` : `Put somebody who is still here in place of ${person.name}.`,
  });
}

function unsure(person: Involved, because: string, remedy: string, accounts: readonly AccountRecord[] = []): Finding {
  return finding('UNKNOWN', { because: `${because}.`, actual: `${person.name}: unknown`, restsOn: [`${person.email ?? person.name} unknown`], evidence: accounts.map(evidenceOf), remedy, responsible: person.person === null ? [] : [person.person] });
}

function evidenceOf(account: AccountRecord): Finding['evidence'][number] {
  return says(account, 'isActive', account.isActive === null ? null : String(account.isActive));
}
