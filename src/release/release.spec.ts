import type { UserErrorCode } from '../domain/error.ts';
import type { Automation } from '../domain/person.ts';
import { cancelRelease, closeRelease, createRelease, linkRecord, updateRelease } from './index.ts';
import { mistake } from './mistake.fixture.ts';
import { by, ines, memoryPorts, now, omar, release, type MemoryPorts } from './memory.fixture.ts';

const input = { key: 'payments-2.4.0', version: '2.4.0', serviceKey: 'payments' };
const pipeline: Automation = { kind: 'automation', name: 'main', issuer: 'https://ci.example', onBehalfOf: null };

const linksOf = ({ kept }: MemoryPorts) => [...kept.links.values()];

describe('createRelease', () => {
  it('writes a release with what its creator declares, and who did it', async () => {
    const ports = memoryPorts();
    const records = [{ reference: 'servicenow:change:CHG0030003', environment: 'production' }, { reference: 'artifactory:build:payments/118' }, { reference: 'jira:version:PAY/2.4.0' }];
    const created = await createRelease(ports, by(ines), { ...input, records, stakeholders: [{ email: 'Omar@NorthBank.example', role: 'CHANGE_AUTHORITY' }, { email: 'omar@northbank.example', role: 'CHANGE_AUTHORITY' }] });
    expect(created).toMatchObject({ key: 'payments-2.4.0', name: 'payments-2.4.0', ownerEmail: 'ines@northbank.example', createdAt: now, sealed: null, stakeholders: [{ email: 'omar@northbank.example', role: 'CHANGE_AUTHORITY' }] });
    expect(linksOf(ports).map(({ relation, environment, origin, by: who }) => ({ relation, environment, origin, who }))).toEqual([
      { relation: 'CHANGE', environment: 'production', origin: 'DECLARED', who: 'Ines' }, { relation: 'ARTIFACT', environment: null, origin: 'DECLARED', who: 'Ines' }, { relation: 'WORK_ITEM', environment: null, origin: 'DECLARED', who: 'Ines' },
    ]);
    expect(ports.entries).toMatchObject([{ act: 'createRelease', subject: 'payments-2.4.0', outcome: 'DONE', actor: { name: 'Ines' } }]);
  });

  it.each<[string, Partial<Parameters<typeof createRelease>[2]>, UserErrorCode, string]>([
    ['a key with spaces', { key: 'payments 2' }, 'INVALID', 'key'],
    ['no version', { version: ' ' }, 'INVALID', 'version'],
    ['an unknown service', { serviceKey: 'nowhere' }, 'NOT_FOUND', 'serviceKey'],
    ['what is no reference', { records: [{ reference: 'CHG0030003' }] }, 'INVALID', 'records.0.reference'],
    ['a build without a number', { records: [{ reference: 'artifactory:build:payments' }] }, 'INVALID', 'records.0.reference'],
    ['an unknown environment', { records: [{ reference: 'jira:work-item:PAY-1', environment: 'moon' }] }, 'NOT_FOUND', 'records.0.environment'],
    ['an address that is none', { stakeholders: [{ email: 'omar', role: 'TESTER' }] }, 'INVALID', 'stakeholders.0.email'],
    ['an unknown dependency', { dependsOn: ['ledger-1.0.0'] }, 'NOT_FOUND', 'dependsOn.0'],
    ['itself as a dependency', { dependsOn: ['payments-2.4.0'] }, 'INVALID', 'dependsOn'],
  ])('refuses %s, says where, and writes the refusal down', async (_name, given, code, path) => {
    const ports = memoryPorts();
    expect(await mistake(createRelease(ports, by(ines), { ...input, ...given }))).toEqual({ code, path });
    expect(ports.entries).toMatchObject([{ outcome: 'REFUSED' }]);
  });

  it('refuses a key that is taken', async () => {
    expect(await mistake(createRelease(memoryPorts([release()]), by(ines), input))).toMatchObject({ code: 'CONFLICT' });
  });

  it('gives the release of a pipeline to its release manager, and refuses one that nobody would own', async () => {
    expect(await createRelease(memoryPorts(), by(pipeline), { ...input, stakeholders: [{ email: 'omar@northbank.example', role: 'RELEASE_MANAGER' }] })).toMatchObject({ ownerEmail: 'omar@northbank.example' });
    expect(await mistake(createRelease(memoryPorts(), by(pipeline), input))).toEqual({ code: 'INVALID', path: 'stakeholders' });
  });
});

