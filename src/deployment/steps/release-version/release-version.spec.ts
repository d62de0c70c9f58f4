import type { Reading } from '../../../domain/ports/records.ts';
import { aLink, Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { releaseVersion } from './index.ts';

const name = releaseVersion.name;
const failed: Reading<never> = { state: 'unreadable', problem: { code: 'TIMEOUT', message: 'down', sinceAt: '', retryAt: null } };

describe('release-version', () => {
  it('releases it once, on the day it went live', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name, { liveAt: '2026-11-22T23:59:59.000Z' });
    expect(await releaseVersion.run(context)).toMatchObject({ progress: 'succeeded', because: 'PAY/2.4.0 is released on 2026-11-22.' });
    scene.clock.pass(86_400_000);
    expect(await releaseVersion.run({ ...context, deployment: { ...context.deployment, liveAt: null } })).toMatchObject({ because: 'PAY/2.4.0 is released on 2026-11-22.' });
    expect(scene.tools.planner.releases).toBe(1);
  });

  it('skips before the last environment, where the house does it by hand, and where work is planned nowhere', async () => {
    const earlier = await stepContext(new Scene(), name, { environment: 'staging' });
    const subject = await (await stepContext(new Scene(), name)).subject();
    expect(await releaseVersion.run({ ...earlier, subject: () => Promise.resolve(subject) })).toMatchObject({ progress: 'skipped', because: 'Its version is released once it is live in production.' });
    for (const workItems of [null, { connection: 'jira', project: 'PAY', isVersionReleased: false, areLinked: true }]) {
      const scene = new Scene();
      scene.service = { ...scene.service, workItems };
      expect((await releaseVersion.run(await stepContext(scene, name))).progress).toBe('skipped');
    }
  });

  it('skips a version that the project does not have, and asks again for one that people declared', async () => {
    const scene = new Scene();
    scene.tools.planner.version = null;
    expect(await releaseVersion.run(await stepContext(scene, name))).toMatchObject({ progress: 'skipped', because: expect.stringContaining('jira:version:PAY/2.4.0 is not there') as unknown });
    const declared = new Scene();
    declared.tools.planner.version = null;
    declared.links = [aLink('WORK_ITEM', 'jira:version:PAY/autumn', { identity: null })];
    expect(await releaseVersion.run(await stepContext(declared, name))).toMatchObject({ progress: 'again', retryAfterMs: null, because: expect.stringContaining('PAY/autumn') as unknown });
  });

  it('does not take a planner that is down for one without the version', async () => {
    const context = await stepContext(new Scene(), name);
    const records = { ...context.ports.records, read: (_kind: unknown, names: readonly string[]) => Promise.resolve(new Map(names.map((one) => [one, failed]))) as never };
    expect(await releaseVersion.run({ ...context, ports: { ...context.ports, records } })).toMatchObject({ progress: 'again', because: expect.stringContaining('cannot be read') as unknown });
  });

  it('fails its try when the connection cannot release versions', async () => {
    const context = await stepContext(new Scene(), name);
    await expect(releaseVersion.run({ ...context, ports: { ...context.ports, connections: { all: [], byName: () => undefined } } })).rejects.toThrow('cannot release versions');
  });
});
