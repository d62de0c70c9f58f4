import { startWorld, type Answer, type World } from './world.ts';

/** `@freshness` and `Muster-Max-Age`: how old a copy may be, for an operation, a field, or a kind of record. */
describe('how fresh', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld({ configure: (yaml) => `${yaml}\nfreshness: { default: PT1M, kinds: { service: PT10M } }\n` }); });
  afterAll(async () => { await world.close(); });

  const askedOf = async (act: () => Promise<unknown>): Promise<readonly string[]> => {
    const tools = Object.entries(world.sandbox.tools);
    await Promise.all(tools.map(([, { url }]) => fetch(`${url}/__sandbox/calls`, { method: 'DELETE' })));
    await act();
    const counts = await Promise.all(tools.map(async ([name, { url }]) => [name, (await (await fetch(`${url}/__sandbox/calls`)).json() as { readonly total: number }).total] as const));
    return counts.filter(([, total]) => total > 0).map(([name]) => name).sort();
  };
  const withHeader = async (query: string, maxAge: string): Promise<Answer<unknown>> => {
    const response = await fetch(world.url, { method: 'POST', headers: { 'content-type': 'application/json', 'authorization': `Bearer ${world.sandbox.tokens.releaseManager}`, 'muster-max-age': maxAge }, body: JSON.stringify({ query }) });
    const { data = null, errors = [] } = await response.json() as { readonly data?: unknown; readonly errors?: Answer<unknown>['errors'] };
    return { status: response.status, data, errors };
  };
  const change = 'change(reference: "servicenow:change:CHG0030002") { number }';
  const service = 'service(reference: "servicenow:service:Payments") { name }';

  it('an operation takes copies of the default age, or of the age it names', async () => {
    await world.data(`{ ${change} }`);
    expect(await askedOf(() => world.data(`{ ${change} }`))).toEqual([]);
    world.moveClock(120_000);
    expect(await askedOf(() => world.data(`query @freshness(maxAge: "PT5M") { ${change} }`))).toEqual([]);
    expect(await askedOf(() => world.data(`{ ${change} }`))).toEqual(['servicenow']);
    expect(await askedOf(() => world.data(`query @freshness(maxAge: "PT0S") { ${change} }`))).toEqual(['servicenow']);
  });

  it('a kind of record has an age of its own in the configuration', async () => {
    await world.data(`{ ${service} ${change} }`);
    world.moveClock(300_000);
    expect(await askedOf(() => world.data(`{ ${service} }`))).toEqual([]);
    expect(await askedOf(() => world.data(`{ ${change} }`))).toEqual(['servicenow']);
  });

  it('a field names an age for itself and all below it, by a variable or through a fragment too', async () => {
    const item = (freshness: string): string => `artifactOfPage: release(key: "ledger-1.9.2") ${freshness} { workItems(first: 1) { nodes { key source { fetchedAt } } } }`;
    await world.data(`{ ${item('')} ${change} }`);
    world.moveClock(300_000);
    expect(await askedOf(() => world.data(`query Page($age: Duration!) { ${change} ...Part } fragment Part on Query { service(reference: "servicenow:service:Payments") @freshness(maxAge: $age) { name } }`, { age: 'PT1S' }))).toEqual(['servicenow']);
    const first = await world.data<{ artifactOfPage: { workItems: { nodes: readonly { source: { fetchedAt: string } }[] } } }>(`{ ${item('@freshness(maxAge: "PT1H")')} }`);
    const second = await world.data<typeof first>(`query @freshness(maxAge: "PT1H") { ${item('@freshness(maxAge: "PT1S")')} }`);
    const at = (answer: typeof first): string => answer.artifactOfPage.workItems.nodes[0]?.source.fetchedAt ?? '';
    expect(Date.parse(at(second)) - Date.parse(at(first))).toBeGreaterThan(250_000);
  });

  it('the header says it for clients that cannot write directives; the operation’s own word is stronger', async () => {
    await world.data(`{ ${change} }`);
    world.moveClock(120_000);
    expect(await askedOf(() => withHeader(`{ ${change} }`, 'PT10M'))).toEqual([]);
    expect(await askedOf(() => withHeader(`query @freshness(maxAge: "PT10M") { ${change} }`, 'PT0S'))).toEqual([]);
    expect(await askedOf(() => withHeader(`{ ${change} }`, 'PT1M'))).toEqual(['servicenow']);
  });

  it.each(['P1M', 'soon', 'PT'])('an age of "%s" is refused by name, and nothing is asked', async (age) => {
    const asked = await askedOf(async () => {
      const { errors } = await withHeader(`{ ${change} }`, age);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(errors[0]?.message).toContain('muster-max-age');
    });
    expect(asked).toEqual([]);
  });

  it('judging takes no copies, however old a page may be', async () => {
    await world.data(`query @freshness(maxAge: "PT1H") { release(key: "ledger-1.9.2") { readiness(environment: "production") { outcome } } }`);
    const asked = await askedOf(() => world.data(`query @freshness(maxAge: "PT1H") { release(key: "ledger-1.9.2") { readiness(environment: "production") { outcome } } }`));
    expect(asked).toEqual(['artifactory', 'jira', 'servicenow']);
  });

  it('what a tool that is down cannot refresh is answered with its age and one error', async () => {
    const query = 'query @freshness(maxAge: "PT1S") { release(key: "payments-2.4.0") { changes(first: 10) { nodes { number } } workItems(first: 1) { nodes { source { isStale problem { code } } } } } }';
    await world.data(query);
    world.moveClock(60_000);
    await fetch(`${world.sandbox.tools.jira.url}/__sandbox/faults`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify([{ kind: 'status', status: 503, match: '', times: 1_000 }]) });
    try {
      const { data, errors } = await world.ask<{ release: { changes: { nodes: readonly unknown[] }; workItems: { nodes: readonly unknown[] } } }>(query);
      expect(data?.release.changes.nodes).toHaveLength(3);
      expect(data?.release.workItems.nodes).toMatchObject([{ source: { isStale: true, problem: { code: 'SERVER_ERROR' } } }]);
      expect(errors).toMatchObject([{ extensions: { code: 'SOURCE_UNAVAILABLE', connection: 'jira' } }]);
    } finally {
      await fetch(`${world.sandbox.tools.jira.url}/__sandbox/faults`, { method: 'DELETE' });
    }
  });
});
