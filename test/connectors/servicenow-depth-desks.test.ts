import { servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import { acting } from '../../src/domain/ports/ask.ts';
import type { ChangeDesk, RunningVersionDesk } from '../../src/domain/ports/desk.ts';
import { servicenow } from '../../src/connectors/servicenow/index.ts';
import { problemOf, setFaults } from './every-fault.ts';
import { roleOf, Stage, sysIdIn } from './servicenow-stage.ts';

const { admin, integration } = servicenowCredentials;
let stage: Stage;

beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.tool.close());

const idOf = async (name: string): Promise<string> => (await stage.read('ci', [name]))[0]?.id ?? '';

describe('notes and correlation of a change', () => {
  it('writes a note once per correlation, also when its answer was lost', async () => {
    const { id } = await stage.change('CHG0030001');
    const note = (text: string): Promise<void> => roleOf(stage.connection.changeDesk?.note?.(id, text, 'deployment:7', acting));
    await setFaults(stage.tool, { kind: 'reset', match: 'PATCH ', when: 'after', times: 1 });
    const calls = await stage.callsDuring(async () => { await note('Started.'); await note('Started.'); await note('Done.'); });
    expect(Object.entries(calls).filter(([call]) => call.startsWith('PATCH')).reduce((sum, [, count]) => sum + count, 0)).toBe(2);
    await setFaults(stage.tool, { kind: 'garble', match: 'PATCH ', when: 'before' });
    expect(await problemOf(note('Never arrived.'))).toBe('UNEXPECTED_ANSWER');
  });

  it('writes a correlation id where none stands, once, and never over another', async () => {
    const correlate: NonNullable<ChangeDesk['correlate']> = (...asked) => roleOf(stage.connection.changeDesk?.correlate?.(...asked));
    const { id } = await stage.change('CHG0030004');
    expect((await correlate(id, 'payments-2.4.0', acting)).correlationId).toBe('payments-2.4.0');
    expect((await correlate(id, 'payments-2.4.0', acting)).correlationId).toBe('payments-2.4.0');
    await expect(correlate(id, 'payments-2.5.0', acting)).rejects.toMatchObject({ name: 'UserMistake', code: 'CONFLICT' });
    expect((await stage.change('CHG0030004')).correlationId).toBe('payments-2.4.0');
  });
});

