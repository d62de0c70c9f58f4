import type { Connection } from '../../../domain/ports/connection.ts';
import type { Reading } from '../../../domain/ports/records.ts';
import type { Link } from '../../../domain/release.ts';
import type { PlannedVersion } from '../../../domain/work-item.ts';
import type { StepContext, StepOutcome } from '../../step.ts';
import { aLink, Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { absent, found, ToldRecords, unreadable } from '../../testing/told-records.ts';
import { releaseVersion } from './index.ts';

const name = releaseVersion.name;
const failed: Reading<never> = { state: 'unreadable', problem: { code: 'TIMEOUT', message: 'down', sinceAt: '', retryAt: null } };

describe('release-version', () => {
  it('acts under the name that journals keep', () => {
    expect(releaseVersion).toMatchObject({ name: 'release-version', kind: 'act' });
  });

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

describe('which versions are released', () => {
  const [own, declared] = ['jira:version:PAY/2.4.0', 'jira:version:PAY/autumn'];
  const liveAt = '2026-11-22T23:59:59.000Z';
  const planned = new Scene().tools.planner.version;

  function version(reference: string, more: Partial<PlannedVersion> = {}): Reading<unknown> {
    const label = reference.replace('jira:version:', '');
    return found(planned && { ...planned, id: `jira:version:id of ${label}`, label, ...more });
  }

  /** What is released, and when, of versions that are told so. */
  async function released(versions: Readonly<Record<string, Reading<unknown>>>, links: readonly Link[] = [], alter: (context: StepContext) => StepContext = (context) => context): Promise<{ readonly outcome: Promise<StepOutcome>; readonly released: readonly unknown[]; readonly asked: readonly unknown[] }> {
    const [scene, told, all] = [new Scene(), new ToldRecords(), new Array<unknown>()];
    scene.links = links;
    told.readings = { version: versions };
    const release = (id: string, day: string): Promise<PlannedVersion> => {
      all.push([id, day]);
      return planned === null ? Promise.reject(new Error('no version')) : Promise.resolve({ ...planned, label: id.replace('jira:version:id of ', ''), releasedOn: id.endsWith('autumn') ? null : day });
    };
    const jira: Connection = { ...scene.tools.connection(), versionDesk: { release } };
    const context = await stepContext(scene, name, { liveAt }, { ports: { ...scene.ports(), records: told.port(), connections: { all: [], byName: (wanted) => (wanted === 'jira' ? jira : undefined) } } });
    return { outcome: releaseVersion.run(alter(context)), released: all, asked: told.asked };
  }

  const link = (reference: string, more: Partial<Link> = {}): Link => aLink('WORK_ITEM', reference, { identity: null, ...more });

  it('are the one of its own and those that people declared, each once, on the day that it went live', async () => {
    const links = [link(declared), link(own), link('jira:work-item:PAY-1'), link('odd', { identity: 'jira:work-item:2' }), aLink('CHANGE', 'servicenow:change:c1')];
    const { outcome, released: all, asked } = await released({ [own]: version(own), [declared]: version(declared) }, links);
    expect(await outcome).toEqual({ progress: 'succeeded', because: 'PAY/2.4.0 is released on 2026-11-22, PAY/autumn is released.' });
    expect(all).toEqual([['jira:version:id of PAY/2.4.0', '2026-11-22'], ['jira:version:id of PAY/autumn', '2026-11-22']]);
    expect(asked).toEqual([['version', own, declared]]);
  });

  it.each<[string, Readonly<Record<string, Reading<unknown>>>, string]>([
    ['its own is down and a declared one gone', { [own]: unreadable, [declared]: absent }, `${own}, ${declared} cannot be read, and is to be released.`],
    ['a declared one is gone', { [own]: version(own), [declared]: absent }, `${declared} cannot be read, and is to be released.`],
    ['there is no answer about either', {}, `${own}, ${declared} cannot be read, and is to be released.`],
  ])('are none while %s', async (_title, versions, because) => {
    const { outcome, released: all } = await released(versions, [link(declared)]);
    expect([await outcome, all]).toMatchObject([{ progress: 'again', because }, []]);
  });

  it('are the declared ones where its project never planned its own', async () => {
    const { outcome } = await released({ [own]: absent, [declared]: version(declared) }, [link(declared)]);
    expect(await outcome).toEqual({ progress: 'succeeded', because: 'PAY/autumn is released.' });
    expect(await (await released({ [own]: absent })).outcome).toEqual({ progress: 'skipped', because: `${own} is not there: nothing was planned as that version.` });
  });

  it.each<[string, (context: StepContext) => StepContext, string]>([
    ['in an environment before the last', (context) => ({ ...context, deployment: { ...context.deployment, environment: 'staging' } }), 'Its version is released once it is live in production.'],
    ['where no environment is declared', (context) => ({ ...context, ports: { ...context.ports, catalogue: { ...context.ports.catalogue, environments: [] } } }), 'Its version is released once it is live in the last environment.'],
  ])('are none %s', async (_title, alter, because) => {
    const { outcome } = await released({ [own]: version(own) }, [], alter);
    expect(await outcome).toEqual({ progress: 'skipped', because });
  });

  it('ask for a person where their connection releases none', async () => {
    const { outcome } = await released({ [own]: version(own, { source: { ...new Scene().tools.item().source, connection: 'gone' } }) });
    await expect(outcome).rejects.toMatchObject({ name: 'MissingSubjectError', message: 'Connection gone cannot release versions; release jira:version:id of PAY/2.4.0 there.' });
  });
});
