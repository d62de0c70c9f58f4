import { acting, judging } from '../../src/domain/ports/ask.ts';
import { servicenow } from '../../src/connectors/servicenow/index.ts';
import { servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import { problemOf } from './every-fault.ts';
import { roleOf, Stage } from './servicenow-stage.ts';

const { integration } = servicenowCredentials;
let stage: Stage;

beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.tool.close());

const play = (...troubles: readonly object[]): Promise<Response> => fetch(`${stage.tool.url}/__sandbox/servicenow/troubles`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(troubles) });

describe('troubles that only ServiceNow has', () => {
  it('rows beside an error in a 200 are not believed', async () => {
    await play({ kind: 'cut' });
    expect(await problemOf(stage.read('change', ['CHG0030001', 'CHG0030002']))).toBe('SERVER_ERROR');
    expect(await problemOf(roleOf(stage.connection.syncs?.change).page(null, judging))).toBe('SERVER_ERROR');
  });

  it('a sync asks for less after JSON that was cut off, and loses nothing', async () => {
    const sync = roleOf(stage.connection.syncs?.incident);
    const whole = await sync.page(null, judging);
    await play({ kind: 'cut-json', times: 1 });
    expect(await problemOf(sync.page(null, judging))).toBe('UNEXPECTED_ANSWER');
    expect((await sync.page(null, judging)).records.map(({ id }) => id)).toEqual(whole.records.map(({ id }) => id));
  });

  it('a hibernating instance is no empty answer', async () => {
    await play({ kind: 'hibernating' });
    expect(await problemOf(stage.read('change', ['CHG0030001']))).toBe('UNEXPECTED_ANSWER');
    expect(await problemOf(stage.connection.probe(judging))).toBe('UNEXPECTED_ANSWER');
  });

  it('a rate rule says when to ask again, and empties nothing', async () => {
    await play({ kind: 'rate-rule' });
    await expect(stage.read('change', ['CHG0030001'])).rejects.toMatchObject({ problem: { code: 'RATE_LIMITED', retryAt: expect.any(String) as string } });
  });
});

describe('two instances', () => {
  it('with the same sys_ids and numbers keep apart: each record is its connection\'s, and each cursor too', async () => {
    const other = await Stage.open();
    try {
      const clone = servicenow.connect({ name: 'snow-clone', isProduction: false, url: other.tool.url, auth: { kind: 'basic', ...integration }, deadlines: { pageMs: 5_000, judgeMs: 5_000, actMs: 5_000 }, options: { states: { '-2': 'SCHEDULED' } } }, { clock: { now: () => new Date() } });
      const [here] = await stage.read('change', ['CHG0030001']);
      const [there] = await roleOf(clone.readers.change).read([{ key: 'CHG0030001' }], judging);
      expect([here?.id.startsWith('snow:change:'), there?.id]).toEqual([true, here?.id.replace('snow:', 'snow-clone:')]);
      expect(await roleOf(clone.relations['change.approvals']).relate([here?.id ?? ''], judging)).toEqual(new Map());
      await expect(roleOf(clone.changeDesk).move(here?.id ?? '', 'IMPLEMENT', { workNote: 'x' }, acting)).rejects.toMatchObject({ problem: { code: 'NOT_FOUND' } });
      await roleOf(clone.changeDesk).move(there?.id ?? '', 'IMPLEMENT', { workNote: 'x' }, acting);
      expect((await stage.change('CHG0030001')).state).toBe('SCHEDULED');
      await play({ kind: 'cut-json', times: 1 });
      expect(await problemOf(roleOf(stage.connection.syncs?.change).page(null, judging))).toBe('UNEXPECTED_ANSWER');
      expect((await roleOf(clone.syncs?.change).page(null, judging)).isLast).toBe(true);
    } finally {
      await other.tool.close();
    }
  });
});
