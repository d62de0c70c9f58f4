import { redactedReadiness, type Outlook } from '../domain/redaction.ts';
import type { Hidden } from '../domain/restriction.ts';
import { gateSet } from './gate-set.ts';
import { greenChange, greenFacts, policy } from './green.fixture.ts';
import { judgeFacts } from './judge.ts';
import { movedFacts, receiptFor, type Judgement } from './receipt.ts';

const facts = greenFacts();
const judgement: Judgement = { facts, readiness: judgeFacts(facts, 'LIVE') };
const whole = receiptFor(judgement, 'assessment:1');

/** The judgement as somebody may be told it from whom this is hidden. */
async function told(...hidden: readonly Hidden[]): Promise<Judgement> {
  const outlook: Outlook = { hidden, readsOf: (gate) => gateSet().of(gate)?.reads, isVisible: () => Promise.resolve(false) };
  return { facts, readiness: await redactedReadiness(judgement.readiness, outlook) };
}

describe('A receipt that anybody may read', () => {
  it.each<[string, Hidden]>([
    ['a kind that is hidden whole', { connection: 'servicenow', kind: 'change', classifications: null }],
    ['a record that is classified', { connection: 'servicenow', kind: 'change', classifications: ['embargo'] }],
  ])('names nothing of %s, has every gate and the digest all the same, and nothing has moved by it', async (_what, hidden) => {
    expect(JSON.stringify(whole?.gates)).toContain(greenChange.id);
    const redacted = await told(hidden);
    const receipt = receiptFor(redacted, 'assessment:1');
    expect(JSON.stringify(receipt)).not.toMatch(new RegExp(`${greenChange.id}|${greenChange.label}`));
    expect(receipt?.gates.map(({ gate, outcome }) => [gate, outcome])).toEqual(whole?.gates.map(({ gate, outcome }) => [gate, outcome]));
    expect(receipt?.gates).toHaveLength(policy.gates.filter(({ isBlocking }) => isBlocking).length);
    expect(receipt?.factsDigest).toBe(whole?.factsDigest);
    expect(receipt === null ? 'none' : movedFacts(receipt, redacted.readiness)).toBeNull();
  });

  it('is the whole one where nothing is hidden', async () => {
    expect(receiptFor(await told(), 'assessment:1')).toEqual(whole);
  });
});
