import type { Artifact } from '../domain/artifact.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { FoundIn } from '../domain/ports/records.ts';
import type { PinnedArtifact } from '../domain/release.ts';
import { isCopy, placesOf, shelfOf, stampOf } from './library.ts';
import type { Shelf } from './library.ts';
import type { StepContext } from './step.ts';
import { fileIn, pinned } from './testing/library.ts';
import { Scene } from './testing/scene.ts';
import { stepContext } from './testing/step-context.ts';
import { down, foundIn, ToldRecords } from './testing/told-records.ts';

const other: PinnedArtifact = { reference: 'nexus:artifact:libs/docs.zip', name: 'docs.zip', sha256: 'c'.repeat(64) };

/** The scene's context with what `alter` changes, its subject read afterwards. */
async function contextOf(alter: (scene: Scene) => void, more: Partial<Deployment> = {}): Promise<StepContext> {
  const scene = new Scene();
  const context = await stepContext(scene, 'stamp-artifacts', more);
  alter(scene);
  return { ...context, ports: scene.ports(), subject: async () => ({ ...await context.subject(), release: scene.release, service: scene.service }) };
}

function seal(scene: Scene, ...artifacts: readonly PinnedArtifact[]): void {
  scene.release = { ...scene.release, sealed: scene.release.sealed && { ...scene.release.sealed, artifacts } };
}

function keep(scene: Scene, connection: string): void {
  scene.service = { ...scene.service, artifacts: scene.service.artifacts && { ...scene.service.artifacts, connection } };
}

async function shelf(alter: (scene: Scene) => void = () => undefined, more: Partial<Deployment> = {}): Promise<Shelf | string> {
  const context = await contextOf(alter, more);
  return shelfOf(context, await context.subject());
}

describe('what of a deployment one library keeps', () => {
  it('is what was sealed there, and who writes there', async () => {
    const found = await shelf((scene) => { seal(scene, { ...other, reference: 'libs/readme' }, pinned, other); });
    expect(found).toMatchObject({ connection: 'artifactory', pins: [pinned] });
    expect(found).toHaveProperty('desk');
  });

  it.each<[string, (scene: Scene) => void, Partial<Deployment>, string]>([
    ['without a library', (scene) => { scene.service = { ...scene.service, artifacts: null }; }, {}, 'Service payments declares no library.'],
    ['without a seal', () => undefined, { packageDigest: null }, 'What was deployed was not sealed.'],
    ['where another library keeps it', (scene) => { seal(scene, other); }, {}, 'Nothing of what was deployed is in artifactory.'],
  ])('is nothing %s', async (_title, alter, more, said) => {
    expect(await shelf(alter, more)).toBe(said);
  });

  const anew = 'payments-2.4.0 was sealed anew after it was deployed, so that the files that were deployed are no longer known; look after them in the library by hand.';

  it.each<[string, (scene: Scene) => void, string]>([
    ['was sealed anew', (scene) => { scene.release = { ...scene.release, sealed: scene.release.sealed && { ...scene.release.sealed, digest: 'f'.repeat(64) } }; }, anew],
    ['is sealed no more', (scene) => { scene.release = { ...scene.release, sealed: null }; }, anew],
    ['lies in a library that is gone', (scene) => { keep(scene, 'nexus'); seal(scene, other); }, 'Connection nexus is not there or cannot write to a library; service payments keeps its artifacts there.'],
  ])('asks for a person when it %s', async (_title, alter, message) => {
    await expect(shelf(alter)).rejects.toMatchObject({ name: 'MissingSubjectError', message });
  });

  it('asks for a person when its library cannot be written to', async () => {
    const context = await contextOf(() => undefined);
    const mute = { ...new Scene().tools.connection() };
    Reflect.deleteProperty(mute, 'libraryDesk');
    const ports = { ...context.ports, connections: { all: [mute], byName: () => mute } };
    const subject = await context.subject();
    expect(() => shelfOf({ ...context, ports }, subject)).toThrow('Connection artifactory is not there or cannot write to a library; service payments keeps its artifacts there.');
  });
});

describe('where the sealed contents stand', () => {
  async function places(answers: readonly FoundIn<Artifact>[], ...pins: readonly PinnedArtifact[]): Promise<{ readonly found: Promise<readonly Artifact[]>; readonly asked: readonly unknown[] }> {
    const told = new ToldRecords();
    told.finds = () => answers;
    const context = await contextOf((scene) => { seal(scene, ...pins); });
    const its = shelfOf(context, await context.subject());
    if (typeof its === 'string') throw new Error(its);
    return { found: placesOf(its, { ...context, ports: { ...context.ports, records: told.port() } }), asked: told.asked };
  }

  it('is asked of that library, each content once', async () => {
    const [libs, live] = [fileIn('libs'), fileIn('live')];
    const { found, asked } = await places([foundIn([libs]), foundIn([live])], pinned, { ...pinned, name: 'again.tgz' }, { ...pinned, name: 'docs.zip', sha256: other.sha256 });
    expect(await found).toEqual([libs, live]);
    expect(asked).toEqual([['artifacts.bySha256', { digests: [pinned.sha256, other.sha256] }, ['artifactory']]]);
  });

  it.each<[string, Partial<FoundIn<Artifact>>, string]>([
    ['it is down', { problem: down }, 'What stands in artifactory could not be read: it is down'],
    ['it does not tell all', { isComplete: false }, 'What stands in artifactory could not all be read.'],
  ])('is not known while %s', async (_title, more, message) => {
    const { found } = await places([foundIn([fileIn('libs')]), foundIn([fileIn('live')], more)], pinned);
    await expect(found).rejects.toMatchObject({ name: 'MissingSubjectError', message });
  });
});

describe('a copy', () => {
  it.each<[string, Artifact, boolean]>([
    ['has the content and the name, in that repository', fileIn('live'), true],
    ['has no other content', fileIn('live', { sha256: other.sha256 }), false],
    ['has no other name', fileIn('live', { name: 'other.tgz' }), false],
    ['is in no other repository', fileIn('libs'), false],
  ])('%s', (_title, artifact, is) => {
    expect(isCopy(artifact, pinned, 'live')).toBe(is);
  });
});

describe('the mark of what went live', () => {
  it.each<[string, Partial<Deployment>, Readonly<Record<string, readonly string[]>>]>([
    ['names release, deployment and who asked', {}, { 'muster.release.production': ['payments-2.4.0'], 'muster.deployment.production': ['deployment:1'], 'muster.requestedBy.production': ['Ana'] }],
    ['goes by the environment', { environment: 'staging', requestedBy: null }, { 'muster.release.staging': ['payments-2.4.0'], 'muster.deployment.staging': ['deployment:1'] }],
    ['names no release where none is known', { releaseKey: null, requestedBy: null }, { 'muster.release.production': [''], 'muster.deployment.production': ['deployment:1'] }],
  ])('%s', async (_title, more, mark) => {
    const { deployment } = await contextOf(() => undefined, { id: 'deployment:1', ...more });
    expect(stampOf({ deployment })).toEqual(mark);
  });
});
