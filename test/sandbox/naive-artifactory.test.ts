import { tellStory } from '../../sandbox/bank/bank.ts';
import { artifactoryCredentials } from '../../sandbox/bank/credentials.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { startArtifactory } from '../../sandbox/artifactory/index.ts';

/**
 * A client as one writes it from the first page of the manual. Every test shows where the stand-in leads it astray, as
 * the real tool would; were one of them to go right, a trap would be gone from the sandbox.
 */
class NaiveClient {
  readonly #url: string;
  readonly #token: string;
  constructor(url: string, token: string = artifactoryCredentials.accessToken) {
    this.#url = url;
    this.#token = token;
  }

  /** Takes no known issue for no issue. */
  async isClean(path: string): Promise<boolean> {
    const body = await this.#send('POST', '/xray/api/v2/summary/artifact', 'application/json', JSON.stringify({ paths: [`default/${path}`] })) as { artifacts: { issues: unknown[] }[] };
    return body.artifacts.every(({ issues }) => issues.length === 0);
  }

  /** Takes a short page for the last. */
  async listUntilShortPage(size: number): Promise<string[]> {
    const all: string[] = [];
    for (let offset = 0; ; offset += size) {
      const { results } = await this.#aql(`items.find({"repo":{"$match":"*"}}).include("repo","path","name").sort({"$asc":["path","name","repo"]}).offset(${offset}).limit(${size})`);
      all.push(...results.map(({ name }) => name));
      if (results.length < size) return all;
    }
  }

  /** Takes `range.total` for the number there is. */
  async count(criteria: string): Promise<number> {
    return (await this.#aql(`items.find(${criteria}).include("repo","path","name").limit(10)`)).range.total;
  }

  /** Takes the limit for a promise. */
  async firstWithProperties(count: number): Promise<number> {
    return (await this.#aql(`items.find({"repo":"libs-release-local"}).include("repo","path","name","property").limit(${count})`)).results.length;
  }

  /** Takes no rows for nothing there. */
  async isFreeOf(name: string): Promise<boolean> {
    return (await this.#aql(`items.find({"name":"${name}"}).include("repo","path","name")`)).results.length === 0;
  }

  /** Takes promoting for adding. */
  async promote(build: string, number: string): Promise<void> {
    await this.#send('POST', `/artifactory/api/build/promote/${build}/${number}`, 'application/json', JSON.stringify({ status: 'Released', targetRepo: 'libs-production-local' }));
  }

  async exists(path: string): Promise<boolean> {
    return (await fetch(`${this.#url}/artifactory/api/storage/${path}`, { headers: { authorization: `Bearer ${this.#token}` } })).ok;
  }

  #aql(query: string): Promise<{ results: { name: string }[]; range: { total: number } }> {
    return this.#send('POST', '/artifactory/api/search/aql', 'text/plain', query) as Promise<{ results: { name: string }[]; range: { total: number } }>;
  }

  async #send(method: string, path: string, type: string, body: string): Promise<unknown> {
    const response = await fetch(this.#url + path, { method, body, headers: { 'content-type': type, authorization: `Bearer ${this.#token}` } });
    return response.json();
  }
}

const firstStart = new Date('2026-03-02T09:00:00Z');
const story = tellStory(firstStart);
const inLibrary = story.releases.flatMap(({ artifacts }) => artifacts).length;

let tool: StandIn;
let naive: NaiveClient;
beforeEach(async () => {
  tool = await startArtifactory({ port: 0, now: () => firstStart, story });
  naive = new NaiveClient(tool.url);
});
afterEach(async () => { await tool.close(); });

describe('a naive Artifactory client', () => {
  it('calls clean what no scanner ever saw', async () => {
    const statements = story.releases.find(({ key }) => key === 'statements-5.0.1');
    const never = statements?.artifacts.find(({ scan }) => scan === 'never');
    expect(never).toBeDefined();
    expect(await naive.isClean(`${never?.repository ?? ''}/${never?.path ?? ''}/${never?.name ?? ''}`)).toBe(true);
  });

  it('misses files because it stops at the first short page', async () => {
    const listed = await naive.listUntilShortPage(25);
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.length).toBeLessThan(inLibrary);
  });

  it('counts one page and calls it the whole', async () => {
    expect(await naive.count('{"repo":"libs-release-local"}')).toBe(10);
    expect(inLibrary).toBeGreaterThan(10);
  });

  it('gets everything when it asks for five with their properties', async () => {
    expect(await naive.firstWithProperties(5)).toBe(inLibrary);
  });

  it('finds a name free because its token may see nothing', async () => {
    const blind = new NaiveClient(tool.url, 'sandbox-artifactory-blind');
    expect(await blind.isFreeOf('payments-api-2.4.0.tgz')).toBe(true);
    expect(await naive.isFreeOf('payments-api-2.4.0.tgz')).toBe(false);
  });

  it('empties the library by promoting', async () => {
    const { build, artifacts } = story.releases.find(({ key }) => key === 'ledger-1.9.2') ?? { build: undefined, artifacts: [] };
    const place = `${artifacts[0]?.repository ?? ''}/${artifacts[0]?.path ?? ''}/${artifacts[0]?.name ?? ''}`;
    expect(await naive.exists(place)).toBe(true);
    await naive.promote(build?.name ?? '', build?.number ?? '');
    expect(await naive.exists(place)).toBe(false);
  });
});
