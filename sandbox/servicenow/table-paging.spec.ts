import type { StandIn } from '../kernel/index.ts';
import { ask, records, startForSpec } from './spec-client.ts';

let servicenow: StandIn;
beforeAll(async () => { servicenow = await startForSpec(); });
afterAll(() => servicenow.close());

const page = (limit: number, offset: number): string => `/api/now/table/change_request?sysparm_query=ORDERBYnumber&sysparm_fields=number&sysparm_limit=${limit}&sysparm_offset=${offset}`;

describe('paging', () => {
  it('takes the limit before the access rules: a page is short and yet not the last', async () => {
    const sizes: number[] = [];
    for (let offset = 0; offset < 202; offset += 10) sizes.push(records(await ask(servicenow, page(10, offset))).length);
    expect(sizes.slice(0, -1).some((size) => size < 10)).toBe(true);
    const administrator = records(await ask(servicenow, page(1000, 0), { as: 'admin' })).length;
    expect(administrator).toBe(202);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(administrator - 5);
  });

  it('may answer a page without a single row in the middle', async () => {
    const counts = await Promise.all(Array.from({ length: 202 }, async (_, offset) => records(await ask(servicenow, page(1, offset))).length));
    expect(counts.indexOf(0)).toBeGreaterThan(0);
    expect(counts.indexOf(0)).toBeLessThan(201);
  });

  it('counts rows that it does not show', async () => {
    expect((await ask(servicenow, page(10, 0))).headers.get('x-total-count')).toBe('202');
    expect((await ask(servicenow, `${page(10, 0)}&sysparm_no_count=true`)).headers.get('x-total-count')).toBeNull();
  });

  it('joins links by bare commas, with a prev of -1 on the first page that nobody may ask for', async () => {
    const link = (await ask(servicenow, page(100, 0))).headers.get('link') ?? '';
    expect(link.split(',<').map((part) => /rel="(\w+)"/.exec(part)?.[1])).toEqual(['first', 'prev', 'next', 'last']);
    expect(link).not.toContain(', ');
    expect(link).toMatch(/sysparm_offset=-1>;rel="prev"/);
    expect((await ask(servicenow, page(100, -1))).status).toBe(400);
  });

  it('has no next on the last page, and no Link at all where one page holds everything', async () => {
    expect((await ask(servicenow, page(100, 200))).headers.get('link')).not.toContain('rel="next"');
    expect((await ask(servicenow, page(1000, 0))).headers.get('link')).toBeNull();
    expect((await ask(servicenow, `${page(100, 0)}&sysparm_suppress_pagination_header=true`)).headers.get('link')).toBeNull();
  });
});
