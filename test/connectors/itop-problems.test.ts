import { itopCredentials } from '../../sandbox/itop/index.ts';
import type { Fault } from '../../sandbox/kernel/index.ts';
import type { NewProblem } from '../../src/domain/ports/desk.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import { problemOf, setFaults } from './every-fault.ts';
import { options, roleOf, Stage } from './itop-stage.ts';

let stage: Stage;
beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.tool.close());

/** All calls have one address: a fault that does nothing lets the first ones pass. */
function passing(times: number): Fault {
  return { kind: 'slow', delayMs: 0, times };
}

/** Does what the call after the first ones asks, and loses its answer. */
async function losing(after: number): Promise<void> {
  await setFaults(stage.tool, passing(after), { kind: 'reset', when: 'after', times: 1 });
}

async function incidentId(label: string): Promise<string> {
  return (await stage.read('incident', [label]))[0]?.id ?? '';
}

describe('the problem desk', () => {
  const wish: NewProblem = { correlation: 'recurrence:payments', title: 'Deployments fail', description: 'Twice.', configurationItem: 'payments-api-prod', incidents: [] };
  const open = (more: Partial<NewProblem> = {}, from = stage.connection): ReturnType<NonNullable<typeof from.problemDesk>['createOrFind']> => roleOf(from.problemDesk).createOrFind({ ...wish, ...more }, acting);
  /** An incident that no problem has yet. */
  const loose = async (): Promise<string> => {
    const { incident } = await roleOf(stage.connection.incidentDesk).createOrFind({ correlation: `c${Math.random()}`, title: 't', description: 'd', configurationItem: null, causedByChange: null }, acting);
    return incident.id;
  };

  it.each<[string, object]>([['its attribute', options], ['the end of its title', { ...options, correlation: {} }]])('opens one problem per correlation, kept in %s', async (_name, given) => {
    const from = stage.connect({ ...given });
    const first = await open({}, from);
    expect(first).toMatchObject({ isNew: true, problem: { kind: 'problem', number: 'P-000003', isOpen: true } });
    expect(await open({}, from)).toMatchObject({ isNew: false, problem: { id: first.problem.id } });
    const found = async (correlationId: string): Promise<readonly string[]> => (await roleOf(from.finders['problems.correlated']).find({ correlationId }, judging)).records.map(({ id }) => id);
    expect(await found(wish.correlation)).toEqual([first.problem.id]);
    expect(await found('RECURRENCE:PAYMENTS')).toEqual([]);
    expect(await found('recurrence_payments')).toEqual([]);
    expect(await found('a\nb')).toEqual([]);
  });

  it('opens no second one when the answer to the first was lost', async () => {
    await losing(1);
    expect(await open({ configurationItem: null })).toMatchObject({ isNew: true });
    expect(await open({ configurationItem: null })).toMatchObject({ isNew: false });
    expect((await roleOf(stage.connection.finders['problems.list']).find({ text: null, isOpen: null, isKnownError: null, limit: 50 }, judging)).records).toHaveLength(3);
  });

  it('joins incidents to a problem that is there, and names one that is not', async () => {
    const { problem } = await open();
    const incident = await loose();
    await roleOf(stage.connection.problemDesk).join(problem.id, [incident], acting);
    const [read] = await roleOf(stage.connection.readers.incident).read([{ id: incident.split(':')[2] ?? '' }], judging);
    expect(read?.problemId).toBe(problem.id);
    await expect(roleOf(stage.connection.problemDesk).join('itop:problem:999999', [incident], acting)).rejects.toThrow(/has no problem|identity/);
  });

  it('links incidents, asked again only those that are not linked yet, and reads each link back', async () => {
    const incidents = [await loose(), await loose()];
    const { problem } = await open({ incidents });
    const read = async (): Promise<unknown> => (await roleOf(stage.connection.readers.incident).read(incidents.map((id) => ({ id: id.split(':')[2] ?? '' })), judging)).map(({ problemId }) => problemId);
    expect(await read()).toEqual([problem.id, problem.id]);
    expect(await stage.callsDuring(() => open({ incidents }))).toBe(2);
    const later = await loose();
    expect(await open({ incidents: [...incidents, later] })).toMatchObject({ isNew: false });
    expect((await roleOf(stage.connection.readers.incident).read([{ id: later.split(':')[2] ?? '' }], judging))[0]?.problemId).toBe(problem.id);
  });

  it('takes a link whose answer was lost for drawn when it was drawn, and names one that was not', async () => {
    const incident = await loose();
    await open({});
    await losing(2);
    expect(await open({ incidents: [incident] })).toMatchObject({ isNew: false });
    const other = await loose();
    await setFaults(stage.tool, passing(2), { kind: 'status', status: 503, when: 'before', times: 1 });
    await expect(open({ incidents: [other] })).rejects.toMatchObject({ problem: { code: 'SERVER_ERROR', message: expect.stringContaining(other) as string } });
  });

  it('moves no incident from another problem, and names one that is not there', async () => {
    const taken = await incidentId('I-000001');
    await expect(open({ incidents: [taken] })).rejects.toMatchObject({ problem: { code: 'FORBIDDEN', message: expect.stringContaining(taken) as string } });
    await expect(open({ incidents: ['itop:incident:999'] })).rejects.toMatchObject({ problem: { code: 'NOT_FOUND', message: expect.stringContaining('itop:incident:999') as string } });
    expect((await stage.read('incident', ['I-000001']))[0]?.problemId).toBe((await stage.read('problem', ['P-000001']))[0]?.id);
  });

  it('plays no such role without an organization, and is refused where the account may not', async () => {
    expect(stage.connect({}).problemDesk).toBeUndefined();
    expect(await problemOf(open({}, stage.connect(options, { kind: 'basic', ...itopCredentials.withoutTickets })))).toBe('FORBIDDEN');
  });
});

