import type { UserErrorCode } from '../domain/error.ts';
import type { Actor } from '../domain/person.ts';
import type { Release } from '../domain/release.ts';
import { agreeToPlan, planDeployment } from './index.ts';
import { mistake } from './mistake.fixture.ts';
import { by, ines, memoryPorts, omar, person, release, type MemoryPorts } from './memory.fixture.ts';

const input = { releaseKey: 'payments-2.4.0', environment: 'production', deployer: 'actions' };
const stakeholders: Release['stakeholders'] = [
  { email: 'OMAR@northbank.example', role: 'CHANGE_AUTHORITY' }, { email: 'omar@northbank.example', role: 'TESTER' },
  { email: 'vera@northbank.example', role: 'BUSINESS' }, { email: 'ines@northbank.example', role: 'SERVICE_OWNER' },
];

async function planned(proposer: Actor = ines): Promise<{ ports: MemoryPorts; agree: (who: Actor, planVersion?: number) => ReturnType<typeof agreeToPlan> }> {
  const ports = memoryPorts([release({ stakeholders })]);
  const plan = await planDeployment(ports, by(proposer), input);
  return { ports, agree: (who, planVersion = 1) => agreeToPlan(ports, by(who), { planId: plan.id, planVersion }) };
}

describe('planDeployment', () => {
  it('proposes the next version, without any agreement', async () => {
    const ports = memoryPorts([release()]);
    const window = { windowStartAt: '2026-11-28T03:00:00+01:00', windowEndAt: new Date('2026-11-28T06:00:00Z') };
    expect(await planDeployment(ports, by(ines), { ...input, ...window, expectedDuration: 'PT45M', parameters: { size: 2 } })).toMatchObject({
      version: 1, window: { startAt: '2026-11-28T02:00:00.000Z', endAt: '2026-11-28T06:00:00.000Z' }, deployer: 'actions', parameters: { size: 2 }, expectedDurationMs: 2_700_000, proposedBy: { name: 'Ines' }, agreements: [],
    });
    expect(await planDeployment(ports, by(ines), input)).toMatchObject({ version: 2, window: null, expectedDurationMs: null });
  });

  it.each<[string, Partial<Parameters<typeof planDeployment>[2]>, UserErrorCode, string]>([
    ['an unknown release', { releaseKey: 'x' }, 'NOT_FOUND', 'releaseKey'],
    ['an unknown environment', { environment: 'moon' }, 'NOT_FOUND', 'environment'],
    ['another deployer', { deployer: 'jenkins' }, 'INVALID', 'deployer'],
    ['an environment without a deployer', { environment: 'staging' }, 'INVALID', 'deployer'],
    ['a duration in words', { expectedDuration: 'an hour' }, 'INVALID', 'expectedDuration'], ['no duration at all', { expectedDuration: 'PT0S' }, 'INVALID', 'expectedDuration'], ['a duration of months', { expectedDuration: 'P60D' }, 'INVALID', 'expectedDuration'],
    ['half a window', { windowStartAt: '2026-11-28T02:00:00Z' }, 'INVALID', 'windowEndAt'],
    ['the other half', { windowEndAt: '2026-11-28T02:00:00Z' }, 'INVALID', 'windowStartAt'],
    ['a window that ends as it starts', { windowStartAt: '2026-11-28T02:00:00Z', windowEndAt: '2026-11-28T02:00:00Z' }, 'INVALID', 'windowEndAt'],
    ['what is no moment', { windowStartAt: 'Saturday', windowEndAt: '2026-11-28T02:00:00Z' }, 'INVALID', 'windowStartAt'],
  ])('refuses %s', async (_name, given, code, path) => {
    expect(await mistake(planDeployment(memoryPorts([release()]), by(ines), { ...input, ...given }))).toEqual({ code, path });
  });
});

describe('agreeToPlan', () => {
  it('agrees in the roles that the policy asks for, and in all of them when it asks for none', async () => {
    const { agree } = await planned();
    expect((await agree(omar)).agreements).toMatchObject([{ email: 'omar@northbank.example', role: 'CHANGE_AUTHORITY', planVersion: 1 }]);
    expect((await agree(person('Vera'))).agreements).toMatchObject([{ role: 'CHANGE_AUTHORITY' }, { email: 'vera@northbank.example', role: 'BUSINESS' }]);
  });

  it('takes no agreement of who proposed it, by whatever account or pipeline', async () => {
    const pipeline = { kind: 'automation', name: 'main', issuer: 'ci', onBehalfOf: ines } as const;
    expect(await mistake((await planned()).agree(ines))).toEqual({ code: 'SAME_PERSON', path: 'planId' });
    expect(await mistake((await planned()).agree(pipeline))).toMatchObject({ code: 'SAME_PERSON' });
    expect(await mistake((await planned(pipeline)).agree(ines))).toMatchObject({ code: 'SAME_PERSON' });
    expect((await (await planned({ ...pipeline, onBehalfOf: null })).agree(ines)).agreements).toHaveLength(1);
  });

  it('takes no agreement of somebody unknown, of no stakeholder, or of nobody; nor while the proposer is unknown', async () => {
    const { agree } = await planned();
    expect(await mistake(agree(person('Omar', { isMapped: false })))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await mistake(agree(person('Liam')))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await mistake(agree({ kind: 'automation', name: 'main', issuer: 'ci', onBehalfOf: null }))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await mistake((await planned(person('Ghost', { isMapped: false }))).agree(omar))).toMatchObject({ code: 'SAME_PERSON' });
  });

  it('takes the same agreement again once the package was sealed anew', async () => {
    const { ports, agree } = await planned();
    await agree(omar);
    const [standing] = (await ports.releases.byKeys([input.releaseKey])).values();
    const seal = { sealedAt: '2099-01-01T00:00:00.000Z', sealedBy: ines, digest: 'd'.repeat(64), artifacts: [] };
    await ports.releases.seal(standing?.key ?? '', { ...seal, revision: 1 });
    expect((await agree(omar)).agreements).toHaveLength(2);
    await ports.releases.seal(standing?.key ?? '', { ...seal, revision: 2 });
    expect((await agree(omar)).agreements).toHaveLength(1);
  });

  it('takes an agreement to the newest version only', async () => {
    const { ports, agree } = await planned();
    expect(await mistake(agree(omar, 2))).toEqual({ code: 'CONFLICT', path: 'planVersion' });
    await planDeployment(ports, by(ines), input);
    expect(await mistake(agree(omar, 1))).toEqual({ code: 'CONFLICT', path: 'planVersion' });
    expect(await mistake(agree(omar, 2))).toEqual({ code: 'CONFLICT', path: 'planVersion' });
    expect(await mistake(agreeToPlan(ports, by(omar), { planId: 'plan:none', planVersion: 1 }))).toEqual({ code: 'NOT_FOUND', path: 'planId' });
  });
});
