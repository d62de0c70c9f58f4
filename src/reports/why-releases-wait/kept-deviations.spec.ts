import { chance } from '../../domain/chance.fixture.ts';
import { catalogueWith, eachReportDatabase, forgotten } from '../reports.fixture.ts';
import { acts, wrong } from './kept-deviations.fixture.ts';

eachReportDatabase('kept deviations of judgements', catalogueWith({ key: 'payments' }), (given) => {
  beforeEach(() => forgotten(given));

  it.each([1, 2, 3])('are those of the judgements, whatever is written in whatever order (seed %i)', async (seed) => {
    const random = chance(seed);
    const all = acts(given, random);
    let turned = 0;
    for (let turn = 0; turn < 120; turn += 1) {
      const act = Math.floor(random() * all.length);
      await all[act]?.();
      expect({ turn, act, wrong: await given.sql(wrong) }).toEqual({ turn, act, wrong: [] });
      turned += Number((await given.sql('select count(*)::int as count from muster.deviation where prior_at is not null and off_number is not null and next_at is not null'))[0]?.['count']);
    }
    // Else nothing was compared with nothing.
    expect(turned).toBeGreaterThan(100);
  }, 120_000);

  it('go with the judgements', async () => {
    const all = acts(given, chance(4));
    for (let turn = 0; turn < 10; turn += 1) await all[0]?.();
    expect(await given.sql('select * from muster.deviation')).not.toEqual([]);
    await given.sql('delete from muster.assessment');
    expect(await given.sql('select * from muster.deviation')).toEqual([]);
  });
});
