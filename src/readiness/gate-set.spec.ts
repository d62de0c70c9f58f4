import { gateSet } from './gate-set.ts';
import { gates } from './gates/index.ts';
import { unreadableGate } from './gate.ts';

describe('the gates that a hub knows', () => {
  it('are those of the house, and behind them those that its company adds', () => {
    const own = unreadableGate('moon-is-full');
    const set = gateSet([own]);
    expect(set.all).toEqual([...gates, own]);
    expect([set.of('moon-is-full'), set.of('no-freeze'), set.of('no-such')]).toEqual([own, gates.find(({ name }) => name === 'no-freeze'), undefined]);
    expect(['moon-is-full', 'no-freeze', 'no-such'].map((name) => set.isCustom(name))).toEqual([true, false, false]);
    expect([gateSet().all, gateSet().isCustom('moon-is-full')]).toEqual([gates, false]);
  });

  it('are the house’s, of two of one name', () => {
    const set = gateSet([unreadableGate('no-freeze')]);
    expect([set.all, set.isCustom('no-freeze'), set.of('no-freeze')?.asks]).toEqual([gates, false, ['freezes', 'windows']]);
  });
});
