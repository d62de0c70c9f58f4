import { onPostgres } from './each-database.fixture.ts';

onPostgres('Restrictions', (given) => {
  const kept = () => given.sql('select connection, kind, classifications from muster.restriction order by connection, kind');

  test('are those of the hub that started last, in the words that SQL compares; an auditor reads no view as one', async () => {
    const { restrictions } = given.store();
    await restrictions.keep([{ connection: 'desk', kinds: ['incident', 'change'], classifications: null, roles: ['AUDITOR'] }]);
    expect(await kept()).toEqual([{ connection: 'desk', kind: 'change', classifications: null }, { connection: 'desk', kind: 'incident', classifications: null }]);
    await restrictions.keep([{ connection: 'jira', kinds: ['work-item'], classifications: [' Board ONLY '], roles: ['VIEWER'] }]);
    expect(await kept()).toEqual([{ connection: 'jira', kind: 'work-item', classifications: ['board only'] }]);
    await restrictions.keep([]);
    expect(await kept()).toEqual([]);
  });

  test('of two hubs that start together are those of one of them, whole', async () => {
    const { restrictions } = given.store();
    await Promise.all(['a', 'b', 'c', 'd'].map((connection) => restrictions.keep([{ connection, kinds: ['change', 'incident'], classifications: null, roles: ['AUDITOR'] }])));
    const rows = await kept();
    expect([rows.length, new Set(rows.map(({ connection }) => connection)).size]).toEqual([2, 1]);
  });
});
