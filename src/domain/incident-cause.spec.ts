import { causeOf, incidentWithinMs, type Suspect, type Tie } from './incident-cause.ts';

const at = (clock: string): string => `2026-11-28T${clock}:00.000Z`;
const own: Tie = { of: 'ITEM', item: 'payments-prod' };
const near: Tie = { of: 'PATH', item: 'ledger-prod', distance: 1 };
const far: Tie = { of: 'PATH', item: 'core-db', distance: 3 };
const named: Tie = { of: 'CHANGE', change: 'desk:change:7' };
const service: Tie = { of: 'SERVICE', service: 'Payments' };
const suspect = (deploymentId: string, clock: string, tie: Tie): Suspect => ({ deploymentId, label: deploymentId, beganAt: at(clock), tie });
const cause = (...suspects: readonly Suspect[]): readonly unknown[] | null => {
  const found = causeOf({ openedAt: at('12:00') }, suspects);
  // The order in which suspects come says nothing.
  expect(causeOf({ openedAt: at('12:00') }, suspects.toReversed())).toEqual(found);
  return found === null ? null : [found.deploymentId, found.confidence];
};

describe('the cause of an incident', () => {
  it.each([
    ['nobody, when nothing that touches it was deployed', [], null],
    ['the deployment of its item', [suspect('a', '11:00', own)], ['a', 'STRONG']],
    ['the last deployment of its item before it, of several', [suspect('a', '10:00', own), suspect('b', '11:00', own)], ['b', 'STRONG']],
    ['not one that began after it', [suspect('a', '10:00', own), suspect('b', '12:01', own)], ['a', 'STRONG']],
    ['one that began at the very moment', [suspect('a', '12:00', own)], ['a', 'STRONG']],
    ['the deployment of its item, though another of what it depends on came after, interleaved', [suspect('a', '10:00', own), suspect('b', '11:00', near), suspect('c', '11:59', service)], ['a', 'STRONG']],
    ['the nearer on the path, though a farther came after', [suspect('a', '10:00', near), suspect('b', '11:00', far)], ['a', 'STRONG']],
    ['a path rather than the service alone', [suspect('a', '10:00', far), suspect('b', '11:00', service)], ['a', 'STRONG']],
    ['the service in time only, weakly', [suspect('a', '10:00', service), suspect('b', '11:00', service)], ['b', 'WEAK']],
    ['what was declared, whatever else and whenever', [suspect('a', '11:00', own), suspect('b', '13:00', { of: 'DECLARED' })], ['b', 'DECLARED']],
    ['what was made under the change it names, however long before, and rather than what touches it', [suspect('a', '11:00', own), { ...suspect('b', '11:00', named), beganAt: '2026-10-01T00:00:00.000Z' }], ['b', 'DECLARED']],
    ['the last of those before it', [suspect('a', '10:00', named), suspect('b', '11:00', named), suspect('c', '12:01', named)], ['b', 'DECLARED']],
    ['what it was opened for rather than the change', [suspect('a', '10:00', { of: 'DECLARED' }), suspect('b', '11:00', named)], ['a', 'DECLARED']],
  ] as const)('is %s', (_words, suspects, expected) => {
    expect(cause(...suspects)).toEqual(expected);
  });

  it('is not looked for longer back than the time given, nor without knowing when it was opened', () => {
    const [day, more] = [incidentWithinMs, incidentWithinMs + 1].map((ms) => ({ ...suspect('a', '12:00', own), beganAt: new Date(Date.parse(at('12:00')) - ms).toISOString() }));
    expect([day, more].map((one) => causeOf({ openedAt: at('12:00') }, one === undefined ? [] : [one])?.deploymentId)).toEqual(['a', undefined]);
    expect(causeOf({ openedAt: null }, [suspect('a', '11:00', own)])).toBeNull();
    expect(causeOf({ openedAt: null }, [suspect('a', '11:00', { of: 'DECLARED' })])?.confidence).toBe('DECLARED');
    expect(causeOf({ openedAt: null }, [suspect('a', '11:00', named)])?.confidence).toBe('DECLARED');
  });

  it.each<[Tie, string]>([
    [{ of: 'DECLARED' }, 'The incident was opened for ledger-1.9.2 to production.'],
    [named, 'The incident names desk:change:7 as its cause, under which ledger-1.9.2 to production was made at 2026-11-28T11:00:00.000Z.'],
    [own, 'ledger-1.9.2 to production changed payments-prod, which the incident is about, at 2026-11-28T11:00:00.000Z.'],
    [near, 'ledger-1.9.2 to production changed ledger-prod at 2026-11-28T11:00:00.000Z, on which the incident\'s item depends over 1 relation.'],
    [far, 'ledger-1.9.2 to production changed core-db at 2026-11-28T11:00:00.000Z, on which the incident\'s item depends over 3 relations.'],
    [service, 'ledger-1.9.2 to production changed Payments at 2026-11-28T11:00:00.000Z, which suffers when the incident\'s item does; no item ties them.'],
  ])('says why: %j', (tie, because) => {
    expect(causeOf({ openedAt: at('12:00') }, [suspect('ledger-1.9.2 to production', '11:00', tie)])?.because).toBe(because);
  });
});
