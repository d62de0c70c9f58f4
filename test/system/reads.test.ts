import { setFaults } from './judging.ts';
import { startWorld, type World } from './world.ts';

/** What portals and analysts read beyond the page of a release: every field through the connectors, each kind batched. */
let world: World;
beforeAll(async () => { world = await startWorld(); });
afterEach(() => setFaults(world.sandbox.tools.servicenow));
afterAll(async () => { await world.close(); });

interface List<T> { readonly totalCount: number | null; readonly nodes: readonly T[] }
interface Named { readonly name: string }

/** Calls that an operation cost a tool, by endpoint. */
async function callsOf(tool: 'servicenow' | 'jira' | 'artifactory', ask: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
  await fetch(`${world.sandbox.tools[tool].url}/__sandbox/calls`, { method: 'DELETE' });
  await ask();
  return world.sandbox.tools[tool].calls();
}

describe('a change', () => {
  interface Told { readonly number: string; readonly correlationId: string | null; readonly tasks: readonly { readonly number: string; readonly state: string; readonly assignedTo: Named | null }[]; readonly impactedServices: readonly Named[]; readonly serviceOfferings: readonly Named[] }
  const query = '{ changes(first: 3, filter: { connection: "servicenow", text: "payments-2.4.0" }) { nodes { number correlationId tasks { number state assignedTo { name } } impactedServices { name source { fetchedAt isStale } } serviceOfferings { name } } } }';

  it('has its tasks, and the services and offerings its tool says are impacted, at a call per kind for all changes', async () => {
    let nodes: readonly Told[] = [];
    const calls = await callsOf('servicenow', async () => { ({ changes: { nodes } } = await world.data<{ changes: List<Told> }>(query)); });
    expect(nodes.length).toBeGreaterThan(1);
    expect(nodes[0]).toMatchObject({ correlationId: 'payments-2.4.0', impactedServices: [{ name: 'Payments' }], serviceOfferings: [{ name: expect.stringContaining('Offering') as string }] });
    expect(nodes[0]?.tasks.map(({ state, assignedTo }) => [state, assignedTo?.name])).toEqual([['OPEN', 'Liam Byrne'], ['PENDING', 'Liam Byrne']]);
    expect(calls).toEqual({ 'GET /api/now/table/change_request': 1, 'GET /api/now/table/change_task': 1, 'GET /api/now/table/task_cmdb_ci_service': 1, 'GET /api/now/table/task_service_offering': 1 });
  });

  it('costs only the field that its tool does not answer, and tells it once', async () => {
    await setFaults(world.sandbox.tools.servicenow, { kind: 'status', status: 503, match: '/api/now/table/change_task' });
    world.moveClock(3_600_000);
    const { data, errors } = await world.ask<{ changes: List<Told> }>('{ changes(filter: { connection: "servicenow", text: "cards-3.1.0" }) { nodes { number tasks { number } serviceOfferings { name } } } }');
    expect(data?.changes.nodes.length).toBeGreaterThan(0);
    expect(data?.changes.nodes.every((change) => (change.tasks as unknown) === null)).toBe(true);
    expect(data?.changes.nodes[0]?.serviceOfferings).toHaveLength(1);
    expect(errors.map(({ extensions: { code, connection } }) => ({ code, connection }))).toEqual([{ code: 'SOURCE_UNAVAILABLE', connection: 'servicenow' }]);
  });

  it('says when its tool would let it be scheduled, for ten changes in a request and no more', async () => {
    const ask = (first: number) => world.ask<{ changes: List<{ readonly openSlots: readonly object[] | null }> }>(`{ changes(first: ${first}, filter: { connection: "servicenow" }) { nodes { openSlots { startAt endAt } } } }`);
    const few = await ask(2);
    expect(few.errors).toEqual([]);
    expect(few.data?.changes.nodes.every(({ openSlots }) => openSlots !== null)).toBe(true);
    const many = await ask(11);
    expect(many.data?.changes.nodes.every(({ openSlots }) => openSlots === null)).toBe(true);
    expect(many.errors[0]).toMatchObject({ message: expect.stringContaining('10 is the most') as string, extensions: { code: 'BAD_USER_INPUT' } });
  });
});

