import type { Channel } from './channel.ts';
import { deploymentEvent, readinessChanged, release, verdict } from './event.fixture.ts';
import { addresseesOf, type Rule } from './rules.ts';

const channel = (name: string, isPersonal: boolean): Channel => ({ name, isPersonal, send: () => Promise.resolve() });
const channels = new Map([channel('mail', true), channel('chat', false)].map((one) => [one.name, one]));
const to = (channelName: string, more: Partial<Rule['to']> = {}): Rule['to'] => ({ channel: channelName, roles: [], owner: false, concerned: false, people: [], ...more });
const rule = (more: Partial<Rule> = {}): Rule => ({ events: null, environments: null, services: null, outcomes: null, to: to('chat'), ...more });
const ours = release([{ email: 'Rosa@northbank.example', role: 'CHANGE_AUTHORITY' }, { email: 'rosa@northbank.example', role: 'TESTER' }, { email: 'kai@northbank.example', role: 'OPERATIONS' }]);
const event = readinessChanged([verdict]);

describe('the rules name', () => {
  it('each recipient once, however many rules and spellings do', () => {
    const rules = [rule(), rule({ outcomes: ['NOT_READY'] }), rule({ to: to('mail', { roles: ['CHANGE_AUTHORITY', 'TESTER'], people: ['ROSA@northbank.example'], owner: true }) })];
    expect(addresseesOf(event, ours, rules, channels).map(({ channel: name, recipient }) => [name, recipient?.toLowerCase() ?? null])).toEqual([['chat', null], ['mail', 'rosa@northbank.example'], ['mail', 'ines@northbank.example']]);
  });

  it.each<[string, Partial<Rule>, number]>([
    ['the event', { events: ['READINESS_CHANGED'] }, 1], ['another event', { events: ['PLAN_PROPOSED'] }, 0],
    ['the environment', { environments: ['staging', 'production'] }, 1], ['another environment', { environments: ['staging'] }, 0],
    ['the service', { services: ['payments'] }, 1], ['another service', { services: ['ledger'] }, 0],
    ['the outcome', { outcomes: ['NOT_READY'] }, 1], ['another outcome', { outcomes: ['READY'] }, 0],
  ])('by %s', (_what, more, count) => {
    expect(addresseesOf(event, ours, [rule(more)], channels)).toHaveLength(count);
  });

  it('who asked for a deployment, by its state', () => {
    const rules = [rule({ outcomes: ['FAILED'], to: to('mail', { concerned: true }) })];
    expect(addresseesOf(deploymentEvent('DEPLOYMENT_FAILED'), null, rules, channels)).toEqual([{ channel: 'mail', recipient: 'ines@northbank.example' }]);
    expect(addresseesOf(deploymentEvent('DEPLOYMENT_LIVE', { state: 'RECORDING' }), null, rules, channels)).toEqual([]);
  });

  it('nobody of a release that is not remembered, and no channel that there is not', () => {
    expect(addresseesOf(event, null, [rule({ services: ['payments'] }), rule({ to: to('mail', { owner: true, roles: ['TESTER'] }) }), rule({ to: to('gone') })], channels)).toEqual([]);
  });
});
