import type { Change } from '../../../domain/change.ts';
import type { Finding } from '../../finding.ts';
import { changeFactsOf, greenFacts, link } from '../../green.fixture.ts';
import { textRule } from './text.rule.ts';

const look = (change: Partial<Change>): Finding | undefined => textRule.look(greenFacts({ changes: [changeFactsOf(change)] }))[0];

describe('the text of a change', () => {
  it.each<[string, Partial<Change>, string, string, string]>([
    ['its title', { title: 'Deploy Payments 2.4.0' }, 'CHG0030003 names payments-2.4.0', 'title', 'Deploy Payments 2.4.0'],
    ['its description alone', { title: 'Deploy', description: 'As agreed for payments-2.4.0.' }, 'CHG0030003 names payments-2.4.0', 'description', 'As agreed for payments-2.4.0.'],
    ['its correlation id alone', { title: 'Deploy', description: 'As agreed.' }, 'CHG0030003 carries payments-2.4.0 as its correlation id', 'correlationId', 'payments-2.4.0'],
    ['its correlation id, beside what was', { title: 'Deploy', description: 'Replaces payments-2.3.9.' }, 'CHG0030003 carries payments-2.4.0 as its correlation id', 'correlationId', 'payments-2.4.0'],
    ['its description, beside a title of what was', { title: 'Clean up after payments-2.3.9' }, 'CHG0030003 names payments-2.4.0', 'description', 'Deploys release payments-2.4.0 of Payments to production.'],
    ['its title, beside a description that speaks of another', { description: 'About payments-2.3.9, see there.' }, 'CHG0030003 names payments-2.4.0', 'title', 'Deploy Payments 2.4.0 to production'],
  ])('names the release by %s', (_name, change, actual, field, value) => {
    expect(look(change)).toMatchObject({ outcome: 'PASS', because: `${actual}.`, actual, evidence: [{ field, value }] });
  });

  it('is shown where it sends another out', () => {
    expect(look({ description: 'Deploys payments-2.3.9.' })).toMatchObject({ outcome: 'FAIL', evidence: [{ field: 'description', value: 'Deploys payments-2.3.9.' }, { field: 'version', value: '2.4.0' }] });
  });

  it.each<[string, string]>([
    ['another service goes out', 'Deploy Ledger 2.4.0 to production'], ['another service is named, by its key', 'ledger-7.0'], ['another service has its version before it', 'Rollout of 1.9.2 of Ledger'],
  ])('is red where by its title %s, whatever else it says', (_name, title) => {
    expect(look({ title })).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining('CHG0030003 is about ledger-') as string, evidence: [{ field: 'title', value: title }, { field: 'version', value: '2.4.0' }] });
  });

  it('knows another service by its name alone', () => {
    const [ledger] = greenFacts().otherServices;
    const [finding] = textRule.look(greenFacts({ otherServices: ledger === undefined ? [] : [{ ...ledger, key: 'core-books' }], changes: [changeFactsOf({ title: 'Deploy Ledger 1.9.2' })] }));
    expect(finding).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining('CHG0030003 is about core-books-1.9.2') as string });
  });

  it.each<[string, Partial<Change>]>([
    ['beside the release', { title: 'Deploy Ledger 1.9.2 and Payments 2.4.0' }], ['as what was', { title: 'Needs Ledger 1.9.2' }], ['without a version', { title: 'For the ledger' }], ['below the title alone', { title: 'Go live', description: 'Deploys payments-2.4.0. Ledger 1.9.2 follows.' }],
    ['under a title of what somebody else deploys without saying of what', { title: 'Deploy 2.4.0' }],
  ])('may name another service %s', (_name, change) => {
    expect(look(change)).toMatchObject({ outcome: 'PASS' });
  });

  it('that only mentions the release has a matter of its own', () => {
    const [finding] = textRule.look(greenFacts({ changes: [changeFactsOf({ title: 'Deploy Ledger 1.9.2' }, { link: link('CHANGE', 'servicenow:change:CHG0030003', { origin: 'DISCOVERED' }) })] }));
    expect(finding).toMatchObject({ outcome: 'PASS' });
  });

  it('is shown where it names none', () => {
    expect(look({ title: 'Deploy', description: 'As agreed.', correlationId: null })).toMatchObject({ outcome: 'UNKNOWN', evidence: [{ field: 'title', value: 'Deploy' }] });
  });
});