describe('the library', () => {
  it('has artifacts with evidence and image, builds with what was said about them, and bundles with their promotions', async () => {
    const { artifacts, bundles, bundle } = await world.data<{
      artifacts: List<{ readonly evidence: readonly object[]; readonly image: object | null; readonly build: { readonly id: string; readonly statuses: readonly { readonly status: string }[]; readonly workItemKeys: readonly string[]; readonly source: { readonly fetchedAt: string } } | null }>;
      bundles: List<{ readonly version: string; readonly promotions: readonly object[] }>; bundle: { readonly state: string };
    }>('{ artifacts(text: "payments-api-2.3") { nodes { evidence { name isVerified } image { digest } build { id statuses { status at by } workItemKeys source { fetchedAt } } } } bundles(name: "payments") { totalCount nodes { version promotions { target state } } } bundle(reference: "artifactory:bundle:payments/2.4.0") { state } }');
    expect(artifacts.nodes.length).toBeGreaterThan(0);
    for (const { evidence, image, build } of artifacts.nodes) {
      expect({ evidence, image, statuses: build?.statuses.map(({ status }) => status) }).toEqual({ evidence: [], image: null, statuses: ['Tested'] });
      expect(build?.workItemKeys.every((key) => key.startsWith('PAY-'))).toBe(true);
      expect(await world.data('query($id: ID!) { node(id: $id) { __typename id } }', { id: build?.id })).toEqual({ node: { __typename: 'Build', id: build?.id } });
    }
    expect(bundle).toEqual({ state: 'COMPLETED' });
    expect(bundles.totalCount).toBe(bundles.nodes.length);
    expect(bundles.nodes.map(({ version }) => version)).toContain('2.4.0');
  });

  it('tells what a bundle holds as it stands there now: page by page, and nothing of it where the library fails', async () => {
    interface Held { readonly bundle: { readonly state: string; readonly artifacts: { readonly totalCount: number | null; readonly pageInfo: { readonly hasNextPage: boolean }; readonly nodes: readonly { readonly name: string; readonly sha256: string; readonly source: { readonly reference: string } }[] } | null } }
    const ask = (first = 50) => world.ask<Held>('query($first: Int!) { bundle(reference: "artifactory:bundle:ledger/1.9.2") { state artifacts(first: $first) { totalCount pageInfo { hasNextPage } nodes { name sha256 source { reference } } } } }', { first });
    const told = world.sandbox.story.releases.find(({ key }) => key === 'ledger-1.9.2')?.artifacts ?? [];
    const all = (await ask()).data?.bundle.artifacts;
    expect(all).toMatchObject({ totalCount: told.length, pageInfo: { hasNextPage: false } });
    expect(all?.nodes.map(({ source }) => source.reference).toSorted()).toEqual(told.map(({ repository, path, name }) => `artifactory:artifact:${repository}/${path}/${name}`).toSorted());
    expect((await ask(1)).data?.bundle.artifacts).toMatchObject({ totalCount: told.length, pageInfo: { hasNextPage: true }, nodes: { length: 1 } });
    await setFaults(world.sandbox.tools.artifactory, { kind: 'status', status: 500, match: '/lifecycle/api/v2/release_bundle/records/ledger/1.9.2' });
    const failed = await ask();
    await setFaults(world.sandbox.tools.artifactory);
    expect(failed).toMatchObject({ data: { bundle: { state: 'COMPLETED', artifacts: null } }, errors: [{ path: ['bundle', 'artifacts'], extensions: { code: 'SOURCE_UNAVAILABLE' } }] });
  });
});

