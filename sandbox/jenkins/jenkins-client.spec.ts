import { createRequire } from 'node:module';
import { smallStory } from '../github/small-story.spec-data.ts';
import type { StandIn } from '../kernel/index.ts';
import { jenkinsCredentials, startJenkins } from './index.ts';

/** As much of the npm package `jenkins` as is used here; it brings no types. */
interface Client {
  readonly info: () => Promise<{ readonly mode: string }>;
  readonly job: {
    readonly get: (name: string) => Promise<{ readonly nextBuildNumber: number; readonly builds: readonly { readonly number: number }[] }>;
    readonly exists: (name: string) => Promise<boolean>;
    readonly build: (options: { readonly name: string; readonly parameters: Readonly<Record<string, string>> }) => Promise<number>;
  };
  readonly queue: {
    readonly list: () => Promise<readonly { readonly id: number }[]>;
    readonly item: (id: number) => Promise<{ readonly cancelled?: boolean; readonly executable?: { readonly number: number } | null }>;
    readonly cancel: (id: number) => Promise<unknown>;
  };
  readonly build: {
    readonly get: (name: string, number: number) => Promise<{ readonly building: boolean; readonly result: string | null; readonly queueId: number }>;
    readonly stop: (name: string, number: number) => Promise<unknown>;
    readonly log: (name: string, number: number) => Promise<string>;
  };
}
const Jenkins = createRequire(import.meta.url)('jenkins') as new (options: { readonly baseUrl: string; readonly crumbIssuer?: boolean }) => Client;

/** A client that many use and that knows nothing of us: what it cannot read, the stand-in says wrongly. */
describe('Jenkins, spoken with by npm jenkins', () => {
  let tool: StandIn;
  beforeEach(async () => { tool = await startJenkins({ port: 0, now: () => new Date(), story: smallStory(), runMs: 200 }); });
  afterEach(() => tool.close());

  const { userName, apiToken, password } = jenkinsCredentials;
  const client = (secret: string = apiToken, crumbIssuer = false): Client => new Jenkins({ baseUrl: tool.url.replace('http://', `http://${userName}:${secret}@`), crumbIssuer });
  const job = 'payments/deploy';
  const parameters = { environment: 'production', version: '2.4.0', correlation: 'one' };
  const plan = (body: object): Promise<unknown> => fetch(`${tool.url}/__sandbox/builds`, { method: 'PUT', body: JSON.stringify(body) });
  const until = async <T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> => {
    for (;;) {
      const answer = await ask();
      if (isThere(answer)) return answer;
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
  };

  it.each<[string, string, boolean]>([['an API token and no crumb', apiToken, false], ['a password, a crumb and its session', password, true]])('builds with %s, and follows the item to the end of its build', async (_how, secret, crumbIssuer) => {
    const api = client(secret, crumbIssuer);
    const id = await api.job.build({ name: job, parameters });
    const { executable } = await until(() => api.queue.item(id), (item) => (item.executable ?? null) !== null);
    const number = executable?.number ?? 0;
    const build = await until(() => api.build.get(job, number), ({ building }) => !building);
    expect(build).toMatchObject({ result: 'SUCCESS', queueId: id });
    expect(await api.build.log(job, number)).toContain('Finished: SUCCESS');
    expect((await api.job.get(job)).nextBuildNumber).toBe(number + 1);
  });

  it('cancels in the queue and stops a build', async () => {
    const api = client();
    await plan({ queueMs: 60_000, times: 1 });
    const waiting = await api.job.build({ name: job, parameters });
    expect((await api.queue.list()).map(({ id }) => id)).toEqual([waiting]);
    await api.queue.cancel(waiting);
    expect((await api.queue.item(waiting)).cancelled).toBe(true);
    await plan({ queueMs: 0, runMs: 60_000 });
    const id = await api.job.build({ name: job, parameters });
    const { executable } = await until(() => api.queue.item(id), (item) => (item.executable ?? null) !== null);
    await api.build.stop(job, executable?.number ?? 0);
    expect(await api.build.get(job, executable?.number ?? 0)).toMatchObject({ building: false, result: 'ABORTED' });
  });

  it('understands that a job is there or not, and who may not come in', async () => {
    expect((await client().info()).mode).toBe('NORMAL');
    expect([await client().job.exists(job), await client().job.exists('payments/gone')]).toEqual([true, false]);
    await expect(client('wrong').job.get(job)).rejects.toThrow(/unauthorized/i);
    await expect(client(password).job.build({ name: job, parameters })).rejects.toThrow(/forbidden/i);
  });
});
