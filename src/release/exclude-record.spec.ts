import { isJudged, type Link } from '../domain/release.ts';
import { excludeRecord } from './index.ts';
import { mistake } from './mistake.fixture.ts';
import { by, ines, memoryPorts, now, omar, person, release, type MemoryPorts } from './memory.fixture.ts';
import { newLink } from './new-link.ts';

const reference = 'servicenow:change:CHG1';
const link = (environment: string | null): Link => newLink('payments-2.4.0', { relation: 'CHANGE', reference, identity: 'servicenow:change:sys1', environment, origin: 'DISCOVERED', by: 'rule' }, now);
const sealed = release({ sealed: { revision: 1, sealedAt: now, sealedBy: ines, digest: 'd', artifacts: [] } });
const exclude = (ports: MemoryPorts, who: Parameters<typeof by>[0], reason = 'a duplicate') => excludeRecord(ports, by(who), { releaseKey: 'payments-2.4.0', reference, reason });

describe('excludeRecord', () => {
  it('takes a record out in every environment, with who and why, before sealing', async () => {
    const ports = memoryPorts([release()], [link('production'), link('staging')]);
    expect(await exclude(ports, ines)).toMatchObject({ excluded: { because: 'a duplicate', by: { name: 'Ines' }, needsAgreement: false } });
    expect([...ports.kept.links.values()].some(isJudged)).toBe(false);
  });

  it('finds the record by its identity too', async () => {
    const ports = memoryPorts([release()], [link(null)]);
    expect(await excludeRecord(ports, by(ines), { releaseKey: 'payments-2.4.0', reference: 'servicenow:change:sys1', reason: 'a duplicate' })).toMatchObject({ reference });
  });

  it('waits for a second person after sealing', async () => {
    const ports = memoryPorts([sealed], [link(null)]);
    const asked = await exclude(ports, ines);
    expect(asked.excluded).toMatchObject({ needsAgreement: true, agreedBy: null });
    expect(isJudged(asked)).toBe(true);
    expect(await mistake(exclude(ports, ines))).toEqual({ code: 'SAME_PERSON', path: 'reference' });
    expect(await mistake(exclude(ports, person('Weber', { email: 'INES@northbank.example' })))).toMatchObject({ code: 'SAME_PERSON' });
    const agreed = await exclude(ports, omar, 'I agree');
    expect(agreed.excluded).toMatchObject({ because: 'a duplicate', by: { name: 'Ines' }, agreedBy: { name: 'Omar' } });
    expect(isJudged(agreed)).toBe(false);
    expect(await exclude(ports, person('Vera'))).toEqual(agreed);
  });

  it('counts nobody unknown after sealing, neither as first nor as second', async () => {
    const nobody = person('Nobody', { isMapped: false });
    const pipeline = { kind: 'automation', name: 'main', issuer: 'ci', onBehalfOf: null } as const;
    const ports = memoryPorts([sealed], [link(null)]);
    for (const who of [nobody, pipeline]) expect(await mistake(exclude(ports, who))).toMatchObject({ code: 'FORBIDDEN' });
    await exclude(ports, ines);
    for (const who of [nobody, pipeline]) expect(await mistake(exclude(ports, who))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await mistake(exclude(ports, { ...pipeline, onBehalfOf: ines }))).toMatchObject({ code: 'SAME_PERSON' });
  });

  it('refuses no reason and no such link', async () => {
    expect(await mistake(exclude(memoryPorts([release()], [link(null)]), ines, ' '))).toEqual({ code: 'INVALID', path: 'reason' });
    expect(await mistake(exclude(memoryPorts([release()]), ines))).toEqual({ code: 'NOT_FOUND', path: 'reference' });
  });
});
