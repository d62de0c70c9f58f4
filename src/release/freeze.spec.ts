import { UserMistake } from '../domain/error.ts';
import type { Freeze } from '../domain/freeze.ts';
import { declareFreeze, type DeclareFreeze, type FreezePorts } from './declare-freeze.ts';
import { liftFreeze } from './lift-freeze.ts';
import { by, memoryPorts, now, omar, type MemoryPorts } from './memory.fixture.ts';

const input: DeclareFreeze = { name: ' Year end ', reason: 'Books close.', timeZone: 'UTC', firstStartAt: new Date('2026-12-20T00:00:00Z') };

function freezePorts(): FreezePorts & MemoryPorts & { readonly standing: Map<string, Freeze> } {
  const standing = new Map<string, Freeze>();
  const unused = (): never => { throw new Error('not needed in these specs'); };
  return {
    ...memoryPorts(), standing,
    checkFreezeTimes: ({ timeZone }) => { if (timeZone !== 'UTC') throw new UserMistake('INVALID', 'No such zone.', ['timeZone']); },
    freezes: {
      declare: (freeze) => { standing.set(freeze.id, freeze); return Promise.resolve(); },
      lift: (id, lifted) => {
        const freeze = standing.get(id);
        if (freeze === undefined) throw new UserMistake('NOT_FOUND', `There is no freeze "${id}".`, ['freezeId']);
        return Promise.resolve({ ...freeze, lifted });
      },
      byId: unused, byIds: unused, all: unused, unlifted: unused,
    },
  };
}

describe('declareFreeze', () => {
  it('writes the freeze down, with who declared it, and leaves its scope open where it is left out', async () => {
    const ports = freezePorts();
    const freeze = await declareFreeze(ports, by(omar), input);
    expect(freeze).toMatchObject({
      name: 'Year end', scope: { environments: null, services: null }, recurrence: null, first: { startAt: '2026-12-20T00:00:00.000Z', endAt: null }, declaredBy: omar, declaredAt: now, lifted: null,
    });
    expect([...ports.standing.values()]).toEqual([freeze]);
    expect(ports.entries).toMatchObject([{ act: 'declareFreeze', outcome: 'DONE', actor: omar }]);
  });

  it.each<[string, Partial<DeclareFreeze>, string, string]>([
    ['without a name', { name: ' ' }, 'INVALID', 'name'],
    ['without a reason', { reason: '' }, 'INVALID', 'reason'],
    ['of no environment', { environments: [] }, 'INVALID', 'environments'],
    ['of no service', { services: [] }, 'INVALID', 'services'],
    ['of an unknown environment', { environments: ['production', 'prodution'] }, 'NOT_FOUND', 'environments'],
    ['of an unknown service', { services: ['paymnts'] }, 'NOT_FOUND', 'services'],
    ['of a time that cannot be told', { timeZone: 'Mars/Olympus' }, 'INVALID', 'timeZone'],
  ])('is refused %s, and the refusal is written down', async (_name, given, code, path) => {
    const ports = freezePorts();
    await expect(declareFreeze(ports, by(omar), { ...input, ...given })).rejects.toMatchObject({ code, path: [path] });
    expect(ports.standing.size).toBe(0);
    expect(ports.entries).toMatchObject([{ act: 'declareFreeze', outcome: 'REFUSED' }]);
  });
});

describe('liftFreeze', () => {
  it('says who lifted it and why', async () => {
    const ports = freezePorts();
    const { id } = await declareFreeze(ports, by(omar), input);
    expect((await liftFreeze(ports, by(omar), { freezeId: id, reason: 'All clear.' })).lifted).toEqual({ by: omar, at: now, reason: 'All clear.' });
    expect(ports.entries.map(({ act }) => act)).toEqual(['declareFreeze', 'liftFreeze']);
  });

  it('is refused without a reason, and where there is no such freeze', async () => {
    const ports = freezePorts();
    await expect(liftFreeze(ports, by(omar), { freezeId: 'freeze:1', reason: ' ' })).rejects.toMatchObject({ code: 'INVALID', path: ['reason'] });
    await expect(liftFreeze(ports, by(omar), { freezeId: 'freeze:1', reason: 'All clear.' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(ports.entries.map(({ outcome }) => outcome)).toEqual(['REFUSED', 'REFUSED']);
  });
});
