import { jest } from '@jest/globals';
import { UserMistake } from '../domain/error.ts';
import type { Actor, Person } from '../domain/person.ts';
import { usualWaiverRules, type Policy } from '../domain/policy.ts';
import { waiverState, type Waiver } from '../domain/waiver.ts';
import { breakGlass, decideWaiver, requestWaiver, revokeWaiver, settleFollowUp, type BreakGlassWish, type RequestWaiver } from './index.ts';
import { by, ines, memoryPorts, now, omar, person, release, type MemoryPorts } from './memory.fixture.ts';
import type { WaiverPorts } from './waiver-rules.ts';

const sealed = { revision: 2, sealedAt: now, sealedBy: ines, digest: 'd'.repeat(64), artifacts: [] };
const rule = (gate: string, isWaivable: boolean): Policy['gates'][number] => ({ gate, isBlocking: true, isWaivable, isUnknownWaivable: false, mayBeEmpty: false, maxFactAgeMs: null, parameters: {} });
const in4hours = '2026-11-23T16:00:00.000Z';
const wish: RequestWaiver = { releaseKey: 'payments-2.4.0', environment: 'production', gate: 'work-items-are-done', reason: ' PAY-13 is text only. ', expiresAt: new Date('2026-11-24T12:00:00Z') };
const emergency: BreakGlassWish = { releaseKey: 'payments-2.4.0', environment: 'production', gates: ['work-items-are-done', 'no-freeze'], reason: 'Payments are down.', expiresAt: new Date(in4hours), secondPersonEmail: 'omar@northbank.example' };
const stranger = person('Stranger', { isMapped: false });
const pipeline: Actor = { kind: 'automation', name: 'nightly', issuer: 'jenkins', onBehalfOf: null };

/** Two rows of configuration for one human being: an account in common says so. */
const account = { connection: 'jira', userName: '712020:a', name: null, email: null, isActive: null };
const directory: readonly Person[] = [{ ...ines, accounts: [account] }, omar, person('Iw', { accounts: [account] }), person('Grace'), { ...person('Leaver'), isActive: false }];

type Ports = WaiverPorts & MemoryPorts & { readonly standing: Map<string, Waiver>; at: string };

function waiverPorts(given: Parameters<typeof release>[0] = { sealed }): Ports {
  const standing = new Map<string, Waiver>();
  const memory = memoryPorts([release(given)]);
  const change = (id: string, given: Partial<Waiver>): Promise<Waiver> => {
    const waiver = standing.get(id);
    if (waiver === undefined) throw new UserMistake('NOT_FOUND', `There is no waiver "${id}".`, ['waiverId']);
    const changed = { ...waiver, ...given };
    standing.set(id, changed);
    return Promise.resolve(changed);
  };
  const ports: Ports = {
    ...memory, standing, at: now,
    catalogue: { ...memory.catalogue, policyOf: () => ({ name: 'production', version: '1', receiptValidityMs: 0, requiredAgreements: [], gates: [rule('work-items-are-done', true), rule('no-freeze', true), rule('package-matches-its-seal', false)] }) },
    people: { ...memory.people, ofEmail: (email) => directory.find((one) => one.email === email.toLowerCase()) ?? { ...stranger, email, id: `person:${email}` } },
    clock: { now: () => new Date(ports.at) },
    waivers: {
      request: (waivers) => { for (const waiver of waivers) standing.set(waiver.id, waiver); return Promise.resolve(); },
      byId: (id) => Promise.resolve(standing.get(id) ?? null),
      byIds: () => Promise.reject(new Error('nothing here asks for waivers by ids')),
      decide: (id, decision) => {
        if (standing.get(id)?.decision !== null || standing.get(id)?.revoked !== null) throw new UserMistake('CONFLICT', 'Decided.', ['waiverId']);
        return change(id, { decision });
      },
      revoke: (id, revoked) => change(id, { revoked }),
      settle: (id, settled) => {
        const glass = standing.get(id)?.breakGlass;
        return change(id, glass == null ? {} : { breakGlass: { ...glass, followUp: { ...glass.followUp, settled } } });
      },
      all: () => Promise.resolve([...standing.values()]),
      approved: () => { throw new Error('not needed in these specs'); },
    },
  };
  return ports;
}