describe('schedules and knowledge', () => {
  it('windows with what comes again and what could not be understood', async () => {
    const { changeWindows: { nodes } } = await world.data<{ changeWindows: List<{ readonly label: string; readonly isBlackout: boolean; readonly isPartial: boolean; readonly recurring: readonly { readonly rule: string }[]; readonly source: { readonly reference: string } }> }>(
      '{ changeWindows(from: "2026-01-01T00:00:00Z", to: "2027-12-31T00:00:00Z") { nodes { label isBlackout isPartial recurring { rule } source { reference } } } }');
    expect(nodes.map(({ label, isBlackout, isPartial, recurring }) => [label, isBlackout, isPartial, recurring.length])).toEqual(expect.arrayContaining([['Month end', true, true, 0], ['Year end freeze', true, false, 1], ['Weekend maintenance', false, false, 1]]));
    expect(await world.data('query($reference: RecordReference!) { changeWindow(reference: $reference) { label } }', { reference: nodes[0]?.source.reference })).toEqual({ changeWindow: { label: nodes[0]?.label } });
    expect((await world.ask('{ changeWindows(from: "2027-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z") { totalCount } }')).errors[0]?.message).toContain('to must be later than from');
  });

  it('articles by search, by reference, and as what a release is linked to', async () => {
    const { knowledgeArticles: { nodes } } = await world.data<{ knowledgeArticles: List<{ readonly number: string; readonly isPublished: boolean; readonly source: { readonly reference: string } }> }>('{ knowledgeArticles { nodes { number isPublished source { reference } } } }');
    expect(nodes.length).toBeGreaterThan(0);
    expect(nodes.every(({ isPublished }) => isPublished)).toBe(true);
    const input = { releaseKey: 'ledger-1.9.2', reference: nodes[0]?.source.reference };
    await world.data('mutation($input: LinkRecordInput!) { linkRecord(input: $input) { userErrors { message } } }', { input });
    const { release } = await world.data<{ release: object }>('{ release(key: "ledger-1.9.2") { knowledge { number source { isStale } } links(relation: KNOWLEDGE) { nodes { record { __typename label } } } } }');
    expect(release).toMatchObject({ knowledge: expect.arrayContaining([{ number: nodes[0]?.number, source: { isStale: false } }]) as object[], links: { nodes: expect.arrayContaining([{ record: { __typename: 'KnowledgeArticle', label: nodes[0]?.number } }]) as object[] } });
  });
});

describe('people and what they hold', () => {
  interface Account { readonly userName: string; readonly isActive: boolean; readonly person: { readonly name: string; readonly accounts: readonly { readonly record: { readonly isActive: boolean } | null }[] } | null; readonly entitlements: List<{ readonly licence: Named }> }

  it('accounts with who is active and licensed, at a call per kind', async () => {
    let nodes: readonly Account[] = [];
    const calls = await callsOf('servicenow', async () => { ({ accounts: { nodes } } = await world.data<{ accounts: List<Account> }>('{ accounts(first: 50) { nodes { userName isActive person { name accounts { record { isActive } } } entitlements { totalCount nodes { licence { name } } } } } }')); });
    const omar = nodes.find(({ userName }) => userName === 'omar.haddad');
    expect(omar).toMatchObject({ isActive: true, person: { name: 'Omar Haddad', accounts: [{ record: { isActive: true } }] }, entitlements: { totalCount: 1, nodes: [{ licence: { name: 'Trading Desk Studio, 50 seats' } }] } });
    expect(nodes.filter(({ isActive }) => !isActive).length).toBeGreaterThan(0);
    expect(nodes.filter(({ entitlements }) => entitlements.totalCount === 0).length).toBeGreaterThan(0);
    expect(calls['GET /api/now/table/alm_entitlement']).toBe(1);
    expect(calls['GET /api/now/table/alm_license']).toBe(1);
  });

  it('licences with what a right costs, and who holds which', async () => {
    const { licences, entitlements } = await world.data<{ licences: List<{ readonly name: string; readonly rights: number; readonly monthlyCost: number; readonly currency: string }>; entitlements: List<{ readonly heldBy: Named; readonly licence: Named }> }>(
      '{ licences(text: "Trading") { nodes { name rights monthlyCost currency } } entitlements { totalCount nodes { heldBy { name } licence { name } } } }');
    expect(licences.nodes).toEqual([{ name: 'Trading Desk Studio, 50 seats', rights: 50, monthlyCost: expect.closeTo(60, 0) as number, currency: 'EUR' }]);
    expect(entitlements.totalCount).toBe(entitlements.nodes.length);
    expect(entitlements.nodes.map(({ heldBy }) => heldBy.name)).toContain('Kenji Sato');
  });

  it('never reads a failed directory as nobody', async () => {
    await setFaults(world.sandbox.tools.servicenow, { kind: 'status', status: 503, match: '/api/now/table/alm_entitlement' });
    world.moveClock(3_600_000);
    const { data, errors } = await world.ask<{ accounts: List<{ readonly entitlements: object | null }> }>('{ accounts(emails: ["omar.haddad@northbank.example"]) { nodes { entitlements { totalCount } } } }');
    expect(data?.accounts.nodes).toEqual([{ entitlements: null }]);
    expect(errors).toMatchObject([{ extensions: { code: 'SOURCE_UNAVAILABLE', connection: 'servicenow' } }]);
  });
});

