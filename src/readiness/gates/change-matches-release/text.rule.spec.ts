import type { Change } from '../../../domain/change.ts';
import type { Finding } from '../../finding.ts';
import { changeFactsOf, greenFacts } from '../../green.fixture.ts';
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

  it('is shown where it names none', () => {
    expect(look({ title: 'Deploy', description: 'As agreed.', correlationId: null })).toMatchObject({ outcome: 'UNKNOWN', evidence: [{ field: 'title', value: 'Deploy' }] });
  });
});
