import { absent, known, unknown } from '../../fact.ts';
import type { AskedFacts, Facts, TargetFacts } from '../../facts.ts';
import { askedFacts, deploymentOf, greenFacts, itemFactsOf, now, policyGate, timeout } from '../../green.fixture.ts';
import { cmdbMatchesLastRelease } from './index.ts';

const gate = policyGate('cmdb-matches-last-release');
const judge = (lastLive: AskedFacts['lastLive'], given: Partial<Facts> = {}, mayBeEmpty = false) => cmdbMatchesLastRelease.judge(greenFacts({ asked: askedFacts({ lastLive }), ...given }), { ...gate, mayBeEmpty });
const live = (version: string | null, given: Parameters<typeof deploymentOf>[0] = {}) => known({ deployment: deploymentOf({ id: 'deployment:0', environment: 'production', releaseKey: 'payments-2.3.4', ...given }), version }, now);
const target = (given: Partial<TargetFacts>): Partial<Facts> => ({ target: { ...(greenFacts().target as TargetFacts), ...given } });
const runs = (runningVersion: string | null): Partial<Facts> => target(itemFactsOf({ runningVersion }));

describe('cmdb-matches-last-release', () => {
  it('passes when the CMDB says the version that went live last, whoever deployed it', () => {
    expect(judge(live('2.3.4'))).toMatchObject({ outcome: 'PASS', expected: 'version 2.3.4', because: 'The CMDB says version 2.3.4 of payments in production, which went live last.', restsOn: ['servicenow:ci:i1 runs 2.3.4'], evidence: [{ field: 'runningVersion' }, { field: 'releaseKey', value: 'payments-2.3.4' }] });
    expect(judge(live('2.3.4', { origin: 'OBSERVED' })).outcome).toBe('PASS');
    expect(judge(live('2.3.4'), runs('v2.3.4 ')).outcome).toBe('PASS');
  });

  it.each(['2.3.40', '2.3.4-rc1', '2.3.4+build.7', '2.3', 'version 2.3.4'])('fails when it says another one: %s', (version) => {
    expect(judge(live('2.3.4'), runs(version))).toMatchObject({ outcome: 'FAIL', because: `The CMDB says that payments-api-prod runs ${version}, and payments-2.3.4 went live last.`, remedy: expect.any(String) as string });
  });

  it('takes only a v before the version for none of it', () => {
    expect(judge(live('2.3.4-de2'), runs('2.3.4-dev2')).outcome).toBe('FAIL');
    expect(judge(live('v2.3.4'), runs('V2.3.4')).outcome).toBe('PASS');
  });

  it('fails without an item that could say it', () => {
    expect(judge(live('2.3.4'), { target: null }).outcome).toBe('FAIL');
    expect(judge(live('2.3.4'), target({ record: absent(now) })).outcome).toBe('FAIL');
  });

  it('cannot tell of what is hidden, unread or of no known release', () => {
    expect(judge(live('2.3.4'), runs(null)).outcome).toBe('UNKNOWN');
    expect(judge(live('2.3.4'), target({ record: unknown(timeout) })).outcome).toBe('UNKNOWN');
    expect(judge(live(null, { releaseKey: null, origin: 'OBSERVED' }))).toMatchObject({ outcome: 'UNKNOWN', because: expect.stringContaining('Nobody can tell which version of payments in production went live last') as string });
    expect(judge(unknown(timeout)).outcome).toBe('UNKNOWN');
    expect(judge(absent(now)).outcome).toBe('UNKNOWN');
  });

  it('never passes on nothing: a service that never went there', () => {
    expect(judge(known(null, now))).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining('Muster has no record that anything of payments in production ever went live') as string });
    expect(judge(known(null, now), {}, true).outcome).toBe('NOT_APPLICABLE');
  });
});
