import type { Artifact } from '../../../domain/artifact.ts';
import type { Deployment } from '../../../domain/deployment.ts';
import type { BuildPromotion } from '../../../domain/ports/desk.ts';
import type { PinnedArtifact } from '../../../domain/release.ts';
import { fileIn, pinned } from '../../testing/library.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { subjectOf } from '../../subject.ts';
import type { StepOutcome } from '../../step.ts';
import { foundIn, ToldRecords } from '../../testing/told-records.ts';
import { promoteArtifacts } from './index.ts';

const name = promoteArtifacts.name;

/** One try, with the subject read as it stands after `alter`. */
async function after(alter: (scene: Scene) => void): Promise<{ readonly scene: Scene; readonly running: Promise<StepOutcome> }> {
  const scene = new Scene();
  const context = await stepContext(scene, name);
  alter(scene);
  const ports = scene.ports();
  return { scene, running: promoteArtifacts.run({ ...context, ports, subject: () => subjectOf(context.deployment, ports) }) };
}

describe('promote-artifacts', () => {
  it('acts under the name that journals keep', () => {
    expect(promoteArtifacts).toMatchObject({ name: 'promote-artifacts', kind: 'act' });
  });

  it('copies once, however often it is run', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    expect(await promoteArtifacts.run(context)).toMatchObject({ progress: 'succeeded', because: 'Its artifacts were copied to live.' });
    expect(await promoteArtifacts.run(context)).toMatchObject({ progress: 'succeeded', because: 'Its artifacts stand in live already.' });
    expect(scene.tools.library.promotions).toBe(1);
    expect([...scene.tools.library.places.keys()]).toEqual(['libs', 'live']);
  });

  it.each<[string, (scene: Scene) => void, string]>([
    ['where no repository is declared', (scene) => { scene.service = { ...scene.service, artifacts: { connection: 'artifactory', build: 'payments', path: '.', promoteTo: { staging: 'x' }, isStamped: true } }; }, 'declares no repository for what is live in production'],
    ['without a library', (scene) => { scene.service = { ...scene.service, artifacts: null }; }, 'declares no repository'],
    ['when nothing is of that library', (scene) => { scene.service = { ...scene.service, artifacts: { connection: 'jira', build: 'payments', path: '.', promoteTo: { production: 'live' }, isStamped: true } }; }, 'Nothing of what was deployed is in jira'],
  ])('skips %s, and says so', async (_title, alter, words) => {
    const { running } = await after(alter);
    expect(await running).toMatchObject({ progress: 'skipped', because: expect.stringContaining(words) as unknown });
  });

  it('does not believe a promotion that left nothing there', async () => {
    const { running } = await after((scene) => { scene.tools.library.promotes = 'SAYS_COMPLETED'; });
    expect(await running).toMatchObject({ progress: 'again', needsAttention: true, because: expect.stringContaining('payments.tgz is not in live after') as unknown });
  });

  it('does not take other bytes in the target for the copy', async () => {
    const { scene, running } = await after((one) => { one.tools.library.places.set('live', fileIn('live', { sha256: 'c'.repeat(64) })); });
    expect((await running).progress).toBe('succeeded');
    expect(scene.tools.library.promotions).toBe(1);
  });

  it('tries again when the library says that it failed, with its reason', async () => {
    const { running } = await after((scene) => { scene.tools.library.promotes = 'FAILED'; });
    expect(await running).toMatchObject({ progress: 'again', retryAfterMs: null, because: expect.stringContaining('a file is gone') as unknown });
  });

  it.each([['of no build', fileIn('libs', { buildName: null })], ['gone', null]])('asks for a person when a file is %s', async (_title, file) => {
    const { scene, running } = await after((one) => { one.tools.library.places.clear(); if (file !== null) one.tools.library.places.set('libs', file); });
    expect(await running).toMatchObject({ progress: 'again', needsAttention: true, because: expect.stringContaining(`${pinned.name} is of no build`) as unknown });
    expect(scene.tools.library.promotions).toBe(0);
  });

  it('promotes nothing once the package was sealed anew: those are other bytes', async () => {
    const { scene, running } = await after((one) => { if (one.release.sealed) one.release = { ...one.release, sealed: { ...one.release.sealed, digest: 'f'.repeat(64) } }; });
    await expect(running).rejects.toThrow('sealed anew after it was deployed');
    expect(scene.tools.library.promotions).toBe(0);
  });

  it('fails its try when the library cannot be read, or its connection is gone', async () => {
    const failing = await after((scene) => { scene.tools.meet = () => { throw new Error('down'); }; });
    await expect(failing.running).rejects.toThrow('down');
    const { running } = await after((scene) => {
      scene.service = { ...scene.service, artifacts: { connection: 'gone', build: 'payments', path: '.', promoteTo: { production: 'live' }, isStamped: true } };
      if (scene.release.sealed) scene.release = { ...scene.release, sealed: { ...scene.release.sealed, artifacts: [{ ...pinned, reference: 'gone:artifact:libs/payments.tgz' }] } };
    });
    await expect(running).rejects.toThrow('Connection gone is not there or cannot write to a library');
  });
});

