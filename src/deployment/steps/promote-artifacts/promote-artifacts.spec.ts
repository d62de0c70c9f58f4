import { fileIn, pinned } from '../../testing/library.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { subjectOf } from '../../subject.ts';
import type { StepOutcome } from '../../step.ts';
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
