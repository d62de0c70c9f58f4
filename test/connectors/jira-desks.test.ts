import type { StandIn } from '../../sandbox/kernel/index.ts';
import { SourceError } from '../../src/domain/error.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { WorkItemDesk } from '../../src/domain/ports/desk.ts';
import { callsTo, problemOf, setFaults } from './every-fault.ts';
import { act, stages, story } from './jira-stage.ts';

const told = story.releases.flatMap(({ workItems }) => workItems);
/** Projects in which statuses are in English, in German, and called by names that mislead. */
const projects = ['PAY', 'LED', 'STA'];

describe.each(stages)('The desk of Jira %s', (_name, stage) => {
  let tool: StandIn;
  let connection: Connection;

  beforeEach(async () => {
    tool = await stage.start();
    connection = stage.connect(tool);
  });
  afterEach(() => tool.close());

  const desk = (): WorkItemDesk => {
    if (connection.workItemDesk === undefined) throw new Error('no desk');
    return connection.workItemDesk;
  };
  const idOf = async (key: string | undefined): Promise<string> => {
    const [item] = await connection.readers['work-item']?.read([{ key: key ?? '' }], act) ?? [];
    if (item === undefined) throw new Error(`no ${key}`);
    return item.id;
  };
  const open = (project: string): string | undefined => told.find(({ key, status }) => key.startsWith(`${project}-`) && status === 'In Progress')?.key ?? told.find(({ key, status }) => key.startsWith(`${project}-`) && status !== 'Done')?.key;
  const anItem = (): Promise<string> => idOf(open('PAY'));

  describe('moves', () => {
    it.each(projects)('a work item of %s by what its statuses mean, over the transitions there are', async (project) => {
      const id = await idOf(told.find(({ key, status }) => key.startsWith(`${project}-`) && status === 'Done')?.key);
      expect((await desk().move(id, 'IN_PROGRESS', act)).progress).toBe('IN_PROGRESS');
      expect((await desk().move(id, 'TO_DO', act)).progress).toBe('TO_DO');
      expect((await desk().move(id, 'IN_PROGRESS', act)).progress).toBe('IN_PROGRESS');
      expect((await desk().move(id, 'DONE', act)).progress).toBe('DONE');
    });

    it('nothing that is there already', async () => {
      const id = await idOf(told.find(({ status }) => status === 'Done')?.key);
      expect((await desk().move(id, 'DONE', act)).progress).toBe('DONE');
      expect(callsTo(tool, '/transitions')).toBe(0);
    });

    it('nothing over a way that the workflow does not have, and says so', async () => {
      const id = await idOf(told.find(({ status }) => status === 'Done')?.key);
      await expect(desk().move(id, 'TO_DO', act)).rejects.toMatchObject({ name: 'UserMistake', code: 'CONFLICT', message: expect.stringContaining('no transition') as string });
      await expect(desk().move(id, 'UNKNOWN', act)).rejects.toMatchObject({ name: 'UserMistake', code: 'INVALID' });
    });

    it('nothing in a project where our account may not, and tells that from a workflow without a way', async () => {
      const id = await idOf(told.find(({ key, status }) => key.startsWith('LEN-') && status === 'Done')?.key);
      const refused: unknown = await desk().move(id, 'IN_PROGRESS', act).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(SourceError);
      expect((refused as SourceError).problem).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('Transition Issues') as string });
    });

    it('one that somebody else is changing not at all, and says that it may be asked again', async () => {
      const id = await anItem();
      await setFaults(tool, { kind: 'status', status: 409, match: 'POST /rest/api', times: 1 });
      const refused: unknown = await desk().move(id, 'DONE', act).catch((error: unknown) => error);
      expect((refused as SourceError).problem).toMatchObject({ code: 'SERVER_ERROR', message: expect.stringContaining('somebody else') as string });
      expect((await desk().move(id, 'DONE', act)).progress).toBe('DONE');
    });

    it('one whose workflow wants more not at all (400), and says what to do', async () => {
      const id = await anItem();
      await setFaults(tool, { kind: 'status', status: 400, match: 'POST /rest/api', times: 1 });
      await expect(desk().move(id, 'DONE', act)).rejects.toMatchObject({ name: 'UserMistake', code: 'CONFLICT', message: expect.stringContaining('validator') as string });
    });

    it.each(['reset', 'truncate', 'html'] as const)('once when the answer is lost (%s), and sees that it was done', async (kind) => {
      const id = await anItem();
      await setFaults(tool, { kind, when: 'after', match: 'POST /rest/api', times: 1 });
      expect((await desk().move(id, 'DONE', act)).progress).toBe('DONE');
      expect(tool.calls()[`POST ${stage.root}/issue/:id/transitions`]).toBe(1);
    });

    it('once when nothing was done, and says so', async () => {
      const id = await anItem();
      await setFaults(tool, { kind: 'reset', when: 'before', match: 'POST /rest/api', times: 1 });
      expect(await problemOf(desk().move(id, 'DONE', act))).toBe('UNREACHABLE');
    });

    it('nothing of another connection, or that is not there', async () => {
      expect(await problemOf(desk().move('other:work-item:1', 'DONE', act))).toBe('NOT_FOUND');
      expect(await problemOf(desk().move('jira:work-item:999999', 'DONE', act))).toBe('NOT_FOUND');
    });
  });

  describe('comments', () => {
    const textsOf = async (id: string): Promise<readonly string[]> => {
      const { body } = await stage.call(tool, 'GET', `/issue/${id.split(':')[2]}/comment?maxResults=20`);
      return (body as { comments: { body: unknown }[] }).comments.map((comment) => JSON.stringify(comment.body));
    };

    it('once per correlation, whoever asks twice', async () => {
      const id = await anItem();
      await desk().comment(id, 'Deployed to production.\n\nSee https://muster.example/d/1_2', 'deployment:1', act);
      await stage.connect(tool).workItemDesk?.comment(id, 'Deployed to production.', 'deployment:1', act);
      await desk().comment(id, 'Deployed to production.', 'deployment:12', act);
      const texts = await textsOf(id);
      expect(texts).toHaveLength(2);
      expect(texts[0]).toContain('https://muster.example/d/1_2');
    });

    it('finds its own behind many others, though the server gives fewer at once than asked for', async () => {
      const id = await anItem();
      await desk().comment(id, 'First', 'c_1 [x]', act);
      for (let nth = 0; nth < 45; nth += 1) await stage.call(tool, 'POST', `/issue/${id.split(':')[2]}/comment`, { body: stage.root.endsWith('3') ? { type: 'doc', version: 1, content: [] } : 'noise' });
      await desk().comment(id, 'First', 'c_1 [x]', act);
      expect(tool.calls()[`POST ${stage.root}/issue/:id/comment`]).toBe(46);
    });

    it('in words that mean nothing but themselves', async () => {
      const id = await anItem();
      await desk().comment(id, '{html}<b>x</b>{html} [~admin] *bold* \\ "quote"\r\n', 'c-2', act);
      const [text = ''] = await textsOf(id);
      if (stage.root.endsWith('3')) expect(text).toContain('{html}<b>x</b>{html} [~admin] *bold*');
      else expect(JSON.parse(text)).toContain('\\{html\\}<b>x</b>\\{html\\} \\[\\~admin\\] \\*bold\\* \\\\ "quote"');
    });

    it.each(['reset', 'truncate'] as const)('is looked up when its answer is lost (%s), never written again', async (kind) => {
      const id = await anItem();
      await setFaults(tool, { kind, when: 'after', match: 'POST /rest/api', times: 1 });
      await desk().comment(id, 'Deployed.', 'c-3', act);
      expect(await textsOf(id)).toHaveLength(1);
      await setFaults(tool, { kind: 'reset', when: 'before', match: 'POST /rest/api', times: 1 });
      expect(await problemOf(desk().comment(id, 'Deployed.', 'c-4', act))).toBe('UNREACHABLE');
      expect(await textsOf(id)).toHaveLength(1);
    });

    it('are refused where they may not be written, or are longer than Jira takes', async () => {
      await expect(desk().comment(await anItem(), 'x'.repeat(40_000), 'c-5', act)).rejects.toMatchObject({ name: 'UserMistake', code: 'INVALID' });
      expect(await problemOf(desk().comment(await idOf(told.find(({ key }) => key.startsWith('LEN-'))?.key), 'x', 'c-6', act))).toBe('UNEXPECTED_ANSWER');
    });
  });

  describe('links', () => {
    const wish = { globalId: 'muster:release:payments-2.4.0', url: 'https://muster.example/r/payments-2.4.0', title: 'Release payments-2.4.0', relationship: null, isResolved: null };

    it('are drawn once, and renewed without losing what others wrote into them', async () => {
      const id = await anItem();
      expect(await desk().link(id, { ...wish, relationship: 'released by' }, act)).toEqual({ ...wish, relationship: 'released by' });
      await stage.call(tool, 'POST', `/issue/${id.split(':')[2]}/remotelink`, {
        globalId: wish.globalId, application: { type: 'muster', name: 'Muster' }, relationship: 'released by', object: { url: wish.url, title: wish.title, summary: 'Kept', icon: { url16x16: 'https://muster.example/i.png', title: 'M' }, status: { resolved: false, icon: { title: 'open' } } },
      });
      expect(await desk().link(id, { ...wish, title: 'Release 2.4.0', isResolved: true }, act)).toEqual({ ...wish, title: 'Release 2.4.0', relationship: 'released by', isResolved: true });
      const { body } = await stage.call(tool, 'GET', `/issue/${id.split(':')[2]}/remotelink`);
      expect(body).toMatchObject([{ application: { type: 'muster', name: 'Muster' }, relationship: 'released by', object: { summary: 'Kept', title: 'Release 2.4.0', icon: { title: 'M' }, status: { resolved: true, icon: { title: 'open' } } } }]);
    });

    it('that say already what they should are left alone', async () => {
      const id = await anItem();
      await desk().link(id, wish, act);
      await desk().link(id, wish, act);
      expect(tool.calls()[`POST ${stage.root}/issue/:id/remotelink`]).toBe(1);
    });

    it('are read back when the answer is lost, and refused where they may not be drawn', async () => {
      const id = await anItem();
      await setFaults(tool, { kind: 'reset', when: 'after', match: 'POST /rest/api', times: 1 });
      expect(await desk().link(id, wish, act)).toEqual(wish);
      expect(await problemOf(desk().link(await idOf(told.find(({ key }) => key.startsWith('LEN-'))?.key), wish, act))).toBe('FORBIDDEN');
      await expect(desk().link(id, { ...wish, url: 'javascript:alert(1)' }, act)).rejects.toMatchObject({ name: 'UserMistake' });
    });

    it('are read of many work items, and absent of one that is not there', async () => {
      const [one, other] = [await anItem(), await idOf(told[0]?.key)];
      await desk().link(one, wish, act);
      const answer = await connection.relations['work-item.remoteLinks']?.relate([one, other, 'jira:work-item:999999', 'other:work-item:1'], act);
      expect([...answer ?? []]).toEqual([[one, [wish]], [other, []]]);
    });

    it('are unknown, not none, to a stranger', async () => {
      const id = await anItem();
      const stranger = stage.connect(tool, { auth: { kind: 'bearer', token: 'nobody' } });
      expect(await problemOf(stranger.relations['work-item.remoteLinks']?.relate([id], act) ?? Promise.resolve())).toBe('UNAUTHORIZED');
      expect(await problemOf(stranger.workItemDesk?.move(id, 'DONE', act) ?? Promise.resolve())).toBe('UNAUTHORIZED');
    });
  });
});
