import { systemOf, toolNames, tried } from '../../sandbox/hub-config.ts';
import { startWorld, type World } from './world.ts';

/** A change of this release carries no correlation id and names the release in its text; nobody declared anything. */
const unlinked = 'messaging-1.4.1';
const sourced = /* GraphQL */ 'source { connection system reference key url fetchedAt isStale problem { code } }';

const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const having = (items: readonly unknown[]): unknown => expect.arrayContaining(items);

interface LinkShape {
  readonly relation: string; readonly reference: string; readonly origin: string; readonly by: string; readonly environment: string | null; readonly excludedBecause: string | null;
  readonly record: { readonly __typename: string; readonly id: string; readonly label: string; readonly source: Readonly<Record<string, unknown>> } | null;
}
interface UserErrors { readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] | null }[] }

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await mutate('createRelease', 'CreateReleaseInput', { key: unlinked, version: '1.4.1', serviceKey: 'messaging' });
});
afterAll(async () => { await world.close(); });

async function mutate<T extends object>(name: string, inputType: string, input: unknown, selection = ''): Promise<T & UserErrors> {
  const { payload } = await world.data<{ payload: T & UserErrors }>(`mutation ($input: ${inputType}!) { payload: ${name}(input: $input) { ${selection} userErrors { code path } } }`, { input });
  return payload;
}

async function linksOf(key: string): Promise<readonly LinkShape[]> {
  const query = `query ($key: String!) { release(key: $key) { links(first: 500) { nodes { relation reference origin by environment excludedBecause record { __typename id label ${sourced} } } } } }`;
  return (await world.data<{ release: { links: { nodes: LinkShape[] } } }>(query, { key })).release.links.nodes;
}

describe('links', () => {
  const drawn = ({ reference, origin, by, environment }: LinkShape) => ({ reference, origin, by, environment });

  it('say who or what drew them, and for which environment', async () => {
    const links = await linksOf('payments-2.4.0');
    expect(links.filter(({ relation }) => relation === 'CHANGE').map(drawn).toSorted((a, b) => a.reference.localeCompare(b.reference))).toEqual([
      { reference: 'servicenow:change:CHG0030002', origin: 'DECLARED', by: 'Ines Weber', environment: 'staging' },
      { reference: 'servicenow:change:CHG0030003', origin: 'CORRELATED', by: 'correlation id', environment: 'production' },
      { reference: 'servicenow:change:CHG0030004', origin: 'DECLARED', by: 'Ines Weber', environment: 'production' },
    ]);
    const work = links.filter(({ relation }) => relation === 'WORK_ITEM').map(drawn);
    expect(work).toHaveLength(40);
    expect(work).toContainEqual({ reference: 'jira:work-item:PAY-1017', origin: 'DISCOVERED', by: 'Jira fix version', environment: null });
    expect(links.map(drawn)).toContainEqual({ reference: 'servicenow:service:Payments', origin: 'DECLARED', by: 'configuration', environment: null });
    expect(links.map(drawn)).toContainEqual({ reference: 'servicenow:ci:bus-cluster-prod', origin: 'DISCOVERED', by: 'configuration item of the change', environment: 'production' });
    expect(links.filter(({ relation }) => relation === 'ARTIFACT').map(({ by }) => by)).toEqual(expect.arrayContaining(['build info']));
  });

  it('are found for a release of which nobody declared anything', async () => {
    const links = (await linksOf(unlinked)).map(drawn);
    const story = world.sandbox.story.releases.find(({ key }) => key === unlinked);
    expect(links).toContainEqual({ reference: `servicenow:change:${story?.changes[0]?.number ?? ''}`, origin: 'DISCOVERED', by: 'release key in the text', environment: 'production' });
    for (const { key } of story?.workItems ?? []) expect(links).toContainEqual({ reference: `jira:work-item:${key}`, origin: 'DISCOVERED', by: 'Jira fix version', environment: null });
    for (const { repository, path, name } of story?.artifacts ?? []) expect(links.map(({ reference }) => reference)).toContain(`artifactory:artifact:${repository}/${path}/${name}`);
  });

  it('lead to records that each say their source, address and age', async () => {
    const before = Date.now() - 60_000;
    const records = (await linksOf('payments-2.4.0')).filter(({ reference }) => !reference.includes(':build:'));
    expect(new Set(records.map(({ record }) => record?.__typename))).toEqual(new Set(['Change', 'WorkItem', 'Artifact', 'ConfigurationItem', 'KnowledgeArticle', 'Service']));
    for (const { record, reference } of records) {
      const [connection = ''] = reference.split(':');
      expect(record).toMatchObject({ label: like(/./), source: { connection, reference, system: connection.toUpperCase(), isStale: false, problem: null } });
      expect(record?.source['url']).toMatch(`${world.sandbox.tools[connection as 'jira'].url}/`);
      expect(Date.parse(String(record?.source['fetchedAt']))).toBeGreaterThan(before);
    }
  });

  it('of staging and production keep apart', async () => {
    const { release } = await world.data<{ release: Record<string, { nodes: { number: string }[] }> & { environments: unknown } }>(
      '{ release(key: "payments-2.4.0") { all: changes { nodes { number } } staging: changes(environment: "staging") { nodes { number } } production: changes(environment: "production") { nodes { number } } items: configurationItems(environment: "production", first: 500) { nodes { number: name } } environments { environment { name isProduction } changes { number } plan { version } } } }');
    const numbers = (name: string) => release[name]?.nodes.map(({ number }) => number).toSorted();
    expect(numbers('all')).toEqual(['CHG0030002', 'CHG0030003', 'CHG0030004']);
    expect(numbers('staging')).toEqual(['CHG0030002']);
    expect(numbers('production')).toEqual(['CHG0030003', 'CHG0030004']);
    expect(numbers('items')).toHaveLength(25);
    expect(release.environments).toEqual([
      { environment: { name: 'staging', isProduction: false }, changes: [{ number: 'CHG0030002' }], plan: null },
      { environment: { name: 'production', isProduction: true }, changes: having([{ number: 'CHG0030003' }, { number: 'CHG0030004' }]), plan: { version: 1 } },
    ]);
  });
});

