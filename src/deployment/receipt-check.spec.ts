import type { Readiness } from '../domain/readiness.ts';
import { signReceipt } from '../receipt/index.ts';
import { keyPair } from '../receipt/receipt.fixture.ts';
import type { Scene} from './testing/scene.ts';
import { somebody, verdict, viewer } from './testing/scene.ts';
import { gates, ours, validated } from './testing/validated.ts';
import { triggerDeployment, type TriggerAnswer } from './trigger-deployment.ts';

async function refusal(scene: Scene, receipt: unknown): Promise<{ readonly code: string | undefined; readonly message: string; readonly judgements: number }> {
  const { deployment, mistakes } = await ask(scene, receipt);
  expect(deployment).toBeNull();
  expect(mistakes[0]?.path).toEqual(['receipt']);
  return { code: mistakes[0]?.code, message: mistakes[0]?.message ?? '', judgements: scene.judgements };
}
const ask = (scene: Scene, receipt: unknown): Promise<TriggerAnswer> => triggerDeployment(scene.ports(), viewer, { ...scene.input, receipt });

describe('a deployment that is asked for with a receipt', () => {
  it('is accepted while the facts stand, and keeps the receipt', async () => {
    const { scene, envelope } = validated();
    const { deployment, mistakes } = await ask(scene, envelope);
    expect(mistakes).toEqual([]);
    expect(deployment?.receipt).toEqual({ envelope, expiresAt: '2026-11-23T05:30:00.000Z' });
    expect((await ask(scene, undefined)).deployment).toEqual(deployment);
  });

  it('keeps none when none was given', async () => {
    expect((await ask(validated().scene, null)).deployment?.receipt).toBeNull();
  });

  it('is accepted to the last millisecond of its receipt, and refused from then on, before any tool is asked', async () => {
    const { scene, envelope } = validated();
    scene.clock.pass(30 * 60_000);
    expect(await refusal(scene, envelope)).toEqual({ code: 'RECEIPT_EXPIRED', message: 'The receipt expired at 2026-11-23T05:30:00.000Z. Validate payments-2.4.0 for production again.', judgements: 0 });
    const other = validated();
    other.scene.clock.pass(30 * 60_000 - 1);
    expect((await ask(other.scene, other.envelope)).mistakes).toEqual([]);
  });

  it.each<[string, (scene: Scene) => void, string]>([
    ['a package sealed anew', (scene) => { scene.release = { ...scene.release, sealed: scene.release.sealed && { ...scene.release.sealed, revision: 2, digest: 'c'.repeat(64) } }; }, 'The receipt is of package revision 1, and payments-2.4.0 was sealed anew since, as revision 2.'],
    ['a package sealed anew with the same bytes', (scene) => { scene.release = { ...scene.release, sealed: scene.release.sealed && { ...scene.release.sealed, revision: 2 } }; }, 'as revision 2.'],
    ['a new version of the plan', (scene) => { scene.plan = { ...scene.plan, id: 'plan:2', version: 2 }; }, 'The receipt rests on version 1 of the plan for production, and version 2 took its place.'],
    ['other parameters', (scene) => { scene.plan = { ...scene.plan, parameters: { batch: 2 } }; }, 'The parameters of plan version 1 are not those that the receipt rests on.'],
    ['a new version of the policy', (scene) => { scene.policy = { ...scene.policy, version: '2' }; }, 'The receipt was made under policy production 1, and production 2 is in force now.'],
    ['a policy changed in silence', (scene) => { scene.policy = { ...scene.policy, requiredAgreements: ['TESTER'] }; }, 'Policy production 1 says something else now than when the receipt was made'],
    ['another release', (scene) => { scene.release = { ...scene.release, key: 'cards-3.1.0' }; (scene as { input: object }).input = { ...scene.input, releaseKey: 'cards-3.1.0' }; }, 'The receipt is of payments-2.4.0, not of cards-3.1.0.'],
    ['a key that was taken out', (scene) => { scene.receiptKeys = [keyPair().verifying]; }, 'is signed with a key that is not trusted here'],
    ['no key at all', (scene) => { scene.receiptKeys = []; }, 'is signed with a key that is not trusted here'],
  ])('is refused after %s, before any tool is asked', async (_name, change, words) => {
    const { scene, envelope } = validated();
    change(scene);
    const refused = await refusal(scene, envelope);
    expect(refused).toMatchObject({ code: 'RECEIPT_INVALID', judgements: 0 });
    expect(refused.message).toContain(words);
  });

  it.each<[string, unknown]>([['a forged receipt', signReceipt({ ...validated().receipt, environment: 'production' }, keyPair().signing)], ['no receipt', { envelope: 1 }], ['a text', 'READY']])('is refused with %s', async (_name, envelope) => {
    expect((await refusal(validated().scene, envelope)).code).toBe('RECEIPT_INVALID');
  });

  it('is refused by a hub that trusts no key', async () => {
    const { scene, envelope } = validated();
    const { receiptKeys, ...keyless } = scene.ports();
    expect(receiptKeys).toHaveLength(1);
    expect((await triggerDeployment(keyless, viewer, { ...scene.input, receipt: envelope })).mistakes).toMatchObject([{ code: 'RECEIPT_INVALID', message: expect.stringContaining('is signed with a key that is not trusted here') as unknown }]);
  });

  it('is refused for another environment', async () => {
    const { scene } = validated();
    expect((await refusal(scene, signReceipt({ ...validated().receipt, environment: 'staging' }, ours.signing))).message).toContain('The receipt is for staging, not for production.');
  });

  it.each<[string, Partial<Readiness>, string]>([
    ['rests on other work', { verdicts: [{ ...gates[0] as (typeof gates)[0], restsOn: ['jira:work-item:2 done'] }], factsDigest: 'e'.repeat(64) }, 'work-items-are-done now rests on jira:work-item:2 done and no longer rests on jira:work-item:1 done'],
    ['has a gate more', { verdicts: [...gates, verdict('no-freeze', 'PASS', '')], factsDigest: 'e'.repeat(64) }, 'no-freeze was not judged and is PASS'],
    ['has a gate waived', { verdicts: [{ ...gates[0] as (typeof gates)[0], outcome: 'WAIVED' }], factsDigest: 'e'.repeat(64) }, 'work-items-are-done was PASS and is WAIVED'],
  ])('is refused when the judgement %s', async (_name, readiness, words) => {
    const { scene, envelope } = validated();
    scene.readiness = readiness;
    const refused = await refusal(scene, envelope);
    expect(refused.code).toBe('FACTS_CHANGED');
    expect(refused.message).toContain(words);
  });

  it('is refused as not ready when it is no longer ready: that says more', async () => {
    const { scene, envelope } = validated();
    scene.readiness = { outcome: 'NOT_READY', verdicts: [verdict('work-items-are-done', 'FAIL', 'PAY-1 is open.')], factsDigest: 'e'.repeat(64) };
    expect((await ask(scene, envelope)).mistakes[0]?.code).toBe('NOT_READY');
  });

  it('is not refused for what no digest covers', async () => {
    const { scene, envelope } = validated();
    scene.readiness = { verdicts: gates.map((gate) => ({ ...gate, because: 'Done, with a note.', evidence: [] })), judgedAt: '2026-11-23T05:10:00.000Z' };
    expect((await ask(scene, envelope)).deployment?.requestedBy).toEqual(somebody);
  });
});
