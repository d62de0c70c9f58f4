import { absent, known, unknown } from '../../fact.ts';
import type { AskedFacts } from '../../facts.ts';
import { articleFactsOf, askedFacts, gap, greenFacts, now, policyGate, timeout } from '../../green.fixture.ts';
import { knowledgeIsTransferred } from './index.ts';

const judge = (knowledge: AskedFacts['knowledge'], parameters: Record<string, unknown> = {}, mayBeEmpty = false) =>
  knowledgeIsTransferred.judge(greenFacts({ asked: askedFacts({ knowledge }) }), policyGate('knowledge-is-transferred', { parameters, mayBeEmpty }));
const articles = (...given: Parameters<typeof articleFactsOf>[0][]) => known(given.map((one) => articleFactsOf(one)), now);

describe('knowledge-is-transferred', () => {
  it('passes when every linked article is published and holds', () => {
    expect(judge(articles({}))).toMatchObject({ outcome: 'PASS', because: 'What is to be known of payments-2.4.0 is published.', restsOn: ['servicenow:knowledge:k1 published'] });
    expect(judge(articles({ expiresAt: null })).outcome).toBe('PASS');
    expect(judge(articles({ title: 'RUNBOOK of payments' }, { title: 'Known errors' }), { atLeast: 2, kinds: ['runbook', 'known error'] }).outcome).toBe('PASS');
  });

  it.each<[string, AskedFacts['knowledge'], Record<string, unknown>, string]>([
    ['one is not published', articles({}, { isPublished: false, label: 'KB2' }), {}, 'KB2 is not published.'],
    ['one no longer holds', articles({ expiresAt: now }), {}, `KB0010001 no longer holds: it ended at ${now}.`],
    ['the tool has no such article', known([articleFactsOf({}, { record: absent(now) })], now), {}, 'servicenow has no KB0010001, or hides it from Muster.'],
    ['a kind is missing', articles({ title: 'Known errors' }), { kinds: ['runbook'] }, 'No article that is linked to payments-2.4.0 is a runbook.'],
    ['there are too few', articles({}), { atLeast: 2 }, '1 of 2 articles are linked to payments-2.4.0.'],
  ])('fails when %s', (_name, knowledge, parameters, because) => {
    expect(judge(knowledge, parameters)).toMatchObject({ outcome: 'FAIL', because, remedy: expect.any(String) as string });
  });

  it('cannot tell of what is hidden, unread or not gathered', () => {
    expect(judge(articles({ isPublished: null })).outcome).toBe('UNKNOWN');
    expect(judge(known([articleFactsOf(), articleFactsOf({}, { record: unknown(timeout) })], now)).outcome).toBe('UNKNOWN');
    expect(judge(articles({ title: null }), { kinds: ['runbook'] })).toMatchObject({ outcome: 'UNKNOWN', because: 'Nobody can tell whether a runbook is linked to payments-2.4.0.' });
    expect(judge(known([articleFactsOf({ title: 'Known errors' }), articleFactsOf({}, { record: unknown(timeout) })], now), { kinds: ['runbook'] })).toMatchObject({ outcome: 'UNKNOWN', because: expect.stringContaining('Nobody can tell whether a runbook is linked to payments-2.4.0.') as string });
    expect(judge(unknown(timeout)).outcome).toBe('UNKNOWN');
    expect(knowledgeIsTransferred.judge(greenFacts({ gaps: [gap('KNOWLEDGE')] }), policyGate('knowledge-is-transferred')).outcome).toBe('UNKNOWN');
  });

  it('never passes on nothing', () => {
    expect(judge(known([], now))).toMatchObject({ outcome: 'FAIL', because: 'No knowledge article is linked to payments-2.4.0.' });
    expect(judge(known([], now), {}, true).outcome).toBe('NOT_APPLICABLE');
  });
});
