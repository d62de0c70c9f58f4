import { smallStory } from '../github/small-story.spec-data.ts';
import type { StandIn } from '../kernel/index.ts';
import { argocdCredentials, startArgoCd } from './index.ts';

interface OperationView { readonly info?: readonly { readonly value: string }[]; readonly sync: { readonly revision: string } }
interface Application {
  readonly operation?: OperationView;
  readonly status: {
    readonly health: { readonly status: string };
    readonly sync: { readonly status: string; readonly revision: string };
    readonly history: readonly { readonly id: number }[];
    readonly operationState?: { readonly operation: OperationView; readonly phase: string; readonly message: string; readonly startedAt: string; readonly finishedAt?: string; readonly syncResult: { readonly revision: string } };
  };
}
interface Answer { readonly status: number; readonly body: Application & { readonly code?: number; readonly message?: string } }

const production = '/api/v1/applications/payments-production';

describe('Argo CD', () => {
  let argocd: StandIn;
  beforeEach(async () => { argocd = await startArgoCd({ port: 0, now: () => new Date(), story: smallStory(), runMs: 400 }); });
  afterEach(() => argocd.close());

  const call = async (method: string, path: string, body?: unknown, token: string = argocdCredentials.token): Promise<Answer> => {
    const answer = await fetch(argocd.url + path, { method, headers: { authorization: `Bearer ${token}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return { status: answer.status, body: await answer.json() as Answer['body'] };
  };
  const sync = (value: string, more: object = {}, path = production): Promise<Answer> => call('POST', `${path}/sync`, { revision: '2.4.0', infos: [{ name: 'muster', value }], ...more });
  const plan = (body: object): Promise<unknown> => fetch(`${argocd.url}/__sandbox/syncs`, { method: 'PUT', body: JSON.stringify(body) });
  const seen = async (isThere: (application: Application) => boolean): Promise<Application> => {
    for (;;) {
      const { body } = await call('GET', production);
      if (isThere(body)) return body;
      await new Promise((resolve) => { setTimeout(resolve, 10); });
    }
  };
  const ended = (): Promise<Application> => seen(({ operation, status }) => operation === undefined && status.operationState?.finishedAt !== undefined);

  it('first only asks for a sync: operationState is still the previous operation\'s', async () => {
    await sync('one');
    await ended();
    const asked = await sync('two');
    expect(asked).toMatchObject({ status: 200, body: { operation: { info: [{ value: 'two' }] }, status: { operationState: { phase: 'Succeeded', operation: { info: [{ value: 'one' }] } } } } });
    const running = await seen(({ status }) => status.operationState?.phase === 'Running');
    expect(running.status.operationState?.operation.info?.[0]?.value).toBe('two');
    expect(running.status.operationState?.startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('has synced before it is healthy', async () => {
    await sync('one');
    const synced = await ended();
    expect(synced.status).toMatchObject({ health: { status: 'Progressing' }, sync: { status: 'Synced', revision: synced.status.operationState?.syncResult.revision }, operationState: { phase: 'Succeeded' } });
    await seen(({ status }) => status.health.status === 'Healthy');
  });

  it('may be compared with another revision than was synced', async () => {
    await plan({ hasHeadMoved: true });
    await sync('one');
    const { status } = await ended();
    expect(status.sync.status).toBe('OutOfSync');
    expect(status.sync.revision).not.toBe(status.operationState?.syncResult.revision);
  });

  it('does one operation at a time, and none against what it does by itself', async () => {
    await sync('one');
    expect(await sync('two')).toMatchObject({ status: 400, body: { code: 9, message: 'another operation is already in progress' } });
    expect(await sync('auto', {}, '/api/v1/applications/payments-auto')).toMatchObject({ status: 400, body: { code: 9, message: expect.stringContaining('auto-sync') as unknown } });
    expect((await sync('auto', { revision: 'HEAD' }, '/api/v1/applications/payments-auto')).status).toBe(200);
  });

  it('says of an application that is not there what it says of one that is hidden', async () => {
    const gone = await call('GET', '/api/v1/applications/gone');
    expect(gone).toEqual({ status: 403, body: { error: 'permission denied', code: 7, message: 'permission denied' } });
    expect(await sync('x', {}, '/api/v1/applications/gone')).toEqual(gone);
    expect(await call('POST', `${production}/sync`, {}, argocdCredentials.readOnlyToken)).toEqual(gone);
    expect((await call('GET', production, undefined, argocdCredentials.readOnlyToken)).status).toBe(200);
    expect(await call('GET', production, undefined, 'nobody')).toMatchObject({ status: 401, body: { code: 16 } });
  });

  it('terminates, first asked and then done', async () => {
    expect(await call('DELETE', `${production}/operation`)).toMatchObject({ status: 400, body: { code: 3 } });
    await sync('one');
    await seen(({ status }) => status.operationState?.phase === 'Running');
    expect(await call('DELETE', `${production}/operation`)).toEqual({ status: 200, body: {} });
    await seen(({ status }) => status.operationState?.phase === 'Terminating');
    expect((await ended()).status.operationState).toMatchObject({ phase: 'Failed', message: 'Operation terminated' });
  });

  it('keeps ten history entries, whose ids go on', async () => {
    const before = (await call('GET', production)).body.status.history;
    await sync('one');
    await ended();
    const { history } = (await call('GET', production)).body.status;
    expect([before.length, history.length, history.at(-1)?.id]).toEqual([10, 10, (before.at(-1)?.id ?? 0) + 1]);
  });

  it('keeps an application shut behind a sync window with the status of a missing right', async () => {
    expect(await call('GET', '/api/v1/applications/payments-shut/syncwindows')).toMatchObject({ status: 200, body: { canSync: false, activeWindows: [{ kind: 'deny' }] } });
    expect(await sync('x', {}, '/api/v1/applications/payments-shut')).toMatchObject({ status: 403, body: { code: 7, message: 'cannot sync: blocked by sync window' } });
    expect(await call('GET', `${production}/syncwindows`)).toMatchObject({ body: { canSync: true, activeWindows: [] } });
  });

  it('tells a stranger with 200 that nobody is signed in, and gives a token for a password', async () => {
    expect(await (await fetch(`${argocd.url}/api/v1/session/userinfo`)).json()).toEqual({});
    const session = async (password: string): Promise<Response> => fetch(`${argocd.url}/api/v1/session`, { method: 'POST', body: JSON.stringify({ username: argocdCredentials.userName, password }) });
    expect(await (await session('wrong')).json()).toMatchObject({ code: 16, message: 'Invalid username or password' });
    const { token } = await (await session(argocdCredentials.password)).json() as { token: string };
    expect((await call('GET', production, undefined, token)).status).toBe(200);
  });

  it('refuses fields that the API does not have, and plans it does not understand', async () => {
    expect(await sync('x', { correlation: 'x' })).toMatchObject({ status: 400, body: { code: 3 } });
    expect((await fetch(`${argocd.url}/__sandbox/syncs`, { method: 'PUT', body: '{"phase":"Green"}' })).status).toBe(400);
  });
});
