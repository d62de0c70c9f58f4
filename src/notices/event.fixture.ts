import type { EventOf, HubEvent, OpenVerdict } from '../domain/event.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { Person } from '../domain/person.ts';
import type { Release, Stakeholder } from '../domain/release.ts';

/** Events and a release as specs of this room need them. */
export const release = (stakeholders: readonly Stakeholder[] = []): Release => ({
  id: 'release:1', key: 'payments-2.4.0', name: 'Payments', version: '2.4.0', description: null, serviceKey: 'payments', ownerEmail: 'ines@northbank.example', train: null,
  dependsOn: [], stakeholders, createdAt: '2026-11-01T00:00:00.000Z', canceledAt: null, closedAt: null, sealed: null,
});

const place = { id: 'event:1', at: '2026-11-23T05:00:00.000Z', releaseKey: 'payments-2.4.0', environment: 'production' } as const;

export const verdict: OpenVerdict = {
  gate: 'change-is-approved', outcome: 'FAIL', isBlocking: true, because: 'CHG0030001 awaits approval', remedy: 'Approve CHG0030001.', remedyUrl: 'https://snow.example/CHG0030001', responsible: ['Rosa Lind', 'Omar Haddad'],
};

export const readinessChanged = (open: readonly OpenVerdict[] = [], outcome: 'READY' | 'NOT_READY' = open.length > 0 ? 'NOT_READY' : 'READY'): EventOf<'READINESS_CHANGED'> => ({
  ...place, kind: 'READINESS_CHANGED', facts: { before: 'UNDETERMINED', outcome, judgedAt: '2026-11-23T04:59:59.000Z', readyFromAt: null, policy: 'production 1', open },
});

export const person = (name: string, email: string): Person => ({ kind: 'person', id: `person:${email}`, name, email, isActive: true, accounts: [], isMapped: true });

export const deploymentEvent = (kind: Extract<HubEvent, { readonly facts: Deployment }>['kind'], changed: Partial<Deployment> = {}): HubEvent => ({
  ...place, kind, facts: {
    id: 'deployment:1', origin: 'TRIGGERED', releaseKey: 'payments-2.4.0', environment: 'production', serviceKey: 'payments', sequence: 7, packageDigest: 'd', planId: 'plan:1', state: 'FAILED', because: 'the run failed',
    needsAttention: false, requestedBy: person('Ines Weber', 'ines@northbank.example'), requestedAt: place.at, start: 'NOW', startAt: null, triggeredAt: null, liveAt: null, finishedAt: null, idempotencyKey: 'secret-key',
    correlation: 'c', run: null, steps: [], changeIds: [], incidentId: null, backOutOfId: null, availability: null, receipt: { envelope: { payload: 'signed' }, expiresAt: place.at }, fence: 3, ...changed,
  },
});
