import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { subjectOf } from '../../subject.ts';
import { writeRunningVersion } from './index.ts';

const name = writeRunningVersion.name;

describe('write-running-version', () => {
  it('acts under the name that journals keep', () => {
    expect(writeRunningVersion).toMatchObject({ name: 'write-running-version', kind: 'act' });
  });

  it('writes once, however often it is run', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    expect(await writeRunningVersion.run(context)).toMatchObject({ progress: 'succeeded', because: 'payments-prod says 2.4.0.' });
    expect(await writeRunningVersion.run(context)).toMatchObject({ progress: 'succeeded', because: 'payments-prod says 2.4.0 already.' });
    expect(scene.tools.cmdbWrites).toBe(1);
  });

  it('rehearses first, and makes no item that the CMDB does not know', async () => {
    const scene = new Scene();
    scene.tools.rehearses = 'INSERTED';
    expect(await writeRunningVersion.run(await stepContext(scene, name))).toMatchObject({ progress: 'again', needsAttention: true, because: expect.stringContaining('would make one') as unknown });
    expect(scene.tools.cmdbWrites).toBe(0);
  });

  it('writes without a rehearsal where the CMDB has none', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    const desk = { ...scene.tools.connection().runningVersionDesk };
    Reflect.deleteProperty(desk, 'rehearse');
    const connection = { ...scene.tools.connection(), runningVersionDesk: desk as never };
    expect(await writeRunningVersion.run({ ...context, ports: { ...context.ports, connections: { all: [], byName: () => connection } } })).toEqual({ progress: 'succeeded', because: 'payments-prod says 2.4.0.' });
  });

  it('says so when another item was written than the one rehearsed', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    const desk = { ...scene.tools.connection().runningVersionDesk, rehearse: () => Promise.resolve({ item: 'servicenow:ci:another', operation: 'UPDATED', version: '2.3.9' }) } as never;
    const connection = { ...scene.tools.connection(), runningVersionDesk: desk };
    expect(await writeRunningVersion.run({ ...context, ports: { ...context.ports, connections: { all: [connection], byName: () => connection } } })).toMatchObject({ progress: 'again', needsAttention: true, because: expect.stringContaining('not to servicenow:ci:another') as unknown });
  });

  it.each([['2.3.9', 'says 2.3.9'], [null, 'says no version']])('believes what it reads back (%s), and asks for a person', async (cmdbVersion, words) => {
    const scene = new Scene();
    Object.assign(scene.tools, { reconciles: false, cmdbVersion });
    const outcome = await writeRunningVersion.run(await stepContext(scene, name));
    expect(outcome).toMatchObject({ progress: 'again', retryAfterMs: null, needsAttention: true, because: expect.stringContaining(words) as unknown });
  });

  it.each([
    ['skips without a declared target', {}, 'skipped'],
    ['fails its try when the connection is gone', { production: { connection: 'gone', className: 'x', match: 'payments-prod', versionAttribute: 'version', discoverySource: 'Muster' } }, 'Connection gone is not there'],
  ])('%s', async (_title, targets, expected) => {
    const scene = new Scene();
    scene.service = { ...scene.service, targets };
    const context = await stepContext(scene, name);
    const running = writeRunningVersion.run({ ...context, subject: () => subjectOf(context.deployment, scene.ports()) });
    if (expected === 'skipped') expect((await running).progress).toBe('skipped');
    else await expect(running).rejects.toThrow(expected);
  });
});