describe('work', () => {
  it('versions of a project, work items by filter with their remote links', async () => {
    const { versions, version, workItems } = await world.data<{ versions: List<{ readonly name: string; readonly source: { readonly connection: string } }>; version: Named; workItems: List<{ readonly key: string; readonly progress: string; readonly remoteLinks: readonly object[] }> }>(
      '{ versions(project: "PAY", text: "2.4", connection: "jira") { totalCount nodes { name source { connection } } } version(reference: "jira:version:PAY/2.4.0") { name } workItems(filter: { connection: "jira", project: "PAY", progress: [IN_PROGRESS] }, first: 5) { nodes { key progress remoteLinks { url title } } } }');
    expect(versions.nodes.map(({ name }) => name)).toContain('2.4.0');
    expect(version).toEqual({ name: '2.4.0' });
    expect(workItems.nodes.length).toBeGreaterThan(0);
    expect(workItems.nodes.every(({ key, progress, remoteLinks }) => key.startsWith('PAY-') && progress === 'IN_PROGRESS' && Array.isArray(remoteLinks))).toBe(true);
  });
});

describe('the CMDB and its troubles', () => {
  const reach = '{ configurationItem(reference: "servicenow:ci:payments-api-prod") { dependencyReach { isComplete items { distance item { name source { isStale } } } } userReach { items { distance } } } }';
  interface Reached { readonly configurationItem: { readonly dependencyReach: { readonly items: readonly { readonly distance: number; readonly item: Named & { readonly source: { readonly isStale: boolean } } }[] } } }

  it('offerings, service levels, incidents and problems by reference, known errors', async () => {
    const { service, incidents, problems, closed } = await world.data<{
      service: { readonly offerings: readonly Named[] }; incidents: List<{ readonly number: string; readonly serviceLevels: readonly object[] }>;
      problems: List<{ readonly number: string; readonly isKnownError: boolean }>; closed: List<{ readonly isOpen: boolean }>;
    }>('{ service(reference: "servicenow:service:Payments") { offerings { name } } incidents(first: 3) { nodes { number serviceLevels { name isBreached } } } problems(isKnownError: true, connection: "servicenow") { totalCount nodes { number isKnownError } } closed: problems(isOpen: false) { nodes { isOpen } } }');
    expect(service.offerings).toHaveLength(1);
    expect(incidents.nodes.some(({ serviceLevels }) => serviceLevels.length > 0)).toBe(true);
    expect(problems.nodes.length).toBe(problems.totalCount);
    expect(problems.nodes.every(({ isKnownError }) => isKnownError)).toBe(true);
    expect(closed.nodes.length).toBeGreaterThan(1);
    expect(closed.nodes.every(({ isOpen }) => !isOpen)).toBe(true);
    const one = { incident: `servicenow:incident:${incidents.nodes[0]?.number ?? ''}`, problem: `servicenow:problem:${problems.nodes[0]?.number ?? ''}` };
    expect(await world.data('query($incident: RecordReference!, $problem: RecordReference!) { incident(reference: $incident) { number } problem(reference: $problem) { isKnownError } }', one)).toEqual({ incident: { number: incidents.nodes[0]?.number }, problem: { isKnownError: true } });
  });

  it('all that an item reaches; a copy of it is as stale as it says', async () => {
    const { configurationItem: { dependencyReach: { items } } } = await world.data<Reached>(reach);
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ item, distance }) => distance >= 1 && !item.source.isStale)).toBe(true);
    await setFaults(world.sandbox.tools.servicenow, { kind: 'status', status: 503 });
    world.moveClock(3_600_000);
    const { data, errors } = await world.ask<Reached>(reach);
    expect(data?.configurationItem.dependencyReach.items).toEqual(items.map(({ item, distance }) => ({ distance, item: { ...item, source: { isStale: true } } })));
    expect(errors).toEqual([]);
  });
});