describe('notes and correlation of a change', () => {
  const desk = (given: object = options): NonNullable<typeof stage.connection.changeDesk> => roleOf(stage.connect({ ...given }).changeDesk);
  const note = (text: string, correlation: string): Promise<void> => roleOf(desk().note?.('itop:change:2', text, correlation, acting));
  const notes = async (): Promise<readonly string[]> => {
    const { objects } = await stage.work({ operation: 'core/get', class: 'Change', key: 2, output_fields: 'private_log' });
    const [change] = Object.values(objects ?? {});
    return (change?.fields['private_log'] as { entries: readonly { message: string }[] }).entries.map(({ message }) => message);
  };

  it('a note is written once per text and correlation, whatever its lines and signs', async () => {
    const text = 'Release payments-2.4.0 is not ready:\n- change < approved & "on hold"';
    await note(text, 'one');
    await note(text, 'one');
    expect(await notes()).toEqual([`${text}\n[one]`]);
    await note(text, 'two');
    await note('Ready.', 'one');
    expect(await notes()).toHaveLength(3);
  });

  it('a note whose answer was lost is looked up and not written again; one that was not written is told', async () => {
    await losing(1);
    await note('Ready.', 'one');
    expect(await notes()).toHaveLength(1);
    await setFaults(stage.tool, passing(1), { kind: 'empty', when: 'before', times: 1 });
    expect(await problemOf(note('Ready.', 'two'))).toBe('UNEXPECTED_ANSWER');
    expect(await problemOf(roleOf(desk().note?.('itop:change:999', 'x', 'y', acting)))).toBe('NOT_FOUND');
  });

  it('a correlation id is written where none stands, read back, and never over another', async () => {
    const correlate = (id: string, correlation: string): Promise<unknown> => roleOf(desk().correlate?.(id, correlation, acting));
    expect(await correlate('itop:change:3', 'payments-2.4.0')).toMatchObject({ label: 'C-000003', correlationId: 'payments-2.4.0' });
    expect(await stage.callsDuring(() => correlate('itop:change:3', 'payments-2.4.0'))).toBe(2);
    await expect(correlate('itop:change:3', 'payments-2.5.0')).rejects.toMatchObject({ name: 'UserMistake', code: 'CONFLICT' });
    expect((await stage.change('C-000003')).correlationId).toBe('payments-2.4.0');
    expect('correlate' in desk({ ...options, correlation: {} })).toBe(false);
  });
});
