import type { Person } from '../domain/person.ts';
import type { Waiver } from '../domain/waiver.ts';
import { letGoIn } from './let-go.ts';
import { Scene, somebody as ana, verdict } from './testing/scene.ts';

const omar: Person = { ...ana, id: 'person:omar@bank.example', name: 'Omar', email: 'omar@bank.example' };
const waiver: Waiver = {
  id: 'waiver:1', releaseKey: 'payments-2.4.0', environment: 'production', gate: 'no-freeze', packageDigest: 'a'.repeat(64), packageRevision: 1, reason: 'A secret of the bank.',
  requestedBy: { kind: 'automation', name: 'deploy.yml', issuer: 'github', onBehalfOf: ana }, requestedAt: '2026-11-23T01:00:00.000Z', expiresAt: '2026-11-23T18:00:00.000Z', breakGlass: null,
  decision: { isApproved: true, by: omar, at: '2026-11-23T02:00:00.000Z', comment: null }, revoked: null,
};
const emergency: Waiver = { ...waiver, id: 'waiver:2', decision: null, breakGlass: { secondPersonEmail: 'omar@bank.example', followUp: { ownerEmail: 'kim@bank.example', dueAt: '2026-11-30T00:00:00.000Z', settled: null } } };

function told(...waivers: readonly (Waiver | null)[]): string {
  return letGoIn({ ...new Scene().readinessNow(), verdicts: waivers.map((one, index) => ({ ...verdict(`gate-${index}`, one === null ? 'PASS' : 'WAIVED', ''), waiver: one })) });
}

describe('what waivers let go, as changes are told', () => {
  it.each<[string, readonly (Waiver | null)[], string]>([
    ['nothing where nothing was let go', [null], ''],
    ['who let it go and who asked, until when, and never why', [waiver], ' gate-0 was let go by Omar until 2026-11-23T18:00:00.000Z, as deploy.yml for Ana asked (waiver:1).'],
    ['in an emergency, who looks into it and until when', [emergency], ' gate-0 was let go in an emergency by nobody until 2026-11-23T18:00:00.000Z, as deploy.yml for Ana asked (waiver:2); kim@bank.example looks into it until 2026-11-30T00:00:00.000Z.'],
    ['one sentence for each, of those alone that were let go', [waiver, null, { ...waiver, id: 'waiver:3' }], ' gate-0 was let go by Omar until 2026-11-23T18:00:00.000Z, as deploy.yml for Ana asked (waiver:1). gate-2 was let go by Omar until 2026-11-23T18:00:00.000Z, as deploy.yml for Ana asked (waiver:3).'],
  ])('%s', (_title, waivers, words) => {
    expect(told(...waivers)).toBe(words);
  });
});