const stateNow = (ports: Ports, waiver: Waiver) => waiverState(ports.standing.get(waiver.id) ?? waiver, sealed, ports.at);

describe('requestWaiver', () => {
  it('asks for one gate of the package as it is sealed now, and lets nothing go', async () => {
    const ports = waiverPorts();
    const waiver = await requestWaiver(ports, by(ines), wish);
    expect(waiver).toMatchObject({
      releaseKey: 'payments-2.4.0', environment: 'production', gate: 'work-items-are-done', packageDigest: sealed.digest, packageRevision: 2, reason: 'PAY-13 is text only.',
      requestedBy: ines, requestedAt: now, expiresAt: '2026-11-24T12:00:00.000Z', breakGlass: null, decision: null, revoked: null,
    });
    expect([...ports.standing.values()]).toEqual([waiver]);
    expect(stateNow(ports, waiver)).toBe('REQUESTED');
    expect(ports.entries).toMatchObject([{ act: 'requestWaiver', outcome: 'DONE', actor: ines }]);
  });

  it.each<[string, Partial<RequestWaiver>, Actor, string, string | undefined]>([
    ['for no such release', { releaseKey: 'payments-9' }, ines, 'NOT_FOUND', 'releaseKey'],
    ['for no such environment', { environment: 'prodution' }, ines, 'NOT_FOUND', 'environment'],
    ['of a gate the policy does not have', { gate: 'moon-is-full' }, ines, 'NOT_FOUND', 'gate'],
    ['of a gate nobody may waive', { gate: 'package-matches-its-seal' }, ines, 'FORBIDDEN', 'gate'],
    ['without a reason', { reason: '  ' }, ines, 'INVALID', 'reason'],
    ['that runs out now', { expiresAt: new Date(now) }, ines, 'INVALID', 'expiresAt'],
    ['that runs out at no moment', { expiresAt: new Date('never') }, ines, 'INVALID', 'expiresAt'],
    ['for longer than thirty days', { expiresAt: new Date('2026-12-23T12:00:00.001Z') }, ines, 'INVALID', 'expiresAt'],
    ['by nobody known', {}, stranger, 'FORBIDDEN', undefined],
    ['by a pipeline that acts for nobody', {}, pipeline, 'FORBIDDEN', undefined],
    ['by somebody who has left', {}, person('Leaver'), 'FORBIDDEN', undefined],
  ])('is refused %s, and the refusal is written down', async (_name, given, actor, code, path) => {
    const ports = waiverPorts();
    await expect(requestWaiver(ports, by(actor), { ...wish, ...given })).rejects.toMatchObject({ code, path: path === undefined ? [] : [path] });
    expect(ports.standing.size).toBe(0);
    expect(ports.entries).toMatchObject([{ act: 'requestWaiver', outcome: 'REFUSED' }]);
  });

  it('is taken for a gate that only back-outs must pass, where that list lets it be waived', async () => {
    const ports = waiverPorts();
    const policy = ports.catalogue.policyOf({ name: 'production', isProduction: true, policy: 'production' });
    const withBackOut = { ...ports, catalogue: { ...ports.catalogue, policyOf: () => ({ ...policy, backOutGates: [rule('package-is-signed', true), rule('package-is-in-the-dml', false), rule('package-matches-its-seal', true)] }) } };
    expect((await requestWaiver(withBackOut, by(ines), { ...wish, gate: 'package-is-signed' })).gate).toBe('package-is-signed');
    expect((await requestWaiver(withBackOut, by(ines), { ...wish, gate: 'package-matches-its-seal' })).gate).toBe('package-matches-its-seal');
    expect((await breakGlass(withBackOut, by(ines), { ...emergency, gates: ['package-is-signed'] })).map(({ gate }) => gate)).toEqual(['package-is-signed']);
    await expect(requestWaiver(withBackOut, by(ines), { ...wish, gate: 'package-is-in-the-dml' })).rejects.toMatchObject({
      code: 'FORBIDDEN', message: 'Policy production of production lets nobody waive package-is-in-the-dml, only work-items-are-done, no-freeze, package-is-signed, package-matches-its-seal: make it pass.',
    });
  });

  it('is refused for a release that is not sealed, or over', async () => {
    await expect(requestWaiver(waiverPorts({ sealed: null }), by(ines), wish)).rejects.toMatchObject({ code: 'NOT_SEALED', path: ['releaseKey'] });
    await expect(requestWaiver(waiverPorts({ sealed, canceledAt: now }), by(ines), wish)).rejects.toMatchObject({ code: 'CONFLICT', path: ['releaseKey'] });
  });
});