describe('which builds are promoted', () => {
  const docs: PinnedArtifact = { reference: 'artifactory:artifact:libs/docs.zip', name: 'docs.zip', sha256: 'd'.repeat(64) };
  const place = ({ name: file, sha256 }: PinnedArtifact, repository: string, build: string | null, more: Partial<Artifact> = {}): Artifact => {
    const { source } = fileIn(repository);
    return { ...fileIn(repository), name: file, sha256, buildName: build, source: { ...source, reference: `artifactory:artifact:${repository}/${file}` }, ...more };
  };

  /** Of payments.tgz and docs.zip, both sealed in libs; each promotion copies both to live, unless it comes to something else. */
  async function promoted(places: readonly Artifact[], { more = {}, comesTo = {} }: { readonly more?: Partial<Deployment>; readonly comesTo?: object } = {}): Promise<{ readonly outcome: StepOutcome; readonly orders: readonly BuildPromotion[] }> {
    const [scene, told, orders] = [new Scene(), new ToldRecords(), new Array<BuildPromotion>()];
    scene.release = { ...scene.release, sealed: scene.release.sealed && { ...scene.release.sealed, artifacts: [pinned, docs] } };
    told.finds = () => [foundIn(orders.length === 0 ? places : [...places, place(pinned, 'live', null), place(docs, 'live', null)])];
    const promoteBuild = (order: BuildPromotion) => { orders.push(order); return Promise.resolve({ target: 'live', state: 'COMPLETED' as const, stateLabel: null, at: null, because: null, ...comesTo }); };
    const connection = { ...scene.tools.connection(), libraryDesk: { ...scene.tools.library.desk(), promoteBuild } };
    const context = await stepContext(scene, name, {}, { ports: { ...scene.ports(), records: told.port(), connections: { all: [], byName: () => connection } } });
    return { outcome: await promoteArtifacts.run({ ...context, deployment: { ...context.deployment, id: 'deployment:1', ...more } }), orders };
  }

  it.each<[string, readonly Artifact[], readonly string[]]>([
    ['one that made all of it, once', [place(pinned, 'libs', 'payments'), place(docs, 'libs', 'payments')], ['libs payments/7']],
    ['each that made some of it', [place(pinned, 'libs', 'payments'), place(docs, 'libs', 'docs')], ['libs payments/7', 'libs docs/7']],
    ['each number that made some of it', [place(pinned, 'libs', 'payments'), place(docs, 'libs', 'payments', { buildNumber: '8' })], ['libs payments/7', 'libs payments/8']],
    ['each repository that it was made for', [place(pinned, 'libs', 'payments'), place(docs, 'extra', 'payments')], ['libs payments/7', 'extra payments/7']],
    ['that of the place where it was sealed, before others', [place(docs, 'extra', 'other'), place(docs, 'libs', 'docs'), place(pinned, 'libs', 'payments')], ['libs payments/7', 'libs docs/7']],
    ['that of another place where that of the first is not known', [place(docs, 'libs', null), place(docs, 'libs', 'x', { buildNumber: null }), place(docs, 'extra', 'docs'), place(pinned, 'libs', 'payments')], ['libs payments/7', 'extra docs/7']],
    ['those alone of what is not there yet', [place(pinned, 'libs', 'payments'), place(pinned, 'live', 'payments'), place(docs, 'libs', 'docs')], ['libs docs/7']],
  ])('is %s', async (_title, places, expected) => {
    const { outcome, orders } = await promoted(places);
    expect(outcome).toEqual({ progress: 'succeeded', because: 'Its artifacts were copied to live.' });
    expect(orders.map(({ sourceRepository, name: build, number }) => `${sourceRepository} ${build}/${number}`)).toEqual(expected);
  });

  it.each<[string, readonly Artifact[]]>([
    ['no build', [place(docs, 'libs', null)]], ['no number of a build', [place(docs, 'libs', 'docs', { buildNumber: null })]], ['other bytes', [place({ ...docs, sha256: 'e'.repeat(64) }, 'libs', 'docs')]], ['nothing', []],
  ])('is none, and a person is asked for, where there is %s', async (_title, places) => {
    const { outcome, orders } = await promoted([place(pinned, 'libs', 'payments'), ...places]);
    expect([outcome, orders]).toMatchObject([{ progress: 'again', needsAttention: true, because: 'docs.zip is of no build that the library knows, or gone from it; copy it to live there.' }, []]);
  });

  it.each<[string, Partial<Deployment>, string]>([
    ['what is live, where, and who asked', {}, 'Muster: payments-2.4.0 is live in production (deployment:1). Asked for by Ana.'],
    ['the deployment where no release is known, and nobody where nobody asked', { releaseKey: null, requestedBy: null }, 'Muster: deployment:1 is live in production (deployment:1).'],
  ])('is told %s', async (_title, more, comment) => {
    const { orders } = await promoted([place(pinned, 'libs', 'payments'), place(docs, 'libs', 'payments')], { more });
    expect(orders).toEqual([{ name: 'payments', number: '7', status: 'Released', comment, sourceRepository: 'libs', targetRepository: 'live', properties: expect.objectContaining({ 'muster.deployment.production': ['deployment:1'] }) as unknown }]);
  });

  it.each([[{ state: 'FAILED', because: 'a file is gone' }, 'a file is gone'], [{ state: 'FAILED' }, 'FAILED']])('that comes to %j is tried again', async (comesTo, why) => {
    const { outcome, orders } = await promoted([place(pinned, 'libs', 'payments'), place(docs, 'libs', 'docs')], { comesTo });
    expect([outcome, orders.length]).toEqual([{ progress: 'again', retryAfterMs: null, needsAttention: false, because: `Build payments/7 was not promoted to live: ${why}.` }, 1]);
  });
});
