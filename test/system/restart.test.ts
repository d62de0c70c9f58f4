import { freshPostgres, type TestDatabase } from './database.ts';
import { Town, until, type HubProcess } from './town.ts';

interface Deployment { readonly id: string; readonly state: string; readonly because: string; readonly startAt: string | null; readonly steps: readonly { readonly name: string; readonly state: string }[] }
interface Triggered { readonly triggerDeployment: { readonly deployment: Deployment | null; readonly userErrors: readonly { readonly message: string }[] } }

const fields = 'id state because startAt steps { name state }';
const server = process.env['DATABASE_URL'];
const databases = [
  { on: 'the embedded database in its folder', isPostgres: false, suite: describe },
  { on: `PostgreSQL${server === undefined ? ' (skipped: DATABASE_URL is not set)' : ''}`, isPostgres: true, suite: server === undefined ? describe.skip : describe },
];

for (const { on, isPostgres, suite } of databases) {
  suite(`the hub's process, on ${on},`, () => {
    let database: (TestDatabase & { readonly location: { readonly databaseUrl: string } }) | null = null;
    let town: Town;
    let hub: HubProcess;
    beforeAll(async () => {
      database = isPostgres ? await freshPostgres(server ?? '') : null;
      town = new Town({ databaseUrl: database?.location.databaseUrl ?? null, runMs: 2_500 });
      await town.startSandbox();
      hub = await town.startHub();
      await town.seed(hub);
    }, 120_000);
    afterAll(async () => {
      await town.close();
      await database?.drop();
    }, 120_000);

    const standing = async (id: string): Promise<Deployment | undefined> =>
      (await town.ask<{ deployment: Deployment | null }>(hub, `query ($id: ID!) { deployment(id: $id) { ${fields} } }`, { id })).data?.deployment ?? undefined;
    const trigger = async (input: object): Promise<Deployment> => {
      const { data, errors } = await town.ask<Triggered>(hub, `mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { ${fields} } userErrors { message } } }`, { input });
      const deployment = data?.triggerDeployment.deployment;
      if (!deployment) throw new Error(JSON.stringify([data, errors]));
      return deployment;
    };

    if (!isPostgres) it('refuses a second hub on the same folder, and says who holds it', async () => {
      const second = town.beginHub();
      expect(await second.exited).toEqual({ code: 1, signal: null });
      expect(second.said()).toContain(`is held by process ${hub.pid} (since `);
      expect((await town.ask(hub, '{ viewer { roles } }')).status).toBe(200);
    }, 120_000);

    it('asked to end while a deployment runs ends cleanly, and the next one finishes it', async () => {
      const { id } = await trigger({ releaseKey: 'ledger-1.9.2', environment: 'production', idempotencyKey: 'through a restart' });
      await until(() => standing(id), (deployment) => deployment?.state === 'RUNNING');
      expect(await hub.stop()).toEqual({ code: 0, signal: null });
      expect(hub.said()).not.toMatch(/"level":(50|60)/);
      hub = await town.startHub();
      const end = await until(() => standing(id), hasEnded);
      expect(end).toMatchObject({ state: 'SUCCEEDED' });
      expect(await town.dispatches()).toBe(1);
    }, 120_000);

    it('waits for a change’s window through restarts, and judges again when it opens', async () => {
      const dispatched = await town.dispatches();
      const { id, startAt } = await trigger({ releaseKey: 'cards-3.1.0', environment: 'production', idempotencyKey: 'when the window opens', start: 'WHEN_WINDOW_OPENS' });
      const start = new Date(startAt ?? '');
      expect([start.getUTCDay(), start.toISOString().slice(11)]).toEqual([6, '02:00:00.000Z']);
      await until(() => standing(id), (deployment) => deployment?.state === 'WAITING');
      expect(await hub.stop()).toEqual({ code: 0, signal: null });
      hub = await town.startHub();
      expect(await standing(id)).toMatchObject({ state: 'WAITING', startAt });
      expect(await town.dispatches()).toBe(dispatched);

      await hub.stop();
      await town.stopSandbox();
      const offset = `PT${Math.ceil((start.getTime() - Date.now()) / 1_000) + 30}S`;
      await town.startSandbox(offset);
      hub = await town.startHub(offset);
      const end = await until(() => standing(id), hasEnded);
      expect(end).toMatchObject({ state: 'SUCCEEDED' });
      expect(end?.steps).toContainEqual({ name: 'revalidate', state: 'SUCCEEDED' });
      expect(await town.dispatches()).toBe(1);
    }, 120_000);
  });
}

function hasEnded(deployment: Deployment | undefined): boolean {
  return ['SUCCEEDED', 'FAILED', 'REFUSED', 'CANCELED'].includes(deployment?.state ?? '');
}
