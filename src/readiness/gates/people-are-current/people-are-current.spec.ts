import type { Entitlement, Licence } from '../../../domain/licence.ts';
import { absent, known, unknown } from '../../fact.ts';
import type { AskedFacts, Facts } from '../../facts.ts';
import { accountOf, approvedBy, askedFacts, changeFactsOf, gap, grace, greenFacts, greenPlan, licencesOf, now, omar, person, policyGate, stranger, timeout } from '../../green.fixture.ts';
import { peopleAreCurrent } from './index.ts';

const gate = policyGate('people-are-current');
const judge = (asked: Partial<AskedFacts> = {}, given: Partial<Facts> = {}, parameters: Record<string, unknown> = {}, mayBeEmpty = false) =>
  peopleAreCurrent.judge(greenFacts({ asked: askedFacts(asked), ...given }), { ...gate, parameters, mayBeEmpty });
const all = ['kenji', 'omar', 'grace'];
const directory = (connection: string, of: (name: string) => Parameters<typeof accountOf>[1] | null) => ({ connection, accounts: known(all.flatMap((name) => { const given = of(name); return given === null ? [] : [accountOf(name, given)]; }), now) });
const told = (...directories: ReturnType<typeof directory>[]) => ({ accounts: known(directories, now) });
const approvals = (...list: Parameters<typeof approvedBy>[]) => ({ changes: [changeFactsOf({}, { approvals: known(list.map(([who, given]) => approvedBy(who, given)), now) })] });

