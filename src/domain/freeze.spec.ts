import { concerns, type FreezeScope } from './freeze.ts';

describe('a freeze', () => {
  it('concerns what its scope names, and everything where it names nothing', () => {
    const scoped = (environments: FreezeScope['environments'], services: FreezeScope['services']) => concerns({ scope: { environments, services } }, 'production', 'payments');
    expect([scoped(null, null), scoped(['production'], null), scoped(null, ['payments']), scoped(['staging', 'production'], ['payments'])]).toEqual([true, true, true, true]);
    expect([scoped(['staging'], null), scoped(null, ['lending']), scoped(['staging'], ['payments']), scoped(['production'], ['lending']), scoped([], null)]).toEqual([false, false, false, false, false]);
  });
});
