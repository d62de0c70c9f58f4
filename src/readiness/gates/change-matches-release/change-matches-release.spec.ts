import { absent, known, unknown } from '../../fact.ts';
import type { Facts } from '../../facts.ts';
import type { Judged } from '../../gate.ts';
import { artifactFactsOf, changeFactsOf, gap, greenFacts, greenItem, greenPlan, itemFactsOf, link, now, policyGate, source, timeout } from '../../green.fixture.ts';
import { changeMatchesRelease } from './index.ts';

const gate = policyGate('change-matches-release');
const judge = (given: Partial<Facts>): Judged => changeMatchesRelease.judge(greenFacts(given), gate);
const green = greenFacts();
const said = (title: string | null, description: string | null = 'As agreed.', correlationId: string | null = null) => changeFactsOf({ title, description, correlationId });
const about = (...names: (string | null)[]) => changeFactsOf({}, { items: known(names.map((name, index) => (name === greenItem.name ? greenItem : { ...greenItem, id: `servicenow:ci:o${index}`, name })), now) });
const kept = (place: string) => artifactFactsOf({ source: source(`artifactory:artifact:${place}`) });
const target = (given: Parameters<typeof itemFactsOf>[0]) => ({ target: green.target === null ? null : { ...green.target, ...itemFactsOf(given) } });

describe('change-matches-release', () => {
  it('passes when all four speak of one release', () => {
    expect(judge({})).toMatchObject({ outcome: 'PASS', expected: 'payments 2.4.0 in production' });
  });

  it.each<[string, Partial<Facts>]>([
    ['by the key in a sentence', { changes: [said('Deploys payments-2.4.0.')] }],
    ['by service and version', { changes: [said('Deploy Payments 2.4.0 to production')] }],
    ['by service and version, spoken otherwise', { changes: [said('Payments release v2.4.0')] }],
    ['beside the version it replaces', { changes: [said('Replace payments-2.3.0 by payments-2.4.0')] }],
    ['by its correlation id alone', { changes: [said('Deploy the gateway', 'As agreed.', 'payments-2.4.0')] }],
    ['with other items beside the target', { changes: [about('edge-lb-prod', 'payments-api-prod', null)] }],
    ['in a path that names other things too', { artifacts: [kept('libs/northbank/payments/2.4.0/libpq-16.4.tgz')] }],
    ['with a config file of no version', { artifacts: [artifactFactsOf(), kept('libs/northbank/payments/config.yaml')] }],
  ])('passes when it is named %s', (_name, given) => {
    expect(judge(given)).toMatchObject({ outcome: 'PASS' });
  });

  it.each<[string, Partial<Facts>, string]>([
    ['the change names another version', { changes: [said('Deploy Payments 2.3.0 to production', 'As agreed.', 'payments-2.4.0')] }, 'about payments-2.3.0'],
    ['the change names a candidate', { changes: [said('Deploy payments-2.4.0-rc1')] }, 'about payments-2.4.0-rc1'],
    ['the change names a longer version', { changes: [said('Deploy payments-2.4.01')] }, 'about payments-2.4.01'],
    ['the change is about another item', { changes: [about('ledger-api-prod')] }, 'about ledger-api-prod, not about payments-api-prod'],
    ['the change is about the staging item', { changes: [about('payments-api-stag')] }, 'payments-api-stag'],
    ['the change is about no item', { changes: [about()] }, 'no configuration item'],
    ['the change is absent', { changes: [changeFactsOf({}, { record: absent(now) })] }, 'has no CHG0030003'],
    ['there is no plan', { plan: null }, 'no deployment plan'],
    ['the plan has another deployer', { plan: greenPlan({ deployer: 'jenkins' }) }, 'deployer is jenkins, not actions'],
    ['the plan deploys another version', { plan: greenPlan({ parameters: { version: '2.3.0' } }) }, 'parameter version is 2.3.0'],
    ['the plan is for another environment', { plan: greenPlan({ environment: 'staging' }) }, 'environment is staging'],
    ['no deployer is declared', { service: null }, 'none is declared'],
    ['an artifact is of another version', { artifacts: [artifactFactsOf(), kept('libs/northbank/payments/2.4.0/payments-worker-2.3.0.tgz')] }, 'payments-worker-2.3.0.tgz'],
    ['an artifact lies under another version', { artifacts: [artifactFactsOf(), kept('libs/payments/2.3.0/worker.tgz')] }, 'libs/payments/2.3.0'],
    ['an artifact is a candidate', { artifacts: [kept('libs/payments/payments-api-2.4.0-rc1.tgz')] }, 'rc1'],
    ['an artifact is of another service', { artifacts: [artifactFactsOf(), kept('libs/northbank/ledger/2.4.0/ledger-api-2.4.0.tgz')] }, 'ledger-api'],
    ['there are no artifacts', { artifacts: [] }, 'no artifacts'],
    ['no target is declared', { target: null }, 'declares no item'],
    ['the target is of another environment', target({ environment: 'Staging' }), 'of Staging, not of production'],
    ['the target is absent', { target: green.target === null ? null : { ...green.target, record: absent(now) } }, 'has no payments-api-prod'],
  ])('fails when %s', (_name, given, because) => {
    const verdict = judge(given);
    expect(verdict.outcome).toBe('FAIL');
    expect(verdict.because).toContain(because);
  });

  it.each<[string, Partial<Facts>]>([
    ['the change is unreadable', { changes: [changeFactsOf({}, { record: unknown(timeout) })] }],
    ['the title is hidden', { changes: [said(null, 'Payments as agreed')] }],
    ['the description is hidden and the title says nothing', { changes: [said('Deploy', null, 'payments-2.4.0')] }],
    ['the change names no version', { changes: [said('Deploy Payments')] }],
    ['the items are unreadable', { changes: [changeFactsOf({}, { items: unknown(timeout) })] }],
    ['the items are hidden', { changes: [changeFactsOf({}, { items: absent(now) })] }],
    ['the name of an item is hidden', { changes: [about(null)] }],
    ['no artifact names a version', { artifacts: [kept('libs/northbank/payments/latest/api.tgz')] }],
    ['the target is unreadable', { target: green.target === null ? null : { ...green.target, record: unknown(timeout) } }],
    ["the target's environment is hidden", target({ environment: null })],
    ['a look for more changes is unfinished', { gaps: [gap('CHANGE')] }],
  ])('cannot tell when %s', (_name, given) => {
    expect(judge(given)).toMatchObject({ outcome: 'UNKNOWN' });
  });

  it('asks of a discovered change only that it names the release', () => {
    const found = changeFactsOf({ id: 'x', title: 'Raise bus limits', description: 'Needed by payments-2.4.0.' }, { items: known([], now), link: link('CHANGE', 'servicenow:change:CHG4', { origin: 'DISCOVERED' }) });
    expect(judge({ changes: [changeFactsOf(), found] }).outcome).toBe('PASS');
  });

  it('never passes on nothing', () => {
    expect(judge({ changes: [] }).outcome).toBe('FAIL');
    expect(judge({ changes: [], gaps: [gap('CHANGE')] }).outcome).toBe('UNKNOWN');
  });
});
