import { artifactoryCredentials } from '../../sandbox/bank/credentials.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import type { Story, StoryRelease } from '../../sandbox/bank/story.ts';
import { quarantineRepository, startArtifactory } from '../../sandbox/artifactory/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { artifactory } from '../../src/connectors/artifactory/index.ts';
import type { Artifact } from '../../src/domain/artifact.ts';
import type { Ask } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { SyncCursor } from '../../src/domain/ports/sync.ts';
import { callsTo, problemOf, setFaults } from './every-fault.ts';

const ask: Ask = { purpose: 'judge', maxAgeMs: 0 };
const told = tellStory(new Date('2026-03-02T09:00:00Z'));
const now = (): Date => new Date('2026-03-02T09:00:00Z');
const libraryKey = ({ repository, path, name }: StoryRelease['artifacts'][number]): string => `${repository}/${path}/${name}`;

let tool: StandIn;

afterEach(() => tool.close());

/** `count` files of the very same moment, in one repository. */
function bulk(count: number, more: { readonly repository?: string; readonly startedAt?: string } = {}): StoryRelease {
  const [release] = told.releases;
  const [artifact] = release?.artifacts ?? [];
  if (release === undefined || artifact === undefined) throw new Error('The story has no artifact.');
  const { repository = artifact.repository, startedAt = release.build.startedAt } = more;
  const artifacts = Array.from({ length: count }, (_, nth) => ({ ...artifact, repository, name: `bulk-${String((nth * 7919) % count).padStart(6, '0')}.tgz`, content: `bulk ${nth}` }));
  return { ...release, build: { ...release.build, startedAt }, artifacts };
}

function storyOf(...releases: readonly StoryRelease[]): Story {
  return { ...told, releases };
}

async function start(story: Story, options: { readonly hardLimit?: number } = {}): Promise<void> {
  tool = await startArtifactory({ port: 0, now, story, ...options });
}

function connect(token: string = artifactoryCredentials.accessToken, clock = { now }): Connection {
  return artifactory.connect({ name: 'dml', isProduction: true, url: tool.url, auth: { kind: 'bearer', token }, deadlines: { pageMs: 60_000, judgeMs: 60_000, actMs: 60_000 } }, { clock });
}

/** Pages until the last, from a cursor on. */
async function sync(from: Connection, cursor: SyncCursor | null = null): Promise<{ readonly records: readonly Artifact[]; readonly cursor: SyncCursor; readonly pages: number }> {
  const records: Artifact[] = [];
  let at = cursor;
  for (let pages = 1; pages < 100; pages += 1) {
    const page = await (from.syncs?.artifact?.page(at, ask) ?? Promise.reject(new Error('no sync')));
    records.push(...page.records);
    at = page.cursor;
    if (page.isLast) return { records, cursor: at, pages };
  }
  throw new Error('The sync does not end.');
}

async function send(method: string, path: string, body?: string): Promise<void> {
  const answer = await fetch(`${tool.url}/artifactory/${path}`, { method, headers: { authorization: `Bearer ${artifactoryCredentials.adminToken}` }, ...(body === undefined ? {} : { body }) });
  if (!answer.ok) throw new Error(`The stand-in did not take ${path}: ${answer.status}`);
}

function keys(records: readonly Artifact[]): readonly string[] {
  return records.map(({ source }) => source.key).toSorted();
}

describe('Artifactory: all artifacts, page by page', () => {
  it('reads every file we may see, with its properties, and none twice', async () => {
    await start(told);
    const { records } = await sync(connect());
    const expected = told.releases.flatMap(({ artifacts }) => artifacts.map(libraryKey));
    expect(keys(records)).toEqual(expected.toSorted());
    expect(records.every(({ buildName, sha256 }) => buildName !== null && sha256 !== null)).toBe(true);
    expect(records.every(({ repository }) => repository !== quarantineRepository)).toBe(true);
  });

  it('skips none of 5,000 files of the very same moment, over pages that end among them', async () => {
    await start(storyOf(bulk(5_000)));
    const { records, pages } = await sync(connect());
    expect(new Set(keys(records)).size).toBe(5_000);
    expect(records).toHaveLength(5_000);
    expect(pages).toBeGreaterThanOrEqual(4);
  });

  it('goes on behind pages that are hidden in full', async () => {
    await start(storyOf(bulk(5_000, { repository: quarantineRepository, startedAt: '2020-01-01T00:00:00Z' }), bulk(10)));
    const { records } = await sync(connect());
    expect(records).toHaveLength(10);
    expect((await sync(connect(artifactoryCredentials.adminToken))).records.length).toBeGreaterThanOrEqual(5_010);
  });

  it('later asks for what changed only: new, overwritten, and copied with its old date kept', async () => {
    await start(told);
    const first = await sync(connect());
    const [one, two] = first.records;
    const quiet = await sync(connect(), first.cursor);
    expect(quiet).toMatchObject({ records: [], pages: 1 });
    await send('PUT', 'libs-release-local/new/x.tgz', 'new');
    await send('PUT', one?.source.key ?? '', 'other');
    await send('POST', `api/copy/${two?.source.key ?? ''}?to=/libs-production-local/${two?.path ?? ''}/${two?.name ?? ''}`);
    const second = await sync(connect(), quiet.cursor);
    expect([...new Set(keys(second.records))]).toEqual(['libs-release-local/new/x.tgz', one?.source.key, `libs-production-local/${two?.path ?? ''}/${two?.name ?? ''}`].toSorted());
  });

  it('reads all of a library that is larger than the tool\'s hard limit', async () => {
    await start(storyOf(bulk(50)), { hardLimit: 20 });
    const { records } = await sync(connect());
    expect(new Set(keys(records)).size).toBe(50);
  });

  it('a failure in the middle leaves the cursor to be asked again', async () => {
    await start(storyOf(bulk(3_000)));
    const connection = connect();
    const first = await connection.syncs?.artifact?.page(null, ask);
    await setFaults(tool, { kind: 'status', status: 429 });
    expect(await problemOf(connection.syncs?.artifact?.page(first?.cursor ?? null, ask) ?? Promise.resolve())).toBe('RATE_LIMITED');
    await setFaults(tool);
    const { records } = await sync(connection, first?.cursor);
    expect(new Set(keys([...(first?.records ?? []), ...records])).size).toBe(3_000);
  });

  it('asks two questions per page', async () => {
    await start(storyOf(bulk(4_000)));
    await sync(connect());
    expect(callsTo(tool, '/search/aql')).toBeLessThanOrEqual(2 * 2 + 13);
  });
});