describe('nodes', () => {
  it('are asked for again by their ids, whatever they are; null for what there is not', async () => {
    const assessed = await mutate<{ assessment: { id: string } }>('validateReadiness', 'ValidateReadinessInput', { releaseKey: 'ledger-1.9.2', environment: 'production' }, 'assessment { id }');
    const triggered = await mutate<{ deployment: { id: string } }>('triggerDeployment', 'TriggerDeploymentInput', { releaseKey: 'ledger-1.9.2', environment: 'production', idempotencyKey: 'graph' }, 'deployment { id }');
    const found = await world.data<{ release: Record<string, unknown>; incidents: { nodes: unknown[] }; search: { nodes: unknown[] } }>(`{
      release(key: "payments-2.4.0") {
        id __typename owner { id __typename } service { id __typename }
        changes(first: 1) { nodes { id __typename approvals { approver { id __typename } } } } workItems(first: 1) { nodes { id __typename } } configurationItems(first: 1) { nodes { id __typename } }
        package { artifacts { artifact { id __typename } } } environments { environment { id __typename } plan { id __typename } }
      }
      incidents(first: 1) { nodes { id __typename } }
      search(text: "Bus broker") { nodes { ... on Problem { id __typename } } }
    }`);
    const known = unique([...nodesIn(found), { id: assessed.assessment.id, __typename: 'Assessment' }, { id: triggered.deployment.id, __typename: 'Deployment' }]);
    expect(new Set(known.map(({ __typename }) => __typename))).toEqual(new Set(['Release', 'Person', 'Service', 'Change', 'WorkItem', 'ConfigurationItem', 'Artifact', 'Environment', 'DeploymentPlan', 'Incident', 'Problem', 'Assessment', 'Deployment']));
    const unknown = ['release:none', 'plan:none', 'assessment:none', 'deployment:none', 'environment:none', 'person:none', 'servicenow:change:00000000000000000000000000000000', 'servicenow:ci:none', 'servicenow:service:none', 'servicenow:incident:none', 'servicenow:problem:none', 'jira:work-item:99999999', `artifactory:artifact:libs-release-local/none.tgz`, 'artifactory:build:payments/1', 'none', '', ':', 'release:'];
    const ids = [...known.map(({ id }) => id), ...unknown];
    const { nodes } = await world.data<{ nodes: unknown[] }>('query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }', { ids });
    expect(nodes).toEqual([...known, ...unknown.map(() => null)]);
    const { node } = await world.data<{ node: unknown }>('query ($id: ID!) { node(id: $id) { ... on Change { number title approval } } }', { id: known.find(({ __typename }) => __typename === 'Change')?.id });
    expect(node).toEqual({ number: 'CHG0030002', title: 'Deploy Payments 2.4.0 to staging', approval: 'APPROVED' });
  });

  it('of a tool that is not configured are that tool’s problem', async () => {
    const { data, errors } = await world.ask('{ node(id: "elsewhere:change:1") { id } viewer { roles } }');
    expect(data).toEqual({ node: null, viewer: { roles: ['RELEASE_MANAGER'] } });
    expect(errors).toMatchObject([{ path: ['node'], extensions: { code: 'SOURCE_UNAVAILABLE', connection: 'elsewhere' } }]);
  });
});

