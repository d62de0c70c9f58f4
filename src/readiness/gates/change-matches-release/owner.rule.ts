import type { Account, Person } from '../../../domain/person.ts';
import type { Evidence } from '../../../domain/readiness.ts';
import type { Facts } from '../../facts.ts';
import { says, type Finding } from '../../finding.ts';
import { contradiction, saidByRelease, type Rule } from './contradiction.ts';
import { ownChanges } from './own-changes.ts';

/** Nobody who left owns the release, its change or its item. A tool that does not say whether somebody is still there says nothing against them. */
export const ownerRule: Rule = {
  kind: 'OWNER_LEFT',
  look: (facts) => {
    const left = leavers(facts);
    return owners(facts).flatMap((owner) => {
      const leaver = owner.account?.isActive === false ? { account: owner.account, evidence: leftBy(owner.account, owner.evidence) } : left.find(({ account }) => owner.email !== null && account.email?.toLowerCase() === owner.email.toLowerCase());
      return leaver === undefined ? [] : [ownerFinding(owner, leaver, facts)];
    });
  },
};

interface Owner { readonly of: string; readonly email: string | null; readonly account: Account | null; readonly evidence: Evidence }
interface Leaver { readonly account: Pick<Account, 'email' | 'name' | 'userName'>; readonly evidence: Evidence }

function owners(facts: Facts): readonly Owner[] {
  const { release, target } = facts;
  const item = target?.record.state === 'known' && target.record.value.owner !== null ? [{ record: target.record.value, owner: target.record.value.owner }] : [];
  return [
    { of: release.key, email: release.ownerEmail, account: null, evidence: saidByRelease(facts, 'ownerEmail', release.ownerEmail) },
    ...facts.stakeholders.filter(({ role }) => role === 'SERVICE_OWNER').map(({ person }) => ({ of: `the service of ${release.key}`, email: person.email, account: null, evidence: saidByRelease(facts, 'stakeholders', `${person.name} as service owner`) })),
    ...ownChanges(facts).flatMap(({ record }) => (record.assignedTo === null ? [] : [{ of: record.label, email: record.assignedTo.email, account: record.assignedTo, evidence: says(record, 'assignedTo', nameOf(record.assignedTo)) }])),
    ...item.map(({ record, owner }) => ({ of: record.label, email: owner.email, account: owner, evidence: says(record, 'owner', nameOf(owner)) })),
  ];
}

/** Everybody whom some tool says to have left, as far as this release's records tell. */
function leavers(facts: Facts): readonly Leaver[] {
  const accounts: readonly { readonly account: Account | null; readonly evidence: Evidence }[] = [
    ...ownChanges(facts).flatMap(({ record }) => [record.assignedTo, record.requestedBy].map((account) => ({ account, evidence: says(record, 'isActive', null) }))),
    ...(facts.target?.record.state === 'known' ? [{ account: facts.target.record.value.owner, evidence: says(facts.target.record.value, 'isActive', null) }] : []),
    ...facts.workItems.flatMap(({ record }) => (record.state === 'known' ? [{ account: record.value.assignee, evidence: says(record.value, 'isActive', null) }] : [])),
  ];
  const people: readonly Person[] = [...facts.stakeholders.map(({ person }) => person), ...facts.changes.flatMap(({ requester, approvals }) => [...(requester === null ? [] : [requester]), ...(approvals.state === 'known' ? approvals.value.flatMap(({ approver }) => (approver === null ? [] : [approver])) : [])])];
  return [
    ...accounts.flatMap(({ account, evidence }) => (account?.isActive === false ? [{ account, evidence: leftBy(account, evidence) }] : [])),
    ...people.filter(({ isActive, email }) => isActive === false && email !== null).map((person) => ({ account: { email: person.email, name: person.name, userName: person.id }, evidence: saidByRelease(facts, 'people', `${person.name} left`) })),
  ];
}

function leftBy(account: Account, evidence: Evidence): Evidence {
  return { ...evidence, field: 'isActive', label: `the account ${account.userName}`, value: `${nameOf(account)} left` };
}

function ownerFinding(owner: Owner, { account, evidence }: Leaver, { release }: Facts): Finding {
  return contradiction({
    because: `${account.name ?? account.userName} owns ${owner.of} and has left`, actual: `${owner.of}: its owner left`, between: [owner.evidence, evidence],
    restsOn: [`${owner.of} owned by ${owner.email ?? account.userName}, who left`], remedy: `Give ${owner.of} an owner who is still here before ${release.key} goes out.`, remedyUrl: owner.evidence.url,
  });
}

function nameOf({ name, userName }: Pick<Account, 'name' | 'userName'>): string {
  return name ?? userName;
}