describe('decideWaiver', () => {
  it('lets the gate go once another person approves', async () => {
    const ports = waiverPorts();
    const waiver = await requestWaiver(ports, by(ines), wish);
    expect(await decideWaiver(ports, by(omar), { waiverId: waiver.id, approve: true, comment: ' Read it. ' })).toMatchObject({ decision: { isApproved: true, by: omar, at: now, comment: 'Read it.' } });
    expect(stateNow(ports, waiver)).toBe('ACTIVE');
    await expect(decideWaiver(ports, by(omar), { waiverId: waiver.id, approve: false })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('wants who decides to hold a role on the release that the policy names', async () => {
    const ports = waiverPorts({ sealed, stakeholders: [{ email: 'grace@northbank.example', role: 'CHANGE_AUTHORITY' }, { email: 'omar@northbank.example', role: 'TESTER' }] });
    const policy = ports.catalogue.policyOf({ name: 'production', isProduction: true, policy: 'production' });
    const strict = { ...ports, catalogue: { ...ports.catalogue, policyOf: () => ({ ...policy, waivers: { ...usualWaiverRules, decidedBy: ['CHANGE_AUTHORITY' as const] } }) } };
    const { id } = await requestWaiver(strict, by(ines), wish);
    await expect(decideWaiver(strict, by(omar), { waiverId: id, approve: true })).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('ask grace@northbank.example (CHANGE_AUTHORITY)') as unknown });
    expect((await decideWaiver(strict, by(person('Grace')), { waiverId: id, approve: true })).decision?.isApproved).toBe(true);
  });

  it('lasts no longer than the policy says', async () => {
    const ports = waiverPorts();
    const policy = ports.catalogue.policyOf({} as never);
    const short = { ...ports, catalogue: { ...ports.catalogue, policyOf: () => ({ ...policy, waivers: { ...usualWaiverRules, longestMs: 3_600_000 } }) } };
    await expect(requestWaiver(short, by(ines), wish)).rejects.toMatchObject({ code: 'INVALID', path: ['expiresAt'] });
  });

  it('may be a no', async () => {
    const ports = waiverPorts();
    const waiver = await requestWaiver(ports, by(ines), wish);
    await decideWaiver(ports, by(omar), { waiverId: waiver.id, approve: false });
    expect(stateNow(ports, waiver)).toBe('REJECTED');
  });

  it.each<[string, Actor, string]>([
    ['who asked', ines, 'SAME_PERSON'],
    ['who asked, under another account', person('Iw'), 'SAME_PERSON'],
    ['a pipeline on behalf of who asked', { ...pipeline, onBehalfOf: ines }, 'SAME_PERSON'],
    ['a pipeline that acts for nobody', pipeline, 'FORBIDDEN'],
    ['nobody known', stranger, 'FORBIDDEN'],
    ['somebody who was known once', person('Gone'), 'FORBIDDEN'],
    ['somebody who has left', person('Leaver'), 'FORBIDDEN'],
  ])('is refused to %s', async (_name, actor, code) => {
    const ports = waiverPorts();
    const waiver = await requestWaiver(ports, by(ines), wish);
    await expect(decideWaiver(ports, by(actor), { waiverId: waiver.id, approve: true })).rejects.toMatchObject({ code });
    expect(stateNow(ports, waiver)).toBe('REQUESTED');
    expect(ports.entries.at(-1)).toMatchObject({ act: 'decideWaiver', outcome: 'REFUSED' });
  });

  it('is refused for what is no longer open: run out, sealed anew, revoked, or not there', async () => {
    const ports = waiverPorts();
    const decide = (waiverId: string) => decideWaiver(ports, by(omar), { waiverId, approve: true });
    const [first, second] = [await requestWaiver(ports, by(ines), wish), await requestWaiver(ports, by(ines), { ...wish, expiresAt: new Date('2026-12-01T00:00:00Z') })];
    await revokeWaiver(ports, by(ines), { waiverId: second.id, reason: 'Not needed.' });
    await expect(decide(second.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    ports.at = '2026-11-24T12:00:00.000Z';
    await expect(decide(first.id)).rejects.toThrow('ran out at 2026-11-24T12:00:00.000Z');
    ports.at = now;
    await ports.releases.seal('payments-2.4.0', { ...sealed, revision: 3 });
    await expect(decide(first.id)).rejects.toThrow('revision 2 of payments-2.4.0, which was sealed anew since');
    await expect(decide('waiver:none')).rejects.toMatchObject({ code: 'NOT_FOUND', path: ['waiverId'] });
  });
});

describe('a directory', () => {
  const account = (email: string, isActive: boolean | null, isService: boolean | null = null) => ({ kind: 'account', id: `servicenow:account:${email}`, email, isActive, isService });
  const told = (ports: Ports, ...accounts: ReturnType<typeof account>[]): Ports => {
    jest.spyOn(ports.records, 'find').mockResolvedValue([{ connection: 'servicenow', isProduction: true, isComplete: true, problem: null, records: accounts as never }]);
    return ports;
  };
  const [off, on] = [account('Omar@northbank.example', false), account('omar@northbank.example', true)];
  const decided = async (ports: Ports) => decideWaiver(ports, by(omar), { waiverId: (await requestWaiver(ports, by(ines), wish)).id, approve: true });

  it('that says that somebody left keeps them from deciding, and from being the second person', async () => {
    await expect(decided(told(waiverPorts(), off))).rejects.toMatchObject({ message: expect.stringContaining('servicenow says that the account of Omar is switched off') as string, about: [expect.stringContaining('servicenow:account:') as string] });
    await expect(breakGlass(told(waiverPorts(), off), by(ines), emergency)).rejects.toMatchObject({ code: 'FORBIDDEN', path: ['secondPersonEmail'] });
  });

  it('that says that somebody is a pipeline keeps them from asking, and from deciding', async () => {
    await expect(decided(told(waiverPorts(), account('omar@northbank.example', true, true)))).rejects.toThrow('servicenow says that Omar is a service account');
    await expect(decided(told(waiverPorts(), account('ines@northbank.example', true, true)))).rejects.toThrow('servicenow says that Ines is a service account');
  });

  it.each<[string, readonly ReturnType<typeof account>[]]>([['nothing of them', []], ['that another account of theirs is on', [off, on]], ['that somebody else left', [account('grace@northbank.example', false)]], ['nothing of its state', [account('omar@northbank.example', null)]]])('that says %s keeps nobody', async (_name, accounts) => {
    expect((await decided(told(waiverPorts(), ...accounts))).decision?.isApproved).toBe(true);
  });
});

describe('revokeWaiver', () => {
  it('takes it back, decided or not, with a reason', async () => {
    const ports = waiverPorts();
    const waiver = await requestWaiver(ports, by(ines), wish);
    await decideWaiver(ports, by(omar), { waiverId: waiver.id, approve: true });
    await expect(revokeWaiver(ports, by(ines), { waiverId: waiver.id, reason: ' ' })).rejects.toMatchObject({ code: 'INVALID', path: ['reason'] });
    expect((await revokeWaiver(ports, by(ines), { waiverId: waiver.id, reason: 'Done after all.' })).revoked).toEqual({ by: ines, at: now, reason: 'Done after all.' });
    expect(stateNow(ports, waiver)).toBe('REVOKED');
  });
});

describe('breakGlass', () => {
  it('asks for each gate, and lets nothing go until the second person confirms it', async () => {
    const ports = waiverPorts();
    const waivers = await breakGlass(ports, by(ines), emergency);
    expect(waivers.map(({ gate, expiresAt, breakGlass: glass }) => [gate, expiresAt, glass])).toEqual(['work-items-are-done', 'no-freeze'].map((gate) =>
      [gate, in4hours, { secondPersonEmail: 'omar@northbank.example', followUp: { ownerEmail: 'ines@northbank.example', dueAt: '2026-11-26T16:00:00.000Z', settled: null } }]));
    expect(waivers.map((waiver) => stateNow(ports, waiver))).toEqual(['REQUESTED', 'REQUESTED']);
    const [first] = waivers as [Waiver];
    await decideWaiver(ports, by(omar), { waiverId: first.id, approve: true });
    expect(waivers.map((waiver) => stateNow(ports, waiver))).toEqual(['ACTIVE', 'REQUESTED']);
  });

  it('is confirmed by the person who was named, and by nobody else', async () => {
    const ports = waiverPorts();
    const [waiver] = await breakGlass(ports, by(omar), { ...emergency, secondPersonEmail: 'INES@northbank.example' }) as [Waiver];
    await expect(decideWaiver(ports, by(person('Grace')), { waiverId: waiver.id, approve: true })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(decideWaiver(ports, by(omar), { waiverId: waiver.id, approve: true })).rejects.toMatchObject({ code: 'SAME_PERSON' });
    await decideWaiver(ports, by(ines), { waiverId: waiver.id, approve: true });
    expect(stateNow(ports, waiver)).toBe('ACTIVE');
  });

  it.each<[string, Partial<BreakGlassWish>, string, string]>([
    ['of no gate', { gates: [] }, 'INVALID', 'gates'],
    ['of a gate nobody may waive, among others', { gates: ['no-freeze', 'package-matches-its-seal'] }, 'FORBIDDEN', 'gates'],
    ['for longer than four hours', { expiresAt: new Date('2026-11-23T16:00:00.001Z') }, 'INVALID', 'expiresAt'],
    ['without a reason', { reason: '' }, 'INVALID', 'reason'],
    ['with oneself', { secondPersonEmail: 'Ines@Northbank.example' }, 'SAME_PERSON', 'secondPersonEmail'],
    ['with oneself under another account', { secondPersonEmail: 'iw@northbank.example' }, 'SAME_PERSON', 'secondPersonEmail'],
    ['with nobody known', { secondPersonEmail: 'ghost@northbank.example' }, 'FORBIDDEN', 'secondPersonEmail'],
    ['with somebody who has left', { secondPersonEmail: 'leaver@northbank.example' }, 'FORBIDDEN', 'secondPersonEmail'],
  ])('is refused %s, and nothing is asked for', async (_name, given, code, path) => {
    const ports = waiverPorts();
    await expect(breakGlass(ports, by(ines), { ...emergency, ...given })).rejects.toMatchObject({ code, path: [path] });
    expect(ports.standing.size).toBe(0);
  });

  it('has a follow-up that somebody settles with a note', async () => {
    const ports = waiverPorts();
    const [waiver] = await breakGlass(ports, by(ines), emergency) as [Waiver];
    await expect(settleFollowUp(ports, by(omar), { waiverId: waiver.id, note: ' ' })).rejects.toMatchObject({ code: 'INVALID', path: ['note'] });
    expect((await settleFollowUp(ports, by(omar), { waiverId: waiver.id, note: 'PRB0040002.' })).breakGlass?.followUp.settled).toEqual({ by: omar, at: now, note: 'PRB0040002.' });
  });
});
