import { tellStory } from '../../sandbox/bank/bank.ts';
import { jiraCredentials } from '../../sandbox/bank/credentials.ts';
import { jiraDataCenterCredentials, startJiraDataCenter } from '../../sandbox/jira-data-center/index.ts';
import { startJira, workspaceId } from '../../sandbox/jira/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import type { Auth } from '../../src/connectors/connector.ts';
import { jiraAssets, jiraAssetsDataCenter } from '../../src/connectors/jira/index.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import { callsTo, forgetCalls, oneStandIn, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const clock = { now: () => new Date() };
const story = tellStory(new Date());
const api = 'payments-api-prod';
const everything = { version: 'Version', environment: 'Environment', status: 'Status', states: { 'In service': 'OPERATIONAL', 'Retired': 'RETIRED' }, dependencies: ['Depends on', 'Runs on', 'Contains'] };

let tool: StandIn;
let connection: Connection;

const flavours = [
  {
    connector: jiraAssets, start: () => startJira({ port: 0, now: clock.now, story }), root: `/jsm/assets/workspace/${workspaceId}/v1`,
    auth: { kind: 'basic', userName: jiraCredentials.email, password: jiraCredentials.apiToken }, pageOf: () => null,
  },
  {
    connector: jiraAssetsDataCenter, start: () => startJiraDataCenter({ port: 0, now: clock.now, story }), root: '',
    auth: { kind: 'bearer', token: jiraDataCenterCredentials.token }, pageOf: (id: string) => `${tool.url}/secure/ShowObject.jspa?id=${id}`,
  },
] as const;

const toldOf = (key: 'parent' | 'child', name: string): readonly string[] =>
  [...new Set(story.relations.filter((one) => one[key] === name).map((one) => one[key === 'parent' ? 'child' : 'parent']))].toSorted();

