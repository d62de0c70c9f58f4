import { kenji, now, omar, person, stranger } from './green.fixture.ts';
import type { WaiverFacts } from './facts.ts';
import { waiverFactsOf } from './waiver.fixture.ts';

const twin = person('Omar', { id: 'person:o.haddad@northbank.example', email: 'o.haddad@northbank.example', accounts: [{ connection: 'jira', userName: 'kenji', name: null, email: null, isActive: true }] });
const kenjiOfJira = { ...kenji, accounts: [{ connection: 'jira', userName: 'kenji', name: null, email: null, isActive: true }] };
const approved = { by: omar, at: now, comment: null };
/** Waivers that let nothing go, each for one reason. */
export const worthless: readonly (readonly [name: string, waiver: WaiverFacts])[] = [
  ['of another gate', waiverFactsOf({ gate: 'plan-is-agreed' })],
  ['of another release', waiverFactsOf({ releaseKey: 'payments-2.4.1' })],
  ['of another environment', waiverFactsOf({ environment: 'staging' })],
  ['of another package digest', waiverFactsOf({ packageDigest: 'f'.repeat(64) })],
  ['of another package revision of the same digest', waiverFactsOf({ packageRevision: 2 })],
  ['that runs out at this very moment', waiverFactsOf({ expiresAt: now })],
  ['that has run out', waiverFactsOf({ expiresAt: '2026-11-23T11:59:59.999Z' })],
  ['that is revoked', waiverFactsOf({ revoked: { by: kenji, at: now, reason: 'x' } })],
  ['that is rejected', waiverFactsOf({ decision: { ...approved, isApproved: false } })],
  ['that nobody has decided', waiverFactsOf({ decision: null }, { approver: null })],
  ['of nobody known to ask', waiverFactsOf({}, { requester: null })],
  ['of an unmapped requester', waiverFactsOf({}, { requester: stranger })],
  ['of an unmapped approver', waiverFactsOf({}, { approver: stranger })],
  ['approved by who asked', waiverFactsOf({}, { approver: kenji })],
  ['approved by who asked, under another account', waiverFactsOf({}, { requester: kenjiOfJira, approver: twin })],
  ['approved by somebody who has left', waiverFactsOf({}, { approver: { ...omar, isActive: false } })],
  ['asked for by somebody who has left', waiverFactsOf({}, { requester: { ...kenji, isActive: false } })],
];
