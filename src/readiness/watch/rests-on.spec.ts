import type { Moved } from '../../domain/ports/changes.ts';
import type { Judgement } from '../receipt.ts';
import { isTouchedBy, restOf } from './rests-on.ts';

const linked = (identity: string | null) => ({ link: { identity } });
const judgement = {
  facts: { release: { key: 'payments-2', dependsOn: ['ledger-1'] }, changes: [linked('sn:change:1'), { link: null }], workItems: [linked('jira:work-item:2')], artifacts: [linked('lib:artifact:3')], items: [linked('sn:ci:4'), linked(null)] },
  readiness: { verdicts: [{ evidence: [{ recordId: 'sn:incident:5' }, { recordId: null }] }, { evidence: [] }] },
} as unknown as Judgement;

describe('what a judgement rests on', () => {
  it('is its release and those that it depends on, the records that it was shown, and those that verdicts name', () => {
    expect(restOf(judgement)).toEqual({
      releases: new Set(['payments-2', 'ledger-1']),
      identities: new Set(['sn:change:1', 'jira:work-item:2', 'lib:artifact:3', 'sn:ci:4', 'sn:incident:5']),
    });
  });

  it.each<readonly [Moved, boolean]>([
    [{ of: 'ANYTHING' }, true],
    [{ of: 'RELEASE', key: 'payments-2' }, true], [{ of: 'RELEASE', key: 'ledger-1' }, true], [{ of: 'RELEASE', key: 'cards-3' }, false],
    [{ of: 'DEPLOYMENT', id: 'd', releaseKey: 'cards-3', isTurn: true }, true], [{ of: 'DEPLOYMENT', id: 'd', releaseKey: 'payments-2', isTurn: false }, false],
    [{ of: 'ASSESSMENT', releaseKey: 'payments-2' }, false],
    [{ of: 'RECORDS', identities: ['sn:ci:9', 'sn:ci:4'] }, true], [{ of: 'RECORDS', identities: ['sn:ci:9'] }, false], [{ of: 'RECORDS', identities: [] }, false],
  ])('%j touches it: %j', (moved, isTouched) => {
    expect(isTouchedBy(restOf(judgement), moved)).toBe(isTouched);
  });
});