describe('a change of a model with states of its own', () => {
  const note = { workNote: 'Moved by Muster.', closeCode: 'successful', closeNotes: 'Verified.' } as const;

  async function ofModel(): Promise<string> {
    const rows = (await (await fetch(`${stage.tool.url}/api/sn_chg_rest/change/model`, { headers: { authorization: `Basic ${Buffer.from(`${integration.userName}:${integration.password}`).toString('base64')}` } })).json()) as { result: readonly { sys_id: { value: string }; name: { value: string } }[] };
    const model = rows.result.find(({ name }) => name.value === 'Registered release')?.sys_id.value ?? '';
    const answer = await stage.write(admin.userName, 'POST', `/api/sn_chg_rest/change?chg_model=${model}`, { short_description: 'Registered' });
    return `snow:change:${((await answer.json()) as { result: { sys_id: { value: string } } }).result.sys_id.value}`;
  }

  it('is moved by what the tool offers, by its values and not by ours', async () => {
    const id = await ofModel();
    const move = (to: 'IMPLEMENT' | 'REVIEW' | 'CLOSED') => roleOf(stage.connection.changeDesk).move(id, to, note, acting);
    expect(await problemOf(move('IMPLEMENT'))).toBe('FORBIDDEN');
    await stage.write(admin.userName, 'PATCH', `/api/now/table/change_request/${sysIdIn(id)}`, { state: '-40' });
    expect((await move('IMPLEMENT'))).toMatchObject({ state: 'IMPLEMENT', stateLabel: 'Implement' });
    await stage.write(admin.userName, 'POST', '/api/now/table/change_task', { short_description: 'Still open', change_request: sysIdIn(id), state: '1' });
    expect(await problemOf(move('REVIEW'))).toBe('FORBIDDEN');
  });

  it('walks to its end, and reads as the connection\'s options say', async () => {
    const id = await ofModel();
    await stage.write(admin.userName, 'PATCH', `/api/now/table/change_request/${sysIdIn(id)}`, { state: '-40' });
    const from = servicenow.connect({ name: 'snow', isProduction: true, url: stage.tool.url, auth: { kind: 'basic', ...integration }, deadlines: { pageMs: 5_000, judgeMs: 5_000, actMs: 5_000 }, options: { states: { '-40': 'SCHEDULED', '-30': 'IMPLEMENT', '-20': 'REVIEW' } } }, { clock: { now: () => new Date() } });
    const read = async () => (await roleOf(from.readers.change).read([{ id: sysIdIn(id) }], acting))[0]?.state;
    expect(await read()).toBe('SCHEDULED');
    expect((await roleOf(from.changeDesk).move(id, 'REVIEW', note, acting)).state).toBe('REVIEW');
    expect(await read()).toBe('REVIEW');
    expect((await roleOf(from.changeDesk).move(id, 'CLOSED', note, acting)).state).toBe('CLOSED');
    expect(await problemOf(roleOf(from.changeDesk).move(id, 'CANCELED', note, acting))).toBe('FORBIDDEN');
    expect(() => servicenow.connect({ name: 'snow', isProduction: true, url: stage.tool.url, auth: { kind: 'basic', ...integration }, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 }, options: { states: { x: 'DONE' } } }, { clock: { now: () => new Date() } })).toThrow('ServiceNow\'s options are states');
  });
});

describe('the problem desk', () => {
  it('opens one problem per correlation and links its incidents, asked twice or with its answer lost', async () => {
    const incidents = (await stage.read('incident', ['INC0010001', 'INC0010002'])).filter(({ problemId }) => problemId === null);
    const wish = { correlation: 'payments:recurrence', title: 'Deployments of payments fail', description: 'Twice.', configurationItem: 'payments-api-prod', incidents: incidents.map(({ id }) => id) };
    await setFaults(stage.tool, { kind: 'hang', match: 'POST ', when: 'after', times: 1 });
    const desk = roleOf(stage.connection.problemDesk);
    const calls = await stage.callsDuring(async () => {
      const first = await desk.createOrFind(wish, acting);
      expect(first).toMatchObject({ isNew: true, problem: { title: wish.title, isOpen: true } });
      expect(await desk.createOrFind(wish, acting)).toMatchObject({ isNew: false, problem: { id: first.problem.id } });
      const linked = await stage.read('incident', incidents.map(({ number }) => number ?? ''));
      expect(linked.map(({ problemId }) => problemId)).toEqual(incidents.map(() => first.problem.id));
    });
    expect(incidents.length).toBeGreaterThan(0);
    expect(calls['POST /api/now/table/problem']).toBe(1);
  });

  it('joins incidents to a problem that others opened, once', async () => {
    const [incident] = (await stage.read('incident', ['INC0010001', 'INC0010002'])).filter(({ problemId }) => problemId === null);
    const [problem] = await stage.read('problem', ['PRB0040001']);
    const join = (): Promise<void> => roleOf(stage.connection.problemDesk).join(problem?.id ?? '', [incident?.id ?? ''], acting);
    const calls = await stage.callsDuring(async () => { await join(); await join(); });
    expect((await stage.read('incident', [incident?.number ?? '']))[0]?.problemId).toBe(problem?.id);
    expect(Object.entries(calls).filter(([endpoint]) => endpoint.startsWith('PATCH')).map(([, count]) => count)).toEqual([1]);
  });

  it('takes no incident away from another problem, and names one that is not there', async () => {
    const [told] = await stage.read('incident', ['INC0010001']);
    const [problem] = await stage.read('problem', ['PRB0040001']);
    await stage.write(admin.userName, 'PATCH', `/api/now/table/incident/${sysIdIn(told?.id ?? '')}`, { problem_id: sysIdIn(problem?.id ?? '') });
    const wish = { correlation: 'other', title: 't', description: 'd', configurationItem: null, incidents: [told?.id ?? ''] };
    expect(await problemOf(roleOf(stage.connection.problemDesk).createOrFind(wish, acting))).toBe('FORBIDDEN');
    const missing = `snow:incident:${'f'.repeat(32)}`;
    await expect(roleOf(stage.connection.problemDesk).createOrFind({ ...wish, incidents: [missing] }, acting)).rejects.toMatchObject({ problem: { code: 'NOT_FOUND', message: expect.stringContaining(missing) as string } });
  });
});