describe('updateRelease', () => {
  it('changes what is said and leaves the rest', async () => {
    const ports = memoryPorts([release({ description: 'Old', train: 'autumn' })]);
    expect(await updateRelease(ports, by(ines), { key: 'payments-2.4.0', name: ' New ', description: null, ownerEmail: 'Omar@northbank.example' })).toMatchObject({ name: 'New', description: null, train: 'autumn', ownerEmail: 'omar@northbank.example' });
  });

  it('refuses a ring of dependencies', async () => {
    const ports = memoryPorts([release(), release({ key: 'ledger-1.0.0', dependsOn: ['cards-1.0.0'] }), release({ key: 'cards-1.0.0', dependsOn: ['payments-2.4.0'] })]);
    expect(await mistake(updateRelease(ports, by(ines), { key: 'payments-2.4.0', dependsOn: ['ledger-1.0.0'] }))).toEqual({ code: 'INVALID', path: 'dependsOn' });
  });

  it('refuses an empty name and an unknown release', async () => {
    expect(await mistake(updateRelease(memoryPorts([release()]), by(ines), { key: 'payments-2.4.0', name: ' ' }))).toEqual({ code: 'INVALID', path: 'name' });
    expect(await mistake(updateRelease(memoryPorts(), by(ines), { key: 'payments-2.4.0' }))).toEqual({ code: 'NOT_FOUND', path: 'key' });
  });
});

describe('cancelRelease and closeRelease', () => {
  it('end a release once, and then nothing changes it', async () => {
    const ports = memoryPorts([release()]);
    expect(await cancelRelease(ports, by(ines), { key: 'payments-2.4.0', reason: 'superseded' })).toMatchObject({ canceledAt: now });
    expect(await cancelRelease(ports, by(ines), { key: 'payments-2.4.0', reason: 'again' })).toMatchObject({ canceledAt: now });
    expect(await mistake(closeRelease(ports, by(ines), { key: 'payments-2.4.0' }))).toMatchObject({ code: 'CONFLICT' });
    expect(await mistake(linkRecord(ports, by(ines), { releaseKey: 'payments-2.4.0', reference: 'jira:work-item:PAY-1' }))).toMatchObject({ code: 'CONFLICT' });
    expect(ports.entries[0]).toMatchObject({ subject: 'payments-2.4.0: superseded' });
  });

  it('close once, and refuse a cancellation after it or without a reason', async () => {
    const ports = memoryPorts([release()]);
    expect(await mistake(cancelRelease(ports, by(ines), { key: 'payments-2.4.0', reason: ' ' }))).toEqual({ code: 'INVALID', path: 'reason' });
    expect(await closeRelease(ports, by(ines), { key: 'payments-2.4.0', notes: 'went well' })).toMatchObject({ closedAt: now });
    expect(await closeRelease(ports, by(ines), { key: 'payments-2.4.0' })).toMatchObject({ closedAt: now });
    expect(await mistake(cancelRelease(ports, by(ines), { key: 'payments-2.4.0', reason: 'late' }))).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('linkRecord', () => {
  it('declares a record once, and makes a discovered link a declared one', async () => {
    const ports = memoryPorts([release()]);
    const reference = 'servicenow:change:CHG1';
    await ports.releases.addLinks([{ id: 'link:1', releaseKey: 'payments-2.4.0', relation: 'CHANGE', reference, identity: 'servicenow:change:x', environment: null, origin: 'DISCOVERED', by: 'rule', linkedAt: now, excluded: null }]);
    expect(await linkRecord(ports, by(omar), { releaseKey: 'payments-2.4.0', reference })).toMatchObject({ id: 'link:1', origin: 'DECLARED', by: 'Omar', identity: 'servicenow:change:x' });
    await linkRecord(ports, by(omar), { releaseKey: 'payments-2.4.0', reference });
    expect(linksOf(ports)).toHaveLength(1);
  });

  it('does not bring back what somebody took out', async () => {
    const ports = memoryPorts([release()]);
    const reference = 'servicenow:change:CHG1';
    const link = await linkRecord(ports, by(omar), { releaseKey: 'payments-2.4.0', reference });
    await ports.releases.exclude(link.id, { because: 'not ours', by: ines, at: now, agreedBy: null, needsAgreement: false });
    expect(await mistake(linkRecord(ports, by(omar), { releaseKey: 'payments-2.4.0', reference }))).toEqual({ code: 'CONFLICT', path: 'reference' });
  });
});