describe('people-are-current', () => {
  it('passes when everybody involved has an active account, each human being looked at once', () => {
    expect(judge()).toMatchObject({ outcome: 'PASS', because: 'All 3 people who have a part in payments-2.4.0 are current.', restsOn: ['grace@northbank.example active', 'kenji@northbank.example active', 'omar@northbank.example active'] });
    expect(judge(told(directory('servicenow', () => ({})), directory('itop', () => null))).outcome).toBe('PASS');
  });

  it.each<[string, string, string]>([
    ['omar', 'Omar, who is its change authority and who agreed to the plan and who approved CHG0030003, is no longer active: switched off in servicenow.', 'Have somebody who is still here approve in place of Omar.'],
    ['grace', 'Grace, who owns the release and who is its service owner', 'Have somebody who is still here approve in place of Grace.'],
    ['kenji', 'Kenji, who proposed the plan, is no longer active', 'Put somebody who is still here in place of Kenji.'],
  ])('fails when %s has left', (name, because, remedy) => {
    const verdict = judge(told(directory('servicenow', (one) => ({ isActive: one !== name }))));
    expect(verdict).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining(because) as string, remedy, evidence: [{ field: 'isActive', value: 'false' }] });
    expect(verdict.because.endsWith(' is no longer active: switched off in servicenow.')).toBe(name === 'kenji');
    expect(verdict.because.endsWith(' is no longer active: switched off in servicenow. An approval by somebody who left does not count.')).toBe(name !== 'kenji');
  });

  it('believes the directory that says no, in default of a system of record', () => {
    const both = told(directory('servicenow', () => ({})), directory('itop', (name) => ({ isActive: name !== 'omar' })));
    expect(judge(both)).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining('Omar') as string });
    expect(judge(both, {}, { systems: ['servicenow'] }).outcome).toBe('PASS');
    expect(judge(both, {}, { systems: ['itop'] }).outcome).toBe('FAIL');
    expect(judge(both, {}, { systems: ['workday'] })).toMatchObject({ outcome: 'UNKNOWN', because: expect.stringContaining('workday was not asked') as string });
    expect(judge(both, {}, { systems: ['servicenow', 'workday', 'hr'] })).toMatchObject({ expected: 'an active account of everybody involved in servicenow and workday and hr', because: expect.stringContaining('workday and hr was not asked who Grace') as string, remedy: 'Name in systems only production connections that keep accounts; workday and hr is none.' });
  });

  it('believes the tool that names an approver and says that the account is off', () => {
    expect(judge({}, approvals([person('Omar', { isActive: false })], [grace]))).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining('the tool that names them says so') as string });
    expect(judge({}, approvals([{ ...stranger, isActive: false }], [grace]))).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining('Stranger') as string });
  });

  it('knows one human being by either name, in whatever part, and keeps the first', () => {
    const hidden = { ...omar, name: 'O. Omar', email: null };
    expect(judge({}, approvals([hidden], [grace]))).toMatchObject({ outcome: 'PASS', because: 'All 3 people who have a part in payments-2.4.0 are current.' });
    expect(judge(told(directory('servicenow', (name) => ({ isActive: name !== 'omar' }))), approvals([{ ...omar, name: 'O. Omar' }], [grace])).because).toMatch(/^Omar, who is its change authority/);
    const unnamed = { stakeholders: [{ role: 'CHANGE_AUTHORITY' as const, person: { ...omar, email: null } }, { role: 'SERVICE_OWNER' as const, person: grace }] };
    expect(judge({}, unnamed)).toMatchObject({ outcome: 'PASS', because: 'All 3 people who have a part in payments-2.4.0 are current.' });
    const byMail = { ...greenFacts().release, ownerEmail: 'kenji@northbank.example' };
    expect(judge(told(directory('servicenow', (name) => ({ isActive: name !== 'kenji' }))), { release: byMail }).because).toMatch(/^Kenji, who owns the release and who proposed the plan, is no longer active/);
  });

  it('cannot tell of a stakeholder or an approver without an e-mail, beside an owner whom nobody else names', () => {
    const facts = { ...approvals([{ ...stranger, name: 'Ghost' }]), stakeholders: [{ role: 'SERVICE_OWNER' as const, person: { ...stranger, id: 'person:itop/y', name: 'Nobody' } }] };
    expect(judge({}, facts)).toMatchObject({ outcome: 'UNKNOWN', because: expect.stringContaining('no e-mail is known') as string });
    expect(judge({}, facts).actual).toContain('Ghost: unknown');
  });

  it('minds nobody who did not say yes', () => {
    const gone = person('Paul', { isActive: false });
    expect(judge({}, approvals([omar], [gone, { state: 'REJECTED' }], [gone, { state: 'CANCELED' }])).outcome).toBe('PASS');
  });

  it.each<[string, Partial<AskedFacts>, Partial<Facts>]>([
    ['accounts were not gathered', { accounts: unknown(timeout) }, {}],
    ['no directory was asked', { accounts: known([], now) }, {}],
    ['a directory is unreadable', { accounts: known([directory('servicenow', () => ({})), { connection: 'itop', accounts: unknown(timeout) }], now) }, {}],
    ['a directory hides its accounts', { accounts: known([{ connection: 'servicenow', accounts: absent(now) }], now) }, {}],
    ['nobody knows somebody', told(directory('servicenow', (name) => (name === 'kenji' ? null : {}))), {}],
    ['an account does not say whether it is active', told(directory('servicenow', (name) => ({ isActive: name === 'kenji' ? null : true }))), {}],
    ['the e-mail of an account is hidden', told(directory('servicenow', (name) => (name === 'omar' ? { email: null } : {}))), {}],
    ['an approver is hidden', {}, approvals([omar], [null])],
    ['an approver has no e-mail that anybody knows', {}, approvals([omar], [stranger])],
    ['the approvals are unread', {}, { changes: [changeFactsOf({}, { approvals: unknown(timeout) })] }],
    ['the approvals are hidden', {}, { changes: [changeFactsOf({}, { approvals: absent(now) })] }],
    ['a change is unread', {}, { changes: [changeFactsOf(), changeFactsOf({}, { record: unknown(timeout), approvals: unknown(timeout) })] }],
    ['a look for more changes is unfinished', {}, { gaps: [gap('CHANGE')] }],
  ])('cannot tell when %s', (_name, asked, given) => {
    expect(judge(asked, given)).toMatchObject({ outcome: 'UNKNOWN', remedy: expect.any(String) as string });
  });

  it('looks at a plan that a pipeline proposed for nobody, and at one that is not there', () => {
    expect(judge({}, { plan: greenPlan({}, { proposer: null }) }).outcome).toBe('PASS');
    expect(judge({}, { plan: null }).outcome).toBe('PASS');
  });

  describe('with a licence', () => {
    const licensed = (entitlement: Partial<Entitlement>, licence: Partial<Licence> = {}) => judge({ licences: known([licencesOf(entitlement, licence)], now) }, {}, { licensedFor: 'release desk' });

    it('passes when everybody holds one that is in force', () => {
      expect(licensed({})).toMatchObject({ outcome: 'PASS', restsOn: expect.arrayContaining(['omar@northbank.example licensed for release desk']) as string[] });
      expect(licensed({}, { startsAt: '2026-01-01T00:00:00.000Z', endsAt: '2026-12-31T00:00:00.000Z' }).outcome).toBe('PASS');
    });

    it.each<[string, Partial<Entitlement>, Partial<Licence>]>([
      ['it has ended', {}, { endsAt: now }], ['it has not begun', {}, { startsAt: '2026-12-01T00:00:00.000Z' }], ['it was taken back', { isActive: false }, {}],
      ['it is for another product', {}, { product: 'Trading Desk', name: 'x' }], ['it is of another licence', { licenceId: null }, {}], ['it is held by others', { heldBy: null }, {}], ['its holder has no e-mail', { heldBy: { connection: 'servicenow', userName: 'omar', name: null, email: null, isActive: true } }, {}],
    ])('fails when %s', (_name, entitlement, licence) => {
      expect(licensed(entitlement, licence)).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining('holds no licence for release desk that is in force') as string });
    });

    it('cannot tell when licences are unread, hidden or kept by no tool', () => {
      expect(licensed({ isActive: null }).outcome).toBe('UNKNOWN');
      const asked = (licences: AskedFacts['licences']) => judge({ licences }, {}, { licensedFor: 'Release Desk' }).outcome;
      expect([asked(unknown(timeout)), asked(known([], now)), asked(known([{ ...licencesOf(), entitlements: unknown(timeout) }], now)), asked(known([{ ...licencesOf(), licences: absent(now) }], now))]).toEqual(['UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
    });
  });

  it('never passes on nothing: a release without a change, unless the policy lets it be', () => {
    expect(judge({}, { changes: [] })).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining('nobody approved it') as string });
    expect(judge({}, { changes: [] }, {}, true).outcome).toBe('PASS');
    expect(judge(told(directory('servicenow', (name) => ({ isActive: name !== 'grace' }))), { changes: [] }, {}, true).outcome).toBe('FAIL');
  });
});
