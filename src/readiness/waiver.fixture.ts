import type { Waiver } from '../domain/waiver.ts';
import type { WaiverFacts } from './facts.ts';
import { greenFacts, kenji, omar } from './green.fixture.ts';

const { release, environment } = greenFacts();

/** A waiver of work-items-are-done for the green release, asked for by Kenji and approved by Omar. */
export function waiverOf(given: Partial<Waiver> = {}): Waiver {
  return {
    id: 'waiver:1', releaseKey: release.key, environment: environment.name, gate: 'work-items-are-done', packageDigest: release.sealed?.digest ?? '', packageRevision: release.sealed?.revision ?? 0,
    reason: 'PAY-12 is text only', requestedBy: kenji, requestedAt: '2026-11-23T11:00:00.000Z', expiresAt: '2026-11-23T18:00:00.000Z', breakGlass: null,
    decision: { isApproved: true, by: omar, at: '2026-11-23T11:30:00.000Z', comment: null }, revoked: null, ...given,
  };
}

export function waiverFactsOf(waiver: Partial<Waiver> = {}, given: Partial<WaiverFacts> = {}): WaiverFacts {
  return { waiver: waiverOf(waiver), requester: kenji, approver: omar, ...given };
}
