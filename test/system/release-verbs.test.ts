import { startWorld, type World } from './world.ts';

/** Not among the seeded ones: its package is not sealed. */
const unsealed = 'messaging-1.4.1';

interface UserErrors { readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] | null }[] }

let world: World;
beforeAll(async () => { world = await startWorld(); });
afterAll(async () => { await world.close(); });

async function mutate<T extends object>(name: string, inputType: string, input: unknown, selection = '', who: 'releaseManager' | 'changeAuthority' = 'releaseManager'): Promise<T & UserErrors> {
  const { payload } = await world.data<{ payload: T & UserErrors }>(`mutation ($input: ${inputType}!) { payload: ${name}(input: $input) { ${selection} userErrors { code path } } }`, { input }, who);
  return payload;
}

/** All requests that the four stand-ins have counted. */
function callsOf({ sandbox }: World): number {
  return Object.values(sandbox.tools).flatMap((tool) => Object.values(tool.calls())).reduce((sum, count) => sum + count, 0);
}

describe('taking a record out', () => {
  const exclude = (releaseKey: string, reference: string, who: 'releaseManager' | 'changeAuthority' = 'releaseManager', reason = 'moved to the next release') =>
    mutate<{ link: { excludedBecause: string } | null }>('excludeRecord', 'ExcludeRecordInput', { releaseKey, reference, reason }, 'link { excludedBecause }', who);
  const linked = async (key: string, reference: string): Promise<unknown> => {
    const query = 'query ($key: String!) { release(key: $key) { links(first: 500) { nodes { reference excludedBecause record { __typename } } } } }';
    return (await world.data<{ release: { links: { nodes: { reference: string }[] } } }>(query, { key })).release.links.nodes.find((link) => link.reference === reference);
  };
  const work = async (key: string): Promise<readonly string[]> =>
    (await world.data<{ release: { workItems: { nodes: { key: string }[] } } }>('query ($key: String!) { release(key: $key) { workItems(first: 500) { nodes { key } } } }', { key })).release.workItems.nodes.map((item) => item.key);

  it('needs one person and a reason before sealing; it stays visible', async () => {
    await mutate('createRelease', 'CreateReleaseInput', { key: unsealed, version: '1.4.1', serviceKey: 'messaging' });
    const [first = ''] = await work(unsealed);
    const reference = `jira:work-item:${first}`;
    expect(await exclude(unsealed, reference, 'releaseManager', '  ')).toEqual({ link: null, userErrors: [{ code: 'INVALID', path: ['input', 'reason'] }] });
    expect(await exclude(unsealed, reference)).toEqual({ link: { excludedBecause: 'moved to the next release' }, userErrors: [] });
    expect(await work(unsealed)).not.toContain(first);
    expect(await linked(unsealed, reference)).toMatchObject({ excludedBecause: 'moved to the next release', record: { __typename: 'WorkItem' } });
    expect(await exclude(unsealed, 'jira:work-item:PAY-1')).toEqual({ link: null, userErrors: [{ code: 'NOT_FOUND', path: ['input', 'reference'] }] });
  });

  it('needs a second person after sealing, until whom it still counts', async () => {
    const reference = 'jira:work-item:PAY-1017';
    expect((await exclude('payments-2.4.0', reference)).link?.excludedBecause).toBe('moved to the next release (still counts: a second person has to agree)');
    expect(await work('payments-2.4.0')).toContain('PAY-1017');
    expect((await exclude('payments-2.4.0', reference)).userErrors).toEqual([{ code: 'SAME_PERSON', path: ['input', 'reference'] }]);
    expect((await exclude('payments-2.4.0', reference, 'changeAuthority')).link?.excludedBecause).toBe('moved to the next release');
    expect(await work('payments-2.4.0')).not.toContain('PAY-1017');
  });
});

