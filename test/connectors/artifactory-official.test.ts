import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { JfrogClient } from 'jfrog-client-js';
import { artifactoryCredentials } from '../../sandbox/bank/credentials.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import { startArtifactory } from '../../sandbox/artifactory/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { artifactory } from '../../src/connectors/artifactory/index.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import { problemOf } from './every-fault.ts';

/** The vendor's own schema of build info, and a client of other people: parties that know nothing of us. */
const file = path.resolve(import.meta.dirname, '../../../shared/apis/specs/jfrog-buildinfo-schema.json');
const isThere = existsSync(file);
const withSchema = isThere ? it : it.skip;
const story = tellStory(new Date());
const payments = story.releases.find(({ key }) => key === 'payments-2.4.0');
const headers = { authorization: `Bearer ${artifactoryCredentials.accessToken}` };

let tool: StandIn;

beforeEach(async () => { tool = await startArtifactory({ port: 0, now: () => new Date(), story }); });
afterEach(() => tool.close());

function connect(url: string = tool.url): Connection {
  return artifactory.connect({ name: 'dml', isProduction: true, url, auth: { kind: 'bearer', token: artifactoryCredentials.accessToken }, deadlines: { pageMs: 20_000, judgeMs: 20_000, actMs: 20_000 } }, { clock: { now: () => new Date() } });
}

async function put(key: string, body: string): Promise<void> {
  const answer = await fetch(`${tool.url}/artifactory/${key}`, { method: 'PUT', headers, body });
  if (!answer.ok) throw new Error(`The stand-in did not take ${key}: ${answer.status}`);
}

async function keysOf(...keys: readonly string[]): Promise<readonly string[] | undefined> {
  return (await connect().readers.artifact?.read(keys.map((key) => ({ key })), judging))?.map(({ source }) => source.key);
}

describe('parties that know nothing of us', () => {
  withSchema(`every build info of the stand-in, also one promoted by us, is what the vendor's schema describes${isThere ? '' : ' (skipped: ../shared/apis is not here)'}`, async () => {
    const schema = { ...JSON.parse(readFileSync(file, 'utf8')) as object, $schema: undefined };
    const validate = new Ajv({ unknownFormats: 'ignore', schemaId: 'auto', logger: false }).compile(schema);
    await connect().libraryDesk?.promoteBuild({ name: 'payments', number: payments?.build.number ?? '', status: 'Released', comment: 'c', sourceRepository: 'libs-release-local', targetRepository: 'libs-production-local', properties: {} }, acting);
    for (const { build } of [...story.releases.slice(0, 50), ...(payments === undefined ? [] : [payments])]) {
      const { buildInfo } = await (await fetch(`${tool.url}/artifactory/api/build/${build.name}/${build.number}`, { headers })).json() as { buildInfo: unknown };
      expect([build.name, validate(buildInfo), validate.errors ?? []]).toEqual([build.name, true, []]);
    }
  });

  it('jfrog-client-js signs in, searches by AQL, downloads and reads checksums', async () => {
    const client = new JfrogClient({ platformUrl: `${tool.url}/`, accessToken: artifactoryCredentials.accessToken, logger: { debug: () => undefined, warn: () => undefined, error: () => undefined }, retries: 0 });
    const [first] = payments?.artifacts ?? [];
    const key = `${first?.repository ?? ''}/${first?.path ?? ''}/${first?.name ?? ''}`;
    expect(await client.artifactory().system().ping()).toBeTruthy();
    const found = await client.artifactory().search().aqlSearch(`items.find({"name":"${first?.name ?? ''}"}).include("repo","path","name","sha256")`);
    expect(found.results).toMatchObject([{ repo: first?.repository, path: first?.path, name: first?.name }]);
    expect(await client.artifactory().download().downloadArtifact(key)).toContain(first?.content);
    expect((await client.artifactory().download().getArtifactChecksum(key)).sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('Artifactory: repositories, turns and time', () => {
  it('reads a file at the root of a repository, whose path is "."', async () => {
    await put('scratch-local/root.txt', 'x');
    expect(await keysOf('scratch-local/root.txt')).toEqual(['scratch-local/root.txt']);
  });

  it('reads what a remote repository fetched under the name of its cache', async () => {
    await put('npm-remote-cache/left/left-1.0.0.tgz', 'left');
    expect(await keysOf('npm-remote-cache/left/left-1.0.0.tgz', 'npm-remote/left/left-1.0.0.tgz')).toEqual(['npm-remote-cache/left/left-1.0.0.tgz']);
  });

  it('never runs more than three queries of its own at a time, so that none is turned away', async () => {
    const busy = await startArtifactory({ port: 0, now: () => new Date(), story, aqlTakesMs: 100, aqlWaitMs: 0 });
    try {
      const keys = story.releases.slice(0, 100).flatMap(({ artifacts }) => artifacts.map(({ repository, path: own, name }) => ({ key: `${repository}/${own}/${name}` })));
      expect(await connect(busy.url).readers.artifact?.read(keys, judging)).toHaveLength(keys.length);
    } finally {
      await busy.close();
    }
  });

  it('says that it was asked to wait, or that the tool gave up, and never that there is nothing', async () => {
    const set = (status: number) => fetch(`${tool.url}/__sandbox/faults`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify([{ kind: 'status', status }]) });
    for (const [status, code] of [[429, 'RATE_LIMITED'], [408, 'TIMEOUT']] as const) {
      await set(status);
      expect(await problemOf(keysOf('libs-release-local/x/y') as Promise<unknown>)).toBe(code);
    }
  });
});
