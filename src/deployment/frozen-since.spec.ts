import type { Deployment } from '../domain/deployment.ts';
import type { Freeze } from '../domain/freeze.ts';
import type { PolicyGate } from '../domain/policy.ts';
import { frozenSince } from './frozen-since.ts';
import type { DeploymentPorts } from './ports.ts';
import { Scene, somebody } from './testing/scene.ts';
import { stepContext } from './testing/step-context.ts';

const at = (minute: number, ms = 0): string => new Date(Date.UTC(2026, 10, 23, 5, minute, 0, ms)).toISOString();
/** It was triggered at minute 10, and it is minute 30. */
const [triggeredAt, now] = [at(10), new Date(at(30))];
const gate = (name: string): PolicyGate => ({ gate: name }) as PolicyGate;

function aFreeze(more: Partial<Freeze> = {}): Freeze {
  return { id: 'freeze:1', name: 'Year end', reason: 'Books close.', scope: { environments: null, services: null }, timeZone: 'UTC', recurrence: null, first: { startAt: at(20), endAt: null }, declaredBy: somebody, declaredAt: at(0), lifted: null, ...more };
}

async function told(freeze: Freeze, more: Partial<Deployment> = {}, alter: (scene: Scene) => void = () => undefined, ports: Partial<DeploymentPorts> = {}): Promise<readonly string[]> {
  const scene = new Scene();
  scene.policy = { ...scene.policy, gates: [gate('change-is-approved'), gate('no-freeze')] };
  scene.freezes.push(freeze);
  alter(scene);
  return frozenSince({ ...await stepContext(scene, 'follow-run', { triggeredAt, ...more }, { ports: { ...scene.ports(), ...ports } }), now: () => now });
}

const since = (moment: string): readonly string[] => [`The freeze "Year end" of Ana came into force at ${moment} while it ran.`];

describe('a freeze that came over a run', () => {
  it.each<[string, Partial<Freeze>, readonly string[]]>([
    ['one that began since', {}, since(at(20))],
    ['one that begins just now', { first: { startAt: at(30), endAt: null } }, since(at(30))],
    ['one that begins a moment later', { first: { startAt: at(30, 1), endAt: null } }, []],
    ['one that ends a moment later', { first: { startAt: at(20), endAt: at(30, 1) } }, since(at(20))],
    ['one that is over', { first: { startAt: at(20), endAt: at(30) } }, []],
    ['one that was on at the trigger', { first: { startAt: at(10), endAt: null } }, []],
    ['one that began a moment after it', { first: { startAt: at(10, 1), endAt: null } }, since(at(10, 1))],
    ['one that began before and was declared since: from its declaration', { first: { startAt: at(5), endAt: null }, declaredAt: at(12) }, since(at(12))],
    ['one that was declared before it began: from its beginning', { first: { startAt: at(25), endAt: null }, declaredAt: at(12) }, since(at(25))],
    ['one that came again', { first: { startAt: '2026-11-22T05:20:00.000Z', endAt: '2026-11-22T05:50:00.000Z' }, recurrence: 'FREQ=DAILY' }, since(at(20))],
    ['one whose times cannot be read', { first: { startAt: at(20), endAt: at(50) }, recurrence: 'FREQ=DAILY', timeZone: 'Mars/Olympus' }, []],
    ['one of this environment and service', { scope: { environments: ['production'], services: ['payments'] } }, since(at(20))],
    ['one of another environment', { scope: { environments: ['staging'], services: null } }, []],
    ['one of another service', { scope: { environments: null, services: ['ledger'] } }, []],
  ])('%s', async (_title, freeze, expected) => {
    expect(await told(aFreeze(freeze))).toEqual(expected);
  });

  it('is none before its trigger', async () => {
    expect(await told(aFreeze(), { triggeredAt: null })).toEqual([]);
  });

  it('is told beside others', async () => {
    expect(await told(aFreeze(), {}, (scene) => { scene.freezes.push(aFreeze({ name: 'Audit', first: { startAt: at(5), endAt: null } }), aFreeze({ name: 'Holiday' })); })).toHaveLength(2);
  });

  it('says nothing while freezes cannot be read', async () => {
    expect(await told(aFreeze(), {}, undefined, { freezes: { unlifted: () => Promise.reject(new Error('The database is down.')) } })).toEqual([]);
  });
});

describe('freezes are minded where the policy has the gate', () => {
  const backOut = { backOutOfId: 'deployment:0' };

  it.each<[string, Partial<Deployment>, readonly string[], readonly string[] | undefined, boolean]>([
    ['a release', {}, ['no-freeze'], [], true],
    ['a release without that gate', {}, ['change-is-approved'], ['no-freeze'], false],
    ['a back-out with a list of its own', backOut, ['no-freeze'], ['package-matches-its-seal'], false],
    ['a back-out with that gate on its own list', backOut, [], ['no-freeze'], true],
    ['a back-out without a list of its own', backOut, ['no-freeze'], undefined, true],
  ])('%s', async (_title, more, gates, backOutGates, isMinded) => {
    const policy = { gates: gates.map(gate), ...(backOutGates && { backOutGates: backOutGates.map(gate) }) };
    expect(await told(aFreeze(), more, (scene) => { scene.policy = { ...scene.policy, ...policy }; })).toHaveLength(isMinded ? 1 : 0);
  });

  it('and not in an environment that is declared no more', async () => {
    const scene = new Scene();
    scene.policy = { ...scene.policy, gates: [gate('no-freeze')] };
    expect(await told(aFreeze(), {}, undefined, { catalogue: { ...scene.ports().catalogue, environment: () => undefined } })).toEqual([]);
  });
});
