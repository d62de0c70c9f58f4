import { blindToken, quarantineRepository } from './index.ts';
import { adminToken, visitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

interface Answer {
  readonly results: readonly { readonly repo: string; readonly path: string; readonly name: string; readonly size?: number; readonly sha256?: string; readonly properties?: readonly { key: string; value: string }[] }[];
  readonly range: { readonly start_pos: number; readonly end_pos: number; readonly total: number; readonly limit?: number; readonly notification?: string };
}
interface Refused { readonly errors: readonly { readonly status: number; readonly message: string }[] }

const named = '.include("repo","path","name")';

let at: Visitor;
beforeAll(async () => { at = await visitor(); });
afterAll(async () => { await at.tool.close(); });

const found = async (query: string, token?: string): Promise<Answer> => {
  const reply = await at.aql<Answer>(query, token === undefined ? {} : { token });
  expect({ status: reply.status, said: reply.status === 200 ? '' : JSON.stringify(reply.body) }).toEqual({ status: 200, said: '' });
  return reply.body;
};
const refused = async (query: string): Promise<string> => {
  const reply = await at.aql<Refused>(query);
  expect(reply.status).toBe(400);
  expect(reply.body.errors[0]?.status).toBe(400);
  return reply.body.errors[0]?.message ?? '';
};

describe('what a query must look like', () => {
  it('is refused as anything but text/plain', async () => {
    const reply = await at.call<Refused>('/artifactory/api/search/aql', { body: { query: 'items.find()' } });
    expect(reply.status).toBe(415);
    expect(reply.body.errors[0]?.message).toBe('Unsupported Media Type');
  });

  it.each([
    ['sort before include', `items.find({}).sort({"$asc":["name"]})${named}`, 'include("repo","path","name")'],
    ['limit before sort', `items.find({})${named}.limit(1).sort({"$asc":["name"]})`, 'sort({"$asc":["name"]})'],
    ['limit before offset', `items.find({})${named}.limit(1).offset(1)`, 'offset(1)'],
    ['the same twice', `items.find({})${named}.limit(1).limit(2)`, 'limit(2)'],
    ['an unknown link', `items.find({})${named}.page(1)`, 'page(1)'],
    ['an unknown field', `items.find({"digest":"x"})${named}`, '{"digest":"x"}'],
    ['an unknown operator', `items.find({"name":{"$like":"x"}})${named}`, '{"name":{"$like":"x"}}'],
    ['a number without quotes', `items.find({"size":{"$gt":1000}})${named}`, '{"size":{"$gt":1000}}'],
    ['another domain', 'artifacts.find({})', 'artifacts.find({})'],
    ['no end', 'items.find({"name":"x"}', '{"name":"x"}'],
  ])('refuses %s with what it could not read', async (_case, query, rest) => {
    expect(await refused(query)).toBe(`Failed to parse query: ${query}, it looks like there is syntax error near the following sub-query: ${rest}`);
  });

  it('refuses more than 6,000 characters and takes exactly that many', async () => {
    const query = (length: number): string => `items.find({"name":"${'x'.repeat(length - `items.find({"name":""})${named}`.length)}"})${named}`;
    expect((await found(query(6_000))).results).toEqual([]);
    expect(await refused(query(6_001))).toContain('less than 6000 chars');
  });

  it('demands repo, path and name of whoever is no administrator, with 400 and not 403', async () => {
    expect(await refused('items.find({}).include("name","sha256")')).toBe('For permissions reasons AQL demands the following fields: repo, path, name');
    expect(await refused('builds.find({}).include("name","number")')).toContain('name, number, repo');
    expect((await found('items.find({}).include("name","sha256").limit(1)', adminToken)).results).toHaveLength(1);
  });

  it('refuses to sort by a field that is not returned', async () => {
    expect(await refused(`items.find({})${named}.sort({"$asc":["size"]})`)).toContain('sorting');
  });
});

describe('what a query finds', () => {
  const inLibrary = '"repo":"libs-release-local"';

  it('reads strings with quotes, backslashes and parentheses in them', async () => {
    expect((await found(`items.find({"name":"a\\"b\\\\c)d("})${named}`)).results).toEqual([]);
  });

  it('joins fields, $and and $or, and takes wildcards in $match alone', async () => {
    const one = at.release('payments-2.4.0').artifacts[0];
    const names = async (criteria: string): Promise<readonly string[]> => (await found(`items.find(${criteria})${named}`)).results.map(({ name }) => name).toSorted();
    expect(await names(`{${inLibrary},"name":"${one?.name ?? ''}"}`)).toEqual([one?.name]);
    expect(await names(`{${inLibrary},"path":"northbank/payments/2.4.0","name":"payments-*"}`)).toEqual([]);
    expect(await names(`{${inLibrary},"path":"northbank/payments/2.4.0","name":{"$match":"payments-s*"}}`)).toHaveLength(4);
    expect(await names(`{${inLibrary},"path":"northbank/payments/2.4.0","name":{"$match":"payments.s*"}}`)).toEqual([]);
    expect(await names(`{${inLibrary},"path":"northbank/payments/2.4.0","name":{"$match":"payments-api-?.4.0.tgz"}}`)).toHaveLength(1);
    expect(await names(`{"$or":[{"name":"payments-api-2.4.0.tgz"},{"name":"cards-api-3.1.0.tgz"}],${inLibrary}}`)).toEqual(['cards-api-3.1.0.tgz', 'payments-api-2.4.0.tgz']);
    expect(await names(`{"$and":[{"path":"northbank/cards/3.1.0"},{"name":{"$ne":"cards-api-3.1.0.tgz"}},{${inLibrary}}]}`)).toEqual(['cards-tokeniser-3.1.0.tgz', 'cards-worker-3.1.0.tgz']);
  });

  it('finds by properties and by the build that made the content', async () => {
    const { build, artifacts } = at.release('payments-2.4.0');
    const all = artifacts.map(({ name }) => name).toSorted();
    for (const criteria of [
      `{"$and":[{"@build.name":"${build.name}"},{"@build.number":"${build.number}"}],${inLibrary}}`,
      `{"artifact.module.build.name":"${build.name}","artifact.module.build.number":"${build.number}",${inLibrary}}`,
      `{"property.key":"build.number","property.value":"${build.number}",${inLibrary},"@build.name":"${build.name}"}`,
    ]) expect((await found(`items.find(${criteria})${named}`)).results.map(({ name }) => name).toSorted()).toEqual(all);
  });

  it('compares sizes as numbers and times as instants', async () => {
    const sizes = async (operator: string, size: string): Promise<number> => (await found(`items.find({${inLibrary},"size":{"${operator}":"${size}"}}).include("repo","path","name","size")`)).results.length;
    expect(await sizes('$gt', '9')).toBeGreaterThan(0);
    expect(await sizes('$lt', '9')).toBe(0);
    expect((await found(`items.find({${inLibrary},"created":{"$gt":"2026-03-02T09:00:00Z"}})${named}`)).results).toEqual([]);
    expect((await found(`items.find({${inLibrary},"created":{"$last":"8d"},"path":{"$match":"northbank/payments/2.4.0"}})${named}`)).results).toHaveLength(12);
  });

  it('answers builds with their domain before every field', async () => {
    const { build } = at.release('ledger-1.9.2');
    const answer = await found(`builds.find({"name":"ledger","number":"${build.number}"}).include("name","number","repo")`);
    expect(answer.results).toEqual([{ 'build.name': 'ledger', 'build.number': build.number, 'build.repo': 'artifactory-build-info' }]);
  });
});

describe('how pages lie', () => {
  const page = (offset: number, limit: number): string => `items.find({"repo":{"$match":"*"}})${named}.sort({"$asc":["path","name","repo"]}).offset(${offset}).limit(${limit})`;

  it('applies the limit before permissions: pages are short without being the last', async () => {
    const total = (await found('items.find({}).include("repo","path","name")', adminToken)).results.length;
    const sizes: number[] = [];
    for (let offset = 0; offset < total; offset += 20) sizes.push((await found(page(offset, 20))).results.length);
    const firstShort = sizes.findIndex((size) => size < 20);
    expect(firstShort).toBeGreaterThanOrEqual(0);
    expect(sizes.slice(firstShort + 1).some((size) => size > 0)).toBe(true);
  });

  it('counts the rows returned as total, not the rows there are', async () => {
    const { results, range } = await found(page(20, 5));
    expect(range).toEqual({ start_pos: 20, end_pos: 20 + results.length, total: results.length, limit: 5 });
  });

  it('never shows a hidden repository to anybody but an administrator', async () => {
    const query = `items.find({"repo":"${quarantineRepository}"})${named}`;
    expect((await found(query)).results).toEqual([]);
    expect((await found(query, adminToken)).results.length).toBeGreaterThan(10);
  });

  it('forgets sort, offset and limit as soon as a property is included', async () => {
    const { results, range } = await found('items.find({"path":"northbank/payments/2.4.0","repo":"libs-release-local"}).include("repo","path","name","property").sort({"$asc":["name"]}).offset(3).limit(2)');
    expect(results).toHaveLength(12);
    expect(range.limit).toBeUndefined();
    expect(results[0]?.properties?.map(({ key }) => key)).toEqual(expect.arrayContaining(['build.name', 'build.number', 'build.timestamp']));
    expect(results.map(({ name }) => name)).not.toEqual(results.map(({ name }) => name).toSorted());
  });

  it('answers a token that may see nothing with 200 and nothing', async () => {
    expect(await found(`items.find({"name":{"$match":"*"}})${named}`, blindToken)).toEqual({ results: [], range: { start_pos: 0, end_pos: 0, total: 0 } });
  });

  it('says so when it cut the answer at its hard limit', async () => {
    const small = await visitor({ hardLimit: 7 });
    const { body } = await small.aql<Answer>(`items.find({})${named}`, { token: adminToken });
    const { body: whole } = await small.aql<Answer>(`items.find({"path":"northbank/cards/3.1.0"})${named}`);
    await small.tool.close();
    expect(body.results).toHaveLength(7);
    expect(body.range.notification).toBe('AQL query reached the search hard limit, results are trimmed.');
    expect(whole.range.notification).toBeUndefined();
  });
});