interface NodeShape { readonly id: string; readonly __typename: string }

function nodesIn(value: unknown): NodeShape[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'id' in value && '__typename' in value ? [{ id: String(value.id), __typename: String(value.__typename) }] : [];
  return [...own, ...Object.values(value).flatMap(nodesIn)];
}

function unique(nodes: readonly NodeShape[]): readonly NodeShape[] {
  return [...new Map(nodes.map((node) => [node.id, node])).values()];
}

describe('asking for records', () => {
  it('by reference, by digest and by filter', async () => {
    const answer = await world.data<Record<string, unknown> & { changes: { nodes: { number: string; state: string }[] }; moved: { artifact: { sha256: string } }[] }>(`{
      change(reference: "servicenow:change:CHG0030003") { number state approval type risk isOnHold plannedStartAt approvals { state approver { name email isActive } } configurationItems { name } releases { key } }
      none: change(reference: "servicenow:change:CHG9999999") { number }
      changes(first: 500, filter: { state: [AUTHORIZE], text: "payments" }) { nodes { number state } }
      item: configurationItem(reference: "servicenow:ci:payments-api-prod") { name className environment runningVersion }
    }`);
    expect(answer).toMatchObject({
      change: { number: 'CHG0030003', state: 'AUTHORIZE', approval: 'REQUESTED', type: 'NORMAL', isOnHold: false, plannedStartAt: like(/^\d{4}-\d\d-\d\dT.*Z$/), releases: [{ key: 'payments-2.4.0' }] },
      none: null,
      item: { name: 'payments-api-prod', className: 'cmdb_ci_appl', environment: 'production', runningVersion: '2.3.4' },
    });
    expect(answer['change']).toMatchObject({ approvals: having([{ state: 'REQUESTED', approver: { name: 'Omar Haddad', email: 'omar.haddad@northbank.example', isActive: true } }]) });
    expect(answer.changes.nodes).toContainEqual({ number: 'CHG0030003', state: 'AUTHORIZE' });
    expect(new Set(answer.changes.nodes.map(({ state }) => state))).toEqual(new Set(['AUTHORIZE']));

    const { release } = await world.data<{ release: { package: { artifacts: { reference: string; pinnedSha256: string; matchesPin: boolean }[] } } }>('{ release(key: "payments-2.4.0") { package { artifacts { reference pinnedSha256 matchesPin } } } }');
    const sound = release.package.artifacts.find(({ matchesPin }) => matchesPin);
    const query = 'query ($sha256: Sha256, $reference: RecordReference) { artifact(sha256: $sha256, reference: $reference) { name sha256 source { reference } build { name number } scan { state critical } releases { key } deployments { totalCount } } }';
    const byDigest = await world.data<{ artifact: unknown }>(query, { sha256: sound?.pinnedSha256 });
    expect(byDigest).toMatchObject({ artifact: { sha256: sound?.pinnedSha256, source: { reference: sound?.reference }, build: { name: 'payments' }, scan: { state: 'SCANNED', critical: 0 }, releases: [{ key: 'payments-2.4.0' }], deployments: { totalCount: 0 } } });
    expect(await world.data(query, { reference: sound?.reference })).toEqual(byDigest);
    expect(await world.data(query, { sha256: '0'.repeat(64) })).toEqual({ artifact: null });
  });

  it.each([
    '{ change(reference: "CHG0030003") { number } }', '{ artifact { name } }', '{ artifact(sha256: "abc") { name } }', '{ release(key: "payments-2.4.0") { readiness(environment: "moon") { outcome } } }',
    '{ releases(first: 501) { totalCount } }', '{ releases(first: -1) { totalCount } }',
  ])('%s is the asker’s mistake', async (query) => {
    expect((await world.ask(query)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('configuration items with relations two levels deep, and the services that suffer', async () => {
    const { item, bus, node } = await world.data<{ item: { dependsOn: { name: string; dependsOn: { name: string }[] }[]; usedBy: { name: string }[] }; bus: unknown; node: { impactedServices: { name: string }[] } }>(`{
      item: configurationItem(reference: "servicenow:ci:payments-api-prod") { dependsOn { name dependsOn { name } } usedBy { name } }
      bus: configurationItem(reference: "servicenow:ci:core-banking-bus-prod") { dependsOn { name dependsOn { name } } }
      node: configurationItem(reference: "servicenow:ci:bus-node-1-prod") { impactedServices { name } }
    }`);
    expect(item.dependsOn.find(({ name }) => name === 'core-banking-bus-prod')?.dependsOn.map(({ name }) => name).toSorted()).toEqual(['bus-broker-1-prod', 'bus-broker-2-prod']);
    expect(item.usedBy.map(({ name }) => name)).toEqual(expect.arrayContaining(['online-banking-api-prod']));
    expect(bus).toMatchObject({ dependsOn: having([{ name: 'bus-broker-1-prod', dependsOn: [{ name: 'bus-cluster-prod' }] }]) });
    // Five levels up: node, cluster, broker, bus, the services' own items, the services; Online Banking leans on payments-api-prod one level more.
    expect(node.impactedServices.map(({ name }) => name).toSorted()).toEqual(expect.arrayContaining(['Cards', 'Fraud Detection', 'Integration Platform', 'Ledger', 'Lending', 'Payments', 'Statements']));
  });

  it('services with what is open on them', async () => {
    const { services } = await world.data<{ services: { nodes: { name: string; openIncidents: { number: string; isOpen: boolean; source: unknown }[]; openProblems: { number: string }[]; owner: { name: string } | null }[] } }>(
      `{ services(first: 500) { nodes { name owner { name } openIncidents { number isOpen configurationItem { name } ${sourced} } openProblems { number isOpen } } } }`);
    const { story } = world.sandbox;
    const serviceOf = (item: string): string | undefined => story.services.find(({ key }) => key === story.items.find(({ name }) => name === item)?.serviceKey)?.name;
    for (const { name } of story.services) {
      const service = services.nodes.find((one) => one.name === name);
      const open = <T extends { readonly item: string; readonly number: string }>(all: readonly T[], isOpen: (one: T) => boolean): string[] => all.filter((one) => isOpen(one) && serviceOf(one.item) === name).map(({ number }) => number).toSorted();
      expect({ name, incidents: service?.openIncidents.map(({ number }) => number).toSorted() }).toEqual({ name, incidents: open(story.incidents, ({ resolvedAt }) => resolvedAt === null) });
      expect({ name, problems: service?.openProblems.map(({ number }) => number).toSorted() }).toEqual({ name, problems: open(story.problems, ({ state }) => state !== '107') });
    }
  });

  it('search finds releases first, then records of every tool', async () => {
    const { search } = await world.data<{ search: { nodes: { __typename: string; label?: string; key?: string }[] } }>('{ search(text: "payments-2.4.0", first: 200) { nodes { __typename ... on SourceRecord { label } ... on Release { key } } } }');
    expect(search.nodes[0]).toEqual({ __typename: 'Release', key: 'payments-2.4.0' });
    expect(search.nodes).toContainEqual({ __typename: 'Change', label: like(/CHG0030003/) });
    const all = await world.data<{ search: { nodes: { __typename: string }[] } }>('{ search(text: "payments", first: 500) { nodes { __typename } } }');
    expect(new Set(all.search.nodes.map(({ __typename }) => __typename))).toEqual(new Set(['Release', 'Change', 'WorkItem', 'Artifact', 'ConfigurationItem', 'Service']));
    expect((await world.data<{ search: { nodes: unknown[] } }>('{ search(text: "PAY-1017") { nodes { ... on WorkItem { key progress } } } }')).search.nodes).toContainEqual({ key: 'PAY-1017', progress: 'IN_PROGRESS' });
  });

  it('connections say whether they are reachable', async () => {
    const { connections } = await world.data<{ connections: unknown[] }>('{ connections { name system isReachable isProduction problem { code } } }');
    expect(connections).toEqual(toolNames.map((name) => ({ name, system: systemOf(name), isReachable: true, isProduction: !tried.includes(name), problem: null })));
  });
});

describe('pages', () => {
  interface PageShape { readonly edges: readonly { readonly cursor: string; readonly node: { readonly id?: string; readonly reference?: string } | null }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }; readonly totalCount: number | null }
  const inRelease = (field: string): string => `release(key: "payments-2.4.0") { page: ${field} }`;

  it.each<[name: string, query: string, step: number]>([
    ['releases', 'page: releases(ARGS) PAGE', 2],
    ['releases by key', 'page: releases(orderBy: KEY, ARGS) PAGE', 2],
    ['changes', 'page: changes(filter: { text: "payments" }, ARGS) PAGE', 9],
    ['configurationItems', 'page: configurationItems(text: "payments", ARGS) PAGE', 9],
    ['services', 'page: services(ARGS) PAGE', 3],
    ['incidents', 'page: incidents(ARGS) PAGE', 15],
    ['search', 'page: search(text: "payments", ARGS) PAGE', 100],
    ['deployments', 'page: deployments(ARGS) PAGE', 1],
    ['Release.changes', inRelease('changes(ARGS) PAGE'), 2],
    ['Release.workItems', inRelease('workItems(ARGS) PAGE'), 15],
    ['Release.configurationItems', inRelease('configurationItems(ARGS) PAGE'), 10],
    ['Release.incidents', inRelease('incidents(ARGS) PAGE'), 1],
    ['Release.links', inRelease('links(ARGS) LINKS'), 30],
    ['Release.assessments', 'release(key: "ledger-1.9.2") { page: assessments(ARGS) PAGE }', 1],
    ['Release.deployments', 'release(key: "ledger-1.9.2") { page: deployments(ARGS) PAGE }', 1],
  ])('of %s give everything once, and refuse a cursor that is none', async (name, query, step) => {
    const whole = await page(query, 500, null);
    const walked: unknown[] = [];
    let after: string | null = null;
    do {
      const part: PageShape = await page(query, step, after);
      expect(part.edges.length).toBeLessThanOrEqual(step);
      expect(part.totalCount).toBe(whole.totalCount);
      walked.push(...part.edges.map(({ node }) => node));
      if (part.pageInfo.hasNextPage) expect(part.pageInfo.endCursor).toBe(part.edges.at(-1)?.cursor);
      after = part.pageInfo.hasNextPage ? part.pageInfo.endCursor : null;
    } while (after !== null);
    expect(walked).toEqual(whole.edges.map(({ node }) => node));
    expect(new Set(walked.map((node) => JSON.stringify(node))).size).toBe(walked.length);
    if (name !== 'Release.incidents') expect(walked.length).toBeGreaterThan(0);
    for (const cursor of ['none', '', 'bm9uZQ', '%00', 'AAAA']) {
      const { errors } = await world.ask(operation(query, 5, cursor));
      expect({ cursor, codes: errors.map(({ extensions }) => extensions.code) }).toEqual({ cursor, codes: ['BAD_USER_INPUT'] });
    }
  });

  function operation(query: string, first: number, after: string | null): string {
    const shape = (node: string): string => `{ totalCount edges { cursor node { ${node} } } pageInfo { hasNextPage endCursor } }`;
    const args = `first: ${first}, after: ${JSON.stringify(after)}`;
    return `{ ${query.replace('ARGS', args).replace('LINKS', shape('reference relation environment')).replace('PAGE', shape('... on Node { id }'))} }`;
  }

  async function page(query: string, first: number, after: string | null): Promise<PageShape> {
    const data = await world.data<{ page?: PageShape; release?: { page: PageShape } }>(operation(query, first, after));
    const found = data.page ?? data.release?.page;
    if (found === undefined) throw new Error('the operation asked for no page');
    return found;
  }

  it('take null for the list’s own length, and none for nothing', async () => {
    const { usual, none } = await world.data<{ usual: PageShape; none: PageShape }>('{ usual: services(first: null) { edges { cursor } } none: services(first: 0) { edges { cursor } totalCount } }');
    expect(usual.edges.length).toBeGreaterThan(5);
    expect(none).toMatchObject({ edges: [] });
  });
});
