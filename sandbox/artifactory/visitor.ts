import { artifactoryCredentials } from '../bank/credentials.ts';
import { tellStory } from '../bank/bank.ts';
import type { Story, StoryArtifact, StoryRelease } from '../bank/story.ts';
import type { StandIn } from '../kernel/index.ts';
import { startArtifactory } from './index.ts';

/** What came back, read as JSON when it is JSON and as text otherwise. */
export interface Reply<T> { readonly status: number; readonly body: T; readonly headers: Headers }

export interface Visit { readonly method?: string; readonly token?: string | null; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | object }

/** A fresh stand-in with somebody who calls it by plain fetch: for specs of this room. */
export interface Visitor {
  readonly tool: StandIn;
  readonly story: Story;
  /** `path` from the root, e.g. "/artifactory/api/storage/…"; the token is the integration's unless another is given */
  call<T>(path: string, visit?: Visit): Promise<Reply<T>>;
  aql<T>(query: string, visit?: Visit): Promise<Reply<T>>;
  release(key: string): StoryRelease;
  /** moves the stand-in's clock */
  wait(milliseconds: number): void;
}

export const adminToken = artifactoryCredentials.adminToken;

const firstStart = new Date('2026-03-02T09:00:00Z');

export async function visitor(options: { readonly hardLimit?: number; readonly stateFile?: string } = {}): Promise<Visitor> {
  const story = tellStory(firstStart);
  let now = firstStart.getTime();
  const tool = await startArtifactory({ port: 0, now: () => new Date(now), story, ...options });
  const call = async <T>(path: string, visit: Visit = {}): Promise<Reply<T>> => {
    const token = visit.token === undefined ? artifactoryCredentials.accessToken : visit.token;
    const isObject = typeof visit.body === 'object';
    const response = await fetch(tool.url + path, {
      method: visit.method ?? (visit.body === undefined ? 'GET' : 'POST'),
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(isObject ? { 'content-type': 'application/json' } : {}), ...visit.headers },
      ...(visit.body === undefined ? {} : { body: isObject ? JSON.stringify(visit.body) : visit.body }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
  };
  return {
    tool, story, call,
    aql: (query, visit) => call('/artifactory/api/search/aql', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: query, ...visit }),
    release: (key) => {
      const found = story.releases.find((release) => release.key === key);
      if (found === undefined) throw new Error(`The story has no release ${key}.`);
      return found;
    },
    wait: (milliseconds) => { now += milliseconds; },
  };
}

/** "libs-release-local/northbank/…/x.tgz" */
export function placeOf(artifact: StoryArtifact | undefined): string {
  if (artifact === undefined) throw new Error('The story has no such artifact.');
  return `${artifact.repository}/${artifact.path}/${artifact.name}`;
}
