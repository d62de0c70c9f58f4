import type { StandIn } from '../../sandbox/kernel/index.ts';
import type { WorkItemFilter } from '../../src/domain/record.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import { problemOf } from './every-fault.ts';
import { act, stages, story } from './jira-stage.ts';

const nothing: WorkItemFilter = { project: null, itemKinds: null, progress: null, updatedSince: null, labels: null, text: null, limit: 5_000 };
const told = [...new Map(story.releases.flatMap(({ workItems }) => workItems).map((item) => [item.key, item])).values()];

describe.each(stages)('Work items of Jira %s by a filter', (_name, stage) => {
  let tool: StandIn;
  let connection: Connection;

  beforeAll(async () => { tool = await stage.start(); });
  beforeEach(() => { connection = stage.connect(tool); });
  afterAll(() => tool.close());

  const find = (filter: Partial<WorkItemFilter>, from = connection) => from.finders['work-items.matching']?.find({ ...nothing, ...filter }, act) ?? Promise.reject(new Error('no finder'));
  const keys = async (filter: Partial<WorkItemFilter>): Promise<readonly string[]> => (await find(filter)).records.map(({ key }) => key).toSorted();

  it('are those of a project, of a kind, and of a progress whatever their statuses are called', async () => {
    const of = (test: (item: (typeof told)[number]) => boolean): readonly string[] => told.filter(test).map(({ key }) => key).toSorted();
    expect(await keys({ project: 'LED', itemKinds: ['bug'] })).toEqual(of(({ key, kind }) => key.startsWith('LED-') && kind === 'Bug'));
    expect(await keys({ project: 'STA', progress: ['TO_DO', 'IN_PROGRESS'] })).toEqual(of(({ key, status }) => key.startsWith('STA-') && status !== 'Done'));
    expect((await find({ progress: ['UNKNOWN'] })).records).toEqual([]);
  });

  it('are bounded when the filter restricts nothing', async () => {
    const found = await find({ limit: 7 });
    expect([found.records.length, found.isComplete]).toEqual([7, false]);
  });

  it('are those with a label, written since a moment to the second, in an account whose clocks are set elsewhere', async () => {
    const [one = '', other = ''] = told.map(({ key }) => key);
    await stage.call(tool, 'PUT', `/issue/${one}`, { update: { labels: [{ add: 'ship' }] } });
    await new Promise((resolve) => { setTimeout(resolve, 1_100); });
    const since = new Date().toISOString();
    await stage.call(tool, 'PUT', `/issue/${other}`, { update: { labels: [{ add: 'ship' }] } });
    await new Promise((resolve) => { setTimeout(resolve, 1_100); });
    expect(await keys({ labels: ['ship'] })).toEqual([one, other].toSorted());
    expect(await keys({ labels: ['ship'], updatedSince: since })).toEqual([other]);
  });

  it('are none where nothing can fit, without a question', async () => {
    for (const filter of [{ itemKinds: [] }, { progress: [] }, { labels: [] }, { text: '"*~' }]) expect(await find(filter)).toEqual({ records: [], isComplete: true });
  });

  it.each([{ project: 'PAY" OR project = "LED' }, { itemKinds: ['Bug\u0000'] }, { labels: ['x'.repeat(300)] }])('refuses %j', async (filter) => {
    await expect(find(filter)).rejects.toMatchObject({ name: 'UserMistake', code: 'INVALID' });
  });

  it('cannot be made of a hostile text or label', async () => {
    expect((await find({ project: 'PAY', text: '") OR project = "LED' })).records.filter(({ key }) => !key.startsWith('PAY-'))).toEqual([]);
    expect((await find({ project: 'PAY', labels: ['x") OR project in ("LED'] })).records).toEqual([]);
  });

  it('of a kind or project that Jira does not know are an error, and to a stranger unknown', async () => {
    expect(await problemOf(find({ itemKinds: ['Wish'] }))).toBe('UNEXPECTED_ANSWER');
    const stranger = stage.connect(tool, { auth: { kind: 'bearer', token: 'nobody' } });
    expect(await problemOf(find({ project: 'PAY' }, stranger))).toBe('UNAUTHORIZED');
    expect(await problemOf(find({ updatedSince: new Date().toISOString() }, stranger))).toBe('UNAUTHORIZED');
  });
});
