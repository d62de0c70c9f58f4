import { smallStory } from '../github/small-story.spec-data.ts';
import type { StandIn } from '../kernel/index.ts';
import { jenkinsCredentials, startJenkins } from './index.ts';

interface Answer { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: Readonly<Record<string, unknown>> }

const deploy = '/job/payments/job/deploy';
const basic = (user: string, secret: string): string => `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
const { userName, apiToken, password, reader } = jenkinsCredentials;

describe('Jenkins', () => {
  let jenkins: StandIn;
  let aheadMs = 0;
  beforeEach(async () => {
    aheadMs = 0;
    jenkins = await startJenkins({ port: 0, now: () => new Date(Date.now() + aheadMs), story: smallStory(), runMs: 250 });
  });
  afterEach(() => jenkins.close());

  const call = async (method: string, path: string, headers: Record<string, string> = {}, form?: Record<string, string>): Promise<Answer> => {
    const answer = await fetch(jenkins.url + path, { method, redirect: 'manual', headers: { authorization: basic(userName, apiToken), ...headers }, ...(form === undefined ? {} : { body: new URLSearchParams(form) }) });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: text.startsWith('{') ? JSON.parse(text) as Answer['body'] : {} };
  };
  const trigger = (correlation = 'one', job = deploy): Promise<Answer> => call('POST', `${job}/buildWithParameters`, {}, { environment: 'production', version: '2.4.0', correlation });
  const itemOf = (answer: Answer): string => /queue\/item\/(\d+)\/$/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';
  const item = async (id: string): Promise<Answer> => call('GET', `/queue/item/${id}/api/json`);
  const built = async (id: string): Promise<number> => {
    for (;;) {
      const { executable } = (await item(id)).body as { executable?: { number: number } };
      if (executable !== undefined) return executable.number;
      await pause(20);
    }
  };
  const ended = async (number: number): Promise<Answer['body']> => {
    for (;;) {
      const { body } = await call('GET', `${deploy}/${number}/api/json`);
      if (body['building'] === false) return body;
      await pause(20);
    }
  };
  const plan = (body: object): Promise<unknown> => fetch(`${jenkins.url}/__sandbox/builds`, { method: 'PUT', body: JSON.stringify(body) });

  it('queues, builds and ends: 201 with an empty body and the address from its settings, result null and duration 0 meanwhile', async () => {
    await plan({ runMs: 2_000, queueMs: 400 });
    const triggered = await trigger();
    expect([triggered.status, triggered.text, triggered.headers.get('location')]).toEqual([201, '', expect.stringMatching(/^http:\/\/jenkins\.northbank\.internal:8080\/queue\/item\/\d+\/$/)]);
    expect((await item(itemOf(triggered))).body).toMatchObject({ _class: 'hudson.model.Queue$WaitingItem', why: expect.any(String) as unknown });
    const number = await built(itemOf(triggered));
    expect((await item(itemOf(triggered))).body).toMatchObject({ _class: 'hudson.model.Queue$LeftItem', cancelled: false, why: null });
    expect((await call('GET', `${deploy}/${number}/api/json`)).body).toMatchObject({ building: true, result: null, duration: 0, queueId: Number(itemOf(triggered)) });
    expect((await call('GET', `${deploy}/${number}/wfapi/describe`)).body).toMatchObject({ status: 'IN_PROGRESS' });
    expect(await ended(number)).toMatchObject({ result: 'SUCCESS', actions: expect.arrayContaining([{}]) as unknown });
  });

  it('lets a waiting item stand for an equal trigger: 303 to the same item, one build', async () => {
    await plan({ runMs: 10, queueMs: 500 });
    const first = await trigger();
    const second = await trigger();
    const other = await trigger('two');
    expect([second.status, itemOf(second)]).toEqual([303, itemOf(first)]);
    expect([other.status, itemOf(other)]).not.toEqual([201, itemOf(first)]);
    expect(await built(itemOf(second))).toBe(await built(itemOf(first)));
  });

  it('drops parameters that the job does not define, so that unlike triggers become one', async () => {
    await plan({ queueMs: 60_000 });
    const first = await trigger('one', '/job/payments/job/older');
    expect(await trigger('two', '/job/payments/job/older')).toMatchObject({ status: 303 });
    expect(JSON.stringify((await item(itemOf(first))).body)).not.toContain('correlation');
  });

  it('has nothing at the bare Location, and forgets an item five minutes after it left', async () => {
    const id = itemOf(await trigger());
    expect((await call('GET', `/queue/item/${id}/`)).status).toBe(404);
    const number = await built(id);
    aheadMs = 6 * 60_000;
    expect((await item(id)).status).toBe(404);
    expect((await call('GET', `${deploy}/api/json?tree=${encodeURIComponent('builds[number,queueId]{0,1}')}`)).body).toMatchObject({ builds: [{ number, queueId: Number(id) }] });
  });

  it('answers only what tree asks for, and empty objects for actions with nothing of it', async () => {
    const { body } = await call('GET', `${deploy}/api/json?tree=${encodeURIComponent('nextBuildNumber,nothing,allBuilds[number,actions[parameters[name]]]{1,2}')}`);
    const builds = body['allBuilds'] as { number: number; actions: object[] }[];
    expect(Object.keys(body)).toEqual(['_class', 'nextBuildNumber', 'allBuilds']);
    expect(builds).toHaveLength(1);
    expect(builds[0]?.number).toBe(34);
    expect(builds[0]?.actions).toContainEqual({});
  });

  it.each([
    ['a stranger', {}, deploy, 403], ['a wrong password', { authorization: basic(userName, 'no') }, deploy, 401], ['a reader', { authorization: basic(reader.userName, reader.apiToken) }, deploy, 403],
    ['a password without a crumb', { authorization: basic(userName, password) }, deploy, 403], ['no such job', undefined, '/job/payments/job/gone', 404], ['a disabled job', undefined, '/job/payments/job/retired', 409], ['a job without parameters', undefined, '/job/payments/job/nightly', 400],
  ])('refuses %s with a page', async (_what, headers, job, status) => {
    const stranger = headers !== undefined && Object.keys(headers).length === 0;
    const answer = await fetch(`${jenkins.url}${job}/buildWithParameters`, { method: 'POST', headers: stranger ? {} : { authorization: basic(userName, apiToken), ...headers }, body: new URLSearchParams({ correlation: 'x' }) });
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-jenkins')]).toEqual([status, expect.stringContaining('text/html'), expect.any(String)]);
  });

  it('takes a password with a crumb of the same session only', async () => {
    const authorization = basic(userName, password);
    const issued = await call('GET', '/crumbIssuer/api/json', { authorization });
    const crumb = { [String(issued.body['crumbRequestField'])]: String(issued.body['crumb']) };
    const cookie = (issued.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    const post = (more: Record<string, string>): Promise<Answer> => call('POST', `${deploy}/buildWithParameters`, { authorization, ...more }, { correlation: 'c' });
    expect((await post(crumb)).status).toBe(403);
    expect((await post({ ...crumb, cookie })).status).toBe(201);
  });

  it('cancels in the queue and stops a build, each in its own way', async () => {
    await plan({ queueMs: 60_000, runMs: 60_000, times: 1 });
    const waiting = itemOf(await trigger());
    expect((await call('POST', `/queue/cancelItem?id=${waiting}`)).status).toBe(204);
    expect((await item(waiting)).body).toMatchObject({ cancelled: true, executable: null });
    await plan({ queueMs: 0, runMs: 60_000 });
    const number = await built(itemOf(await trigger()));
    expect((await call('POST', `${deploy}/${number}/stop`)).status).toBe(302);
    expect(await ended(number)).toMatchObject({ result: 'ABORTED' });
  });

  it.each(['UNSTABLE', 'FAILURE', 'NOT_BUILT'])('builds end in %s when told so', async (result) => {
    await plan({ result, times: 1, runMs: 10, queueMs: 0 });
    expect(await ended(await built(itemOf(await trigger())))).toMatchObject({ result });
  });

  it('refuses a plan it does not understand', async () => {
    expect((await fetch(`${jenkins.url}/__sandbox/builds`, { method: 'PUT', body: '{"result":"GREEN"}' })).status).toBe(400);
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
