import { fileIn } from '../../testing/library.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { stampArtifacts } from './index.ts';

const name = stampArtifacts.name;

describe('stamp-artifacts', () => {
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