describe.each(flavours)('$connector.system', (flavour) => {
  oneStandIn(flavour.start, (its) => {
    tool = its;
    connection = connect();
  });

  function connect(options: Readonly<Record<string, unknown>> = everything, auth: Auth = flavour.auth): Connection {
    return flavour.connector.connect({ name: 'assets', isProduction: true, url: tool.url + flavour.root, auth, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 }, options }, { clock });
  }

  async function read(names: readonly string[], from: Connection = connection) {
    return await from.readers.ci?.read(names.map((key) => ({ key })), judging) ?? [];
  }

  async function idOf(name: string): Promise<string> {
    return (await read([name]))[0]?.id ?? '';
  }

  async function related(relation: 'ci.dependsOn' | 'ci.usedBy', id: string, from: Connection = connection): Promise<readonly string[]> {
    const answer = await from.relations[relation]?.relate([id], judging);
    return (answer?.get(id) ?? []).map(({ label }) => label).toSorted();
  }

  async function list(about: { text?: string; className?: string; environment?: string; limit?: number }, from: Connection = connection) {
    const found = await from.finders['cis.list']?.find({ text: null, className: null, environment: null, limit: 500, ...about }, judging);
    return { names: found?.records.map(({ label }) => label) ?? [], isComplete: found?.isComplete };
  }

  describe('against its stand-in', () => {
    it('tells an item in our words, its attributes by the names that stand beside it', async () => {
      const [item] = await read([api.toUpperCase()]);
      const told = story.items.find(({ name }) => name === api);
      expect(item).toMatchObject({ kind: 'ci', label: api, name: api, className: 'Application', operationalState: 'OPERATIONAL', runningVersion: told?.version, environment: 'production', owner: null, source: { system: flavour.connector.system, reference: `assets:ci:${api}` } });
      expect(item?.source.url).toBe(flavour.pageOf(item?.id.split(':')[2] ?? ''));
      expect(item?.id).toMatch(/^assets:ci:\d+$/);
      expect((await connection.readers.ci?.read([{ id: item?.id.split(':')[2] ?? '' }], judging))?.map(({ label }) => label)).toEqual([api]);
    });

    it('knows nothing of attributes that no option names, and of statuses that nobody explained', async () => {
      expect((await read([api], connect({})))[0]).toMatchObject({ operationalState: 'UNKNOWN', runningVersion: null, environment: null });
      expect((await read([api], connect({ ...everything, states: {} })))[0]?.operationalState).toBe('UNKNOWN');
    });

    it('reads a hundred names per call, and the pages that the server makes of them', async () => {
      const names = story.items.slice(0, 60).map(({ name }) => name);
      expect((await read(names)).map(({ label }) => label).toSorted()).toEqual(names.toSorted());
      expect(callsTo(tool, '')).toBe(3);
    });

    it('asks no more at once than an address holds, however long the names are', async () => {
      const names = [api, ...Array.from({ length: 60 }, (_, nth) => `${'ü'.repeat(200)}-${nth}`)];
      expect((await read(names)).map(({ label }) => label)).toEqual([api]);
    });

    it('does not let a hostile name rewrite the question, and leaves out what nothing is called', async () => {
      expect(await read(['x") OR objectId in (5001', '\\" OR Name like "', 'a\u0000', '', 'no such item'])).toEqual([]);
    });

    it('follows references both ways, by the configured attributes only', async () => {
      const id = await idOf(api);
      expect(await related('ci.dependsOn', id)).toEqual(toldOf('parent', api));
      expect(await related('ci.usedBy', id)).toEqual(toldOf('child', api));
      const narrow = connect({ ...everything, dependencies: ['Runs on'] });
      expect(await related('ci.dependsOn', id, narrow)).toEqual(story.relations.filter(({ parent, type }) => parent === api && type === 'Runs on::Runs').map(({ child }) => child).toSorted());
      expect(await related('ci.usedBy', id, narrow)).toEqual([]);
    });

    it('of many items follows references in two questions, and asks nothing about those of others', async () => {
      const ids = await Promise.all(['ledger-api-prod', 'cards-api-prod'].map(idOf));
      await forgetCalls(tool);
      const answer = await connection.relations['ci.dependsOn']?.relate([...ids, 'other:ci:5001', 'assets:service:5001'], judging);
      expect([...answer?.keys() ?? []].toSorted()).toEqual(ids.toSorted());
      expect(callsTo(tool, '')).toBe(2);
    });

    it('follows them as far as they go, nearest first, one question a step', async () => {
      const reached = (from: readonly string[], key: 'parent' | 'child', found: readonly string[] = []): readonly string[] => {
        const next = [...new Set(from.flatMap((name) => toldOf(key, name)))].filter((name) => name !== api && !found.includes(name));
        return next.length === 0 ? found : reached(next, key, [...found, ...next]);
      };
      const id = await idOf(api);
      await forgetCalls(tool);
      for (const [relation, key] of [['ci.dependencyReach', 'parent'], ['ci.userReach', 'child']] as const) {
        const reach = (await connection.relations[relation]?.relate([id], judging))?.get(id);
        expect(reach?.items.map(({ item }) => item.label).toSorted()).toEqual([...reached([api], key)].toSorted());
        expect(reach?.items.map(({ distance }) => distance)).toEqual(reach?.items.map(({ distance }) => distance).toSorted((a, b) => a - b));
        expect(reach?.isComplete).toBe(true);
      }
      expect(callsTo(tool, '')).toBeLessThan(20);
      expect([...await connection.relations['ci.dependencyReach']?.relate(['assets:ci:999999', 'other:ci:5001'], judging) ?? []]).toEqual([]);
    });

    it('lists by name, type and environment, and says when a limit cut it', async () => {
      const servers = story.items.filter(({ className, environment, name }) => className === 'cmdb_ci_linux_server' && environment === 'production' && name.includes('node'));
      const { names, isComplete } = await list({ text: 'node', className: 'server', environment: 'production' });
      expect([names.toSorted(), isComplete]).toEqual([servers.map(({ name }) => name).toSorted(), true]);
      expect((await list({})).names.length).toBe(story.items.length + story.services.length);
      expect(await list({ limit: 30 })).toMatchObject({ names: { length: 30 }, isComplete: false });
      expect(await list({ environment: 'production' }, connect({}))).toEqual({ names: [], isComplete: false });
    });

    it.each([[{ version: 'Version" = "x' }, 'version'], [{ states: { 'In service': 'FINE' } }, 'states.In service'], [{ colour: 'red' }, '']])('option %j is a mistake', (options, path) => {
      expect(() => connect(options)).toThrow(expect.objectContaining({ name: 'UserMistake', path: ['options', ...path.split('.').filter((part) => part !== '')] }) as Error);
    });

    it('is UNAUTHORIZED with a bad token, and probes its sign-in', async () => {
      const stranger = connect(everything, { kind: 'bearer', token: 'wrong' });
      expect(await problemOf(read([api], stranger))).toBe('UNAUTHORIZED');
      expect(await problemOf(stranger.probe(judging))).toBe('UNAUTHORIZED');
      await expect(connection.probe(judging)).resolves.toBeUndefined();
    });
  });

  describe('when it fails', () => {
    it.each(spoilingFaults)('%j on every call is %s', async (fault, code) => {
      await setFaults(tool, fault);
      // All at once: a hanging tool costs each of them the same deadline.
      expect(await Promise.all([
        problemOf(read([api])),
        problemOf(related('ci.dependsOn', 'assets:ci:5001')),
        problemOf(related('ci.usedBy', 'assets:ci:5001')),
        problemOf(list({})),
        problemOf(connection.probe(judging)),
      ])).toEqual(Array(5).fill(code));
    });

    it('never turns a garbled answer into an item', async () => {
      await setFaults(tool, { kind: 'garble' });
      for (let round = 0; round < 3; round += 1) expect(await problemOf(read([api]))).toBe('UNEXPECTED_ANSWER');
    });
  });
});