describe('releases', () => {
  const small = (nth: number): string => `small-9.9.${nth}`;
  beforeAll(async () => {
    for (let nth = 0; nth < 11; nth += 1) expect((await mutate('createRelease', 'CreateReleaseInput', { key: small(nth), version: `9.9.${nth}`, serviceKey: 'fraud' })).userErrors).toEqual([]);
  });

  it('are judged LIVE ten at a time at most, however the request spells it; MIRROR has no such limit', async () => {
    const before = callsOf(world);
    const listed = await world.ask<{ releases: { nodes: { readiness: unknown }[] } }>('{ releases(filter: { text: "small-9.9" }) { nodes { readiness(environment: "production") { outcome } } } }');
    expect(new Set(listed.errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
    expect(listed.data?.releases.nodes.map(({ readiness }) => readiness)).toEqual(Array(11).fill(null));
    const aliased = await world.ask(`{ ${Array.from({ length: 11 }, (_, nth) => `a${nth}: release(key: "${small(nth)}") { readiness(environment: "production") { outcome } }`).join(' ')} }`);
    expect(aliased.errors).toHaveLength(11);
    expect(callsOf(world)).toBe(before);
    const mirrored = await world.data<{ releases: { nodes: { readiness: { basis: string; outcome: string } }[] } }>('{ releases(filter: { text: "small-9.9" }) { nodes { readiness(environment: "production", basis: MIRROR) { basis outcome } } } }');
    expect(mirrored.releases.nodes.map(({ readiness }) => readiness)).toEqual(Array(11).fill({ basis: 'MIRROR', outcome: 'NOT_READY' }));
  });

  it('are updated, cancelled and closed, and then stand still', async () => {
    const update = (key: string, input: object) => mutate<{ release: unknown }>('updateRelease', 'UpdateReleaseInput', { key, ...input }, 'release { name description train state owner { name } dependsOn { key } stakeholders { role person { name } } }');
    const changed = await update(small(0), { name: 'Small', description: 'A try', train: 'autumn', ownerEmail: 'priya.nair@northbank.example', dependsOn: [small(1)], stakeholders: [{ email: 'omar.haddad@northbank.example', role: 'TESTER' }] });
    const release = { name: 'Small', description: 'A try', train: 'autumn', state: 'PLANNED', owner: { name: 'Priya Nair' }, dependsOn: [{ key: small(1) }], stakeholders: [{ role: 'TESTER', person: { name: 'Omar Haddad' } }] };
    expect(changed).toEqual({ release, userErrors: [] });
    expect(await update(small(0), { description: null })).toEqual({ release: { ...release, description: null }, userErrors: [] });
    expect((await update(small(1), { dependsOn: [small(0)] })).userErrors).toMatchObject([{ code: 'INVALID' }]);
    expect((await update('none', {})).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['input', 'key'] }]);

    expect(await mutate('cancelRelease', 'CancelReleaseInput', { key: small(2), reason: 'not wanted' }, 'release { state }')).toEqual({ release: { state: 'CANCELED' }, userErrors: [] });
    expect(await mutate('closeRelease', 'CloseReleaseInput', { key: small(3), notes: 'done' }, 'release { state }')).toEqual({ release: { state: 'CLOSED' }, userErrors: [] });
    for (const key of [small(2), small(3)]) {
      expect((await update(key, { name: 'x' })).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
      expect((await mutate('linkRecord', 'LinkRecordInput', { releaseKey: key, reference: 'servicenow:change:CHG0030001' })).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
      expect((await mutate('triggerDeployment', 'TriggerDeploymentInput', { releaseKey: key, environment: 'production', idempotencyKey: key })).userErrors).toMatchObject([{ code: 'INVALID' }]);
    }
    expect((await mutate('createRelease', 'CreateReleaseInput', { key: small(2), version: '9.9.2', serviceKey: 'fraud' })).userErrors).toEqual([{ code: 'CONFLICT', path: ['input', 'key'] }]);
  });
});