describe('the CMDB through its own reconciliation', () => {
  const target = { connection: 'snow', className: 'cmdb_ci_appl', match: 'payments-api-prod', versionAttribute: 'version', discoverySource: 'Muster' };

  it('rehearses a running version without writing it', async () => {
    const rehearse: NonNullable<RunningVersionDesk['rehearse']> = (...asked) => roleOf(stage.connection.runningVersionDesk?.rehearse?.(...asked));
    expect(await rehearse(target, '2.4.0', acting)).toEqual({ item: await idOf(target.match), operation: 'UPDATED', version: '2.3.4' });
    expect(await rehearse(target, '2.3.4', acting)).toMatchObject({ operation: 'UNCHANGED' });
    expect(await rehearse({ ...target, match: 'payments-next-prod' }, '1', acting)).toEqual({ item: 'snow:ci:payments-next-prod', operation: 'INSERTED', version: null });
    expect(await problemOf(rehearse({ ...target, discoverySource: 'Nobody' }, '9', acting))).toBe('UNEXPECTED_ANSWER');
    expect(await roleOf(stage.connection.runningVersionDesk).read(target, acting)).toBe('2.3.4');
    expect(await stage.read('ci', ['payments-next-prod'])).toEqual([]);
  });

  it('relates items, each relation judged by itself and read back', async () => {
    const [parent, child, there] = await Promise.all(['payments-api-prod', 'ledger-worker-prod', 'Payments'].map(idOf));
    const wish = { parent: parent ?? '', child: child ?? '', type: 'Depends on::Used by' };
    const relations = [wish, { ...wish, type: 'Admires::Admired by' }, { ...wish, child: `snow:ci:${'f'.repeat(32)}` }, { parent: there ?? '', child: parent ?? '', type: 'Depends on::Used by' }];
    const relate = (isRehearsal: boolean) => roleOf(stage.connection.relationDesk).relate(relations, 'Muster', { isRehearsal }, acting);
    expect((await relate(true)).map(({ operation }) => operation)).toEqual(['INSERTED', 'REFUSED', 'REFUSED', 'UNCHANGED']);
    expect((await stage.relate('ci.dependsOn', [parent ?? ''])).get(parent ?? '')?.map(({ id }) => id)).not.toContain(child);
    await setFaults(stage.tool, { kind: 'truncate', match: 'POST /api/now/identifyreconcile?', times: 1 });
    expect((await relate(false)).map(({ operation, because }) => [operation, because === null])).toEqual([['INSERTED', true], ['REFUSED', false], ['REFUSED', false], ['UNCHANGED', true]]);
    expect((await stage.relate('ci.dependsOn', [parent ?? ''])).get(parent ?? '')?.map(({ id }) => id)).toContain(child);
    expect((await relate(false)).map(({ operation }) => operation)).toEqual(['UNCHANGED', 'REFUSED', 'REFUSED', 'UNCHANGED']);
    expect((await roleOf(stage.connection.relationDesk).relate([{ ...wish, child: there ?? '' }], 'Nobody', { isRehearsal: false }, acting)).map(({ operation }) => operation)).toEqual(['REFUSED']);
  });
});
