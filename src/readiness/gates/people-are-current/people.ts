import { isSamePerson, type Person } from '../../../domain/person.ts';
import type { Facts } from '../../facts.ts';

/** Somebody who has a part in the release, and which parts. */
export interface Involved {
  readonly name: string;
  /** Null: an account whose e-mail nobody knows, or somebody whose name is hidden. */
  readonly email: string | null;
  readonly parts: readonly string[];
  /** What the tools that named them said of them in passing. */
  readonly saidActive: readonly (boolean | null)[];
  readonly person: Person | null;
}

/** Everybody, each human being once, as far as anybody can tell who is who. */
export function involvedIn({ release, changes, stakeholders, plan }: Facts): readonly Involved[] {
  const approvers = changes.flatMap(({ approvals, source }) => (approvals.state !== 'known' ? [] : approvals.value.filter(({ state }) => state === 'APPROVED')
    .map(({ approver, group }) => part(approver, `who approved ${source.key}`, approver?.email ?? null, approver?.name ?? group ?? 'somebody whose name is hidden'))));
  const owner = [...stakeholders.map(({ person }) => person)].find(({ email }) => email?.toLowerCase() === release.ownerEmail.toLowerCase());
  const all = [
    part(owner ?? null, 'who owns the release', release.ownerEmail, owner?.name ?? release.ownerEmail),
    ...stakeholders.map(({ role, person }) => part(person, `who is its ${spoken(role)}`, person.email, person.name)),
    ...(plan === null || plan.proposer === null ? [] : [part(plan.proposer, 'who proposed the plan', plan.proposer.email, plan.proposer.name)]),
    ...(plan?.agreements ?? []).map(({ agreement, person }) => part(person, 'who agreed to the plan', agreement.email, person.name)),
    ...approvers,
  ];
  return all.reduce<readonly Involved[]>((known, one) => {
    const same = known.find((other) => isSame(one, other));
    return same === undefined ? [...known, one] : known.map((other) => (other === same ? joined(other, one) : other));
  }, []);
}

function part(person: Person | null, what: string, email: string | null, name: string): Involved {
  return { name, email: email?.toLowerCase() ?? null, parts: [what], saidActive: [person?.isActive ?? null], person };
}

function isSame(one: Involved, other: Involved): boolean {
  if (one.email !== null && other.email !== null) return one.email === other.email;
  return one.person !== null && other.person !== null && isSamePerson(one.person, other.person);
}

function joined(one: Involved, other: Involved): Involved {
  return {
    ...one, email: one.email ?? other.email, person: one.person ?? other.person, name: one.name === one.email ? other.name : one.name,
    parts: [...new Set([...one.parts, ...other.parts])], saidActive: [...one.saidActive, ...other.saidActive],
  };
}

function spoken(role: string): string {
  return role.toLowerCase().replace('_', ' ');
}
