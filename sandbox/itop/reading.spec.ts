import type { StandIn } from '../kernel/index.ts';
import { itopCredentials } from './credentials.ts';
import { call, fieldsOf, get, startForSpec } from './itop.spec-data.ts';

let itop: StandIn;
beforeAll(async () => { itop = await startForSpec(); });
afterAll(() => itop.close());

describe('iTop says no inside HTTP 200', () => {
  it.each<[string, Record<string, string>, object]>([
    ['a bad login', { auth_pwd: 'wrong' }, { code: 1, message: 'Error: Invalid login' }],
    ['an account without the REST profile', { auth_user: itopCredentials.withoutRest.userName, auth_pwd: itopCredentials.withoutRest.password }, { code: 1 }],
    ['no JSON', { json_data: '' }, { code: 3 }],
    ['damaged JSON', { json_data: '{"operation":' }, { code: 4, message: 'Error: Parameter json_data is not a valid JSON structure' }],
    ['an unknown verb', { json_data: '{"operation":"core/nope"}' }, { code: 11, message: 'Error: Unknown verb \'core/nope\' in version \'1.3\'' }],
  ])('%s', async (_name, form, body) => {
    expect(await call(itop, '{}', form)).toMatchObject(body);
  });

  it('a missing or unknown version', async () => {
    expect((await call(itop, '{}', {}, '')).code).toBe(2);
    expect((await call(itop, '{}', {}, '9.9')).code).toBe(10);
  });

  it('an unknown class and an unknown attribute, also one that only subclasses have', async () => {
    expect(await get(itop, 'Nope', '{}')).toEqual({ code: 100, message: 'Error: class: \'Nope\' is not a valid class\'' });
    expect(await get(itop, 'FunctionalCI', {}, 'name,nosuchfield')).toEqual({ code: 100, message: 'Error: output_fields: invalid attribute code \'nosuchfield\'' });
    expect((await get(itop, 'FunctionalCI', {}, 'status')).code).toBe(100);
    expect((await get(itop, 'Server', 'SELECT Server WHERE nosuchfield = 1')).code).toBe(100);
  });

  it('an account without the right, with the code of a bad login', async () => {
    const { userName, password } = itopCredentials.withoutTickets;
    const asked = await call(itop, { operation: 'core/get', class: 'Change', key: {}, output_fields: 'id' }, { auth_user: userName, auth_pwd: password });
    expect(asked).toEqual({ code: 1, message: 'The current user does not have enough permissions for reading data of class Change', objects: null });
  });
});

describe('core/get', () => {
  it('tells the total beside a page of a map, ids as text, and null for none', async () => {
    const page = await get(itop, 'FunctionalCI', {}, 'name,finalclass', { limit: 5, page: 2 });
    expect(Object.keys(page.objects ?? {})).toHaveLength(5);
    expect(Number(/^Found: (\d+)$/.exec(page.message ?? '')?.[1])).toBeGreaterThan(90);
    for (const [key, { class: name, key: id }] of Object.entries(page.objects ?? {})) expect(key).toBe(`${name}::${id}`);
    expect(await get(itop, 'Server', 'SELECT Server WHERE name = \'none\'')).toEqual({ code: 0, message: 'Found: 0', objects: null });
  });

  it('gives no order to build pages on', async () => {
    const ids = fieldsOf(await get(itop, 'Change', {}, 'id')).map(({ id }) => Number(id));
    expect(ids).not.toEqual(ids.toSorted((a, b) => a - b));
  });

  it('knows ids, criteria, "*" and "*+"', async () => {
    expect(fieldsOf(await get(itop, 'Change', 1, 'ref,status,finalclass'))).toEqual([{ ref: 'C-000001', status: 'approved', finalclass: 'NormalChange' }]);
    expect(fieldsOf(await get(itop, 'Change', { ref: 'C-000002' }, 'id'))).toEqual([{ id: '2' }]);
    const [every] = fieldsOf(await get(itop, 'FunctionalCI', 'SELECT Server WHERE name = \'ledger-node-1-prod\'', '*+'));
    expect(every).toMatchObject({ status: 'production', organization_name: 'North Bank', obsolescence_flag: false });
    const [asked] = fieldsOf(await get(itop, 'FunctionalCI', 'SELECT Server WHERE name = \'ledger-node-1-prod\'', '*'));
    expect(asked).not.toHaveProperty('status');
  });
});

describe('OQL', () => {
  const refs = async (where: string): Promise<unknown[]> => fieldsOf(await get(itop, 'Change', `SELECT Change AS c WHERE ${where}`, 'ref')).map(({ ref }) => ref).toSorted();

  it('reads =, IN, LIKE, brackets and comparisons, with and without the alias', async () => {
    expect(await refs('c.ref IN (\'C-000001\', "C-000002")')).toEqual(['C-000001', 'C-000002']);
    expect(await refs('id < 3 AND status != \'approved\'')).toEqual(['C-000002']);
    expect(await refs('(title LIKE \'%payments%\' OR description LIKE \'%cards%\') AND status NOT IN (\'new\')')).toEqual(['C-000002', 'C-000004']);
  });

  it('unescapes quotes, knows no other escape, and runs nothing behind a closed quote', async () => {
    expect(await refs('title LIKE \'%O\\\'Neill%\'')).toEqual(['C-000008']);
    expect((await get(itop, 'Change', 'SELECT Change WHERE title LIKE \'%O\'Neill%\'')).code).toBe(100);
    expect((await get(itop, 'Change', 'SELECT Change WHERE title = \'a\\n\'')).code).toBe(100);
  });

  it('compares without case and accents, and "_" is any one character', async () => {
    expect(await refs('correlation_id = \'cards-3.1.0\'')).toEqual(['C-000004']);
    expect(await refs('correlation_id = \'cárds-3.1.0\'')).toEqual(['C-000004']);
    expect(await refs('title LIKE \'%Ledger_1.9._ to%\'')).toEqual(['C-000001', 'C-000007']);
  });
});

describe('core/get_related', () => {
  const related = (relation: string, name: string, extra: object): ReturnType<typeof call> => call(itop, { operation: 'core/get_related', class: 'FunctionalCI', key: `SELECT FunctionalCI WHERE name = '${name}'`, relation, ...extra });

  it('shows only id and friendlyname, the asked object too, and arrows from what impacts', async () => {
    const answer = await related('impacts', 'ledger-db-prod', { depth: 1 });
    expect(answer.message).toMatch(/^Scope: 1; Related objects: .*DBServer= 1/);
    expect(fieldsOf(answer).every((fields) => Object.keys(fields).join() === 'id,friendlyname')).toBe(true);
    expect(fieldsOf(answer).map(({ friendlyname }) => friendlyname).toSorted()).toEqual(['ledger-api-prod', 'ledger-db-prod', 'ledger-schema-prod', 'ledger-worker-prod']);
    const [from] = Object.keys(answer.relations ?? {});
    expect(from).toMatch(/^DBServer::/);
  });

  it('upwards keeps the arrows, "depends on" turns them round', async () => {
    const up = await related('impacts', 'ledger-api-prod', { depth: 1, direction: 'up' });
    expect(Object.keys(up.relations ?? {}).length).toBeGreaterThan(1);
    const turned = await related('depends on', 'ledger-api-prod', { depth: 1 });
    expect(Object.keys(turned.relations ?? {})).toHaveLength(1);
    expect((await related('impacts', 'ledger-api-prod', { direction: 'sideways' })).code).toBe(100);
  });
});
