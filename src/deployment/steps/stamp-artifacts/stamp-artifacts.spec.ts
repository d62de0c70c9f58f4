import type { Artifact } from '../../../domain/artifact.ts';
import type { PinnedArtifact } from '../../../domain/release.ts';
import type { StepOutcome } from '../../step.ts';
import { fileIn, pinned } from '../../testing/library.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { foundIn, ToldRecords } from '../../testing/told-records.ts';
import { stampArtifacts } from './index.ts';

const name = stampArtifacts.name;

describe('stamp-artifacts', () => {
  it('acts after what is copied is there, under the name that journals keep', () => {
    expect(stampArtifacts).toMatchObject({ name: 'stamp-artifacts', kind: 'act', after: 'promote-artifacts' });
  });

  it('marks what was sealed with release and deployment, once', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    expect(await stampArtifacts.run(context)).toMatchObject({ progress: 'succeeded', because: '1 artifact bears the mark of this deployment.' });
    await stampArtifacts.run(context);
    expect(scene.tools.library.stamps).toBe(1);
    expect(scene.tools.library.places.get('libs')?.properties).toEqual({ 'muster.release.production': ['payments-2.4.0'], 'muster.deployment.production': [context.deployment.id], 'muster.requestedBy.production': ['Ana'] });
  });

  it('marks its copy too, and no other place that holds the same bytes', async () => {
    const scene = new Scene();
    for (const repository of ['live', 'somebody-else']) scene.tools.library.places.set(repository, fileIn(repository));
    await stampArtifacts.run(await stepContext(scene, name));
    expect([...scene.tools.library.places].filter(([, { properties }]) => properties?.['muster.release.production'] !== undefined).map(([repository]) => repository)).toEqual(['libs', 'live']);
  });

  it('leaves the mark of another environment', async () => {
    const scene = new Scene();
    scene.tools.library.places.set('libs', fileIn('libs', { properties: { 'muster.deployment.staging': ['deployment:1'] } }));
    await stampArtifacts.run(await stepContext(scene, name));
    expect(scene.tools.library.places.get('libs')?.properties).toMatchObject({ 'muster.deployment.staging': ['deployment:1'] });
  });

  it('tries again when what was sealed is nowhere, and never marks other bytes in its place', async () => {
    const scene = new Scene();
    scene.tools.library.places.set('libs', fileIn('libs', { sha256: 'c'.repeat(64) }));
    expect(await stampArtifacts.run(await stepContext(scene, name))).toMatchObject({ progress: 'again', retryAfterMs: null, because: expect.stringContaining('payments.tgz cannot be marked') as unknown });
    expect(scene.tools.library.stamps).toBe(0);
  });

  it('skips where the service wants no marks, and where nothing was sealed', async () => {
    const scene = new Scene();
    if (scene.service.artifacts) scene.service = { ...scene.service, artifacts: { ...scene.service.artifacts, isStamped: false } };
    expect(await stampArtifacts.run(await stepContext(scene, name))).toMatchObject({ progress: 'skipped', because: expect.stringContaining('unmarked') as unknown });
    expect(await stampArtifacts.run(await stepContext(new Scene(), name, { packageDigest: null }))).toMatchObject({ progress: 'skipped' });
  });
});

describe('what is marked', () => {
  const docs: PinnedArtifact = { reference: 'artifactory:artifact:libs/docs.zip', name: 'docs.zip', sha256: 'd'.repeat(64) };
  const copyOf = ({ name: file, sha256 }: PinnedArtifact, repository: string, more: Partial<Artifact> = {}): Artifact => {
    const [reference, { source }] = [`artifactory:artifact:${repository}/${file}`, fileIn(repository)];
    return { ...fileIn(repository), id: `${repository}/${file} ${sha256.slice(0, 1)}`, name: file, sha256, source: { ...source, reference }, ...more };
  };

  /** Of payments.tgz and docs.zip, both sealed in libs and copied to live. */
  async function marked(places: readonly Artifact[], alter: (scene: Scene) => void = () => undefined): Promise<{ readonly outcome: StepOutcome; readonly ids: readonly string[] }> {
    const [scene, told, ids] = [new Scene(), new ToldRecords(), new Array<string>()];
    scene.release = { ...scene.release, sealed: scene.release.sealed && { ...scene.release.sealed, artifacts: [pinned, docs] } };
    alter(scene);
    told.finds = () => [foundIn(places)];
    const connection = scene.tools.connection();
    const desk = { ...scene.tools.library.desk(), stamp: (id: string) => { ids.push(id); return Promise.resolve(fileIn('libs')); } };
    const context = await stepContext(scene, name, {}, { ports: { ...scene.ports(), records: told.port(), connections: { all: [], byName: () => ({ ...connection, libraryDesk: desk }) } } });
    return { outcome: await stampArtifacts.run(context), ids };
  }

  it.each<[string, readonly Artifact[], readonly string[]]>([
    ['all that was sealed, where it was sealed', [copyOf(pinned, 'libs'), copyOf(docs, 'libs')], ['libs/payments.tgz b', 'libs/docs.zip d']],
    ['and its copies', [copyOf(pinned, 'live'), copyOf(docs, 'live'), copyOf(docs, 'libs'), copyOf(pinned, 'libs')], ['libs/payments.tgz b', 'live/payments.tgz b', 'libs/docs.zip d', 'live/docs.zip d']],
    ['its copies alone where it was sealed holds other bytes now', [copyOf(pinned, 'libs', { sha256: docs.sha256 }), copyOf(pinned, 'live'), copyOf(docs, 'libs')], ['live/payments.tgz b', 'libs/docs.zip d']],
    ['no other place, and no other name there', [copyOf(pinned, 'libs'), copyOf(docs, 'libs'), copyOf(docs, 'elsewhere'), copyOf({ ...docs, name: 'other.zip' }, 'live')], ['libs/payments.tgz b', 'libs/docs.zip d']],
  ])('is %s', async (_title, places, ids) => {
    const { outcome, ids: all } = await marked(places);
    expect([outcome, all]).toEqual([{ progress: 'succeeded', because: `${ids.length} artifacts bear the mark of this deployment.` }, ids]);
  });

  it('is not its copies where none are made for the environment', async () => {
    const { ids } = await marked([copyOf(pinned, 'libs'), copyOf(docs, 'libs'), copyOf(docs, 'live')], (scene) => {
      if (scene.service.artifacts) scene.service = { ...scene.service, artifacts: { ...scene.service.artifacts, promoteTo: { staging: 'live' } } };
    });
    expect(ids).toEqual(['libs/payments.tgz b', 'libs/docs.zip d']);
  });

  it.each<[string, readonly Artifact[], string]>([['one', [copyOf(pinned, 'libs')], 'docs.zip'], ['both', [], 'payments.tgz, docs.zip']])('is nothing while %s is nowhere', async (_title, places, names) => {
    const { outcome, ids } = await marked(places);
    expect([outcome, ids]).toMatchObject([{ progress: 'again', because: `${names} cannot be marked: what was sealed is no longer where it was, or hidden from us.` }, []]);
  });

  it('is nothing where the service declares no library', async () => {
    const { outcome } = await marked([], (scene) => { scene.service = { ...scene.service, artifacts: null }; });
    expect(outcome).toEqual({ progress: 'skipped', because: 'Service payments declares no library.' });
  });
});
