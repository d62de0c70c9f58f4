import type { Deployment } from '../../../domain/deployment.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import type { StepOutcome } from '../../step.ts';
import { markBackedOut } from './index.ts';

const name = markBackedOut.name;
const finishedAt = '2026-11-23T04:45:00.000Z';

/** What comes of it where `of` is what it backs out, null: nothing, what was looked up and what was written. */
async function marked(of: Partial<Deployment> | null, { more = {}, isWritten = true }: { readonly more?: Partial<Deployment>; readonly isWritten?: boolean } = {}): Promise<{ readonly outcome: StepOutcome; readonly written: readonly unknown[]; readonly asked: readonly string[] }> {
  const [scene, written, asked] = [new Scene(), new Array<unknown>(), new Array<string>()];
  const context = await stepContext(scene, name, { id: 'deployment:2', releaseKey: 'payments-2.3.9', backOutOfId: 'deployment:1', ...more });
  const standing: Deployment = { ...context.deployment, id: 'deployment:1', releaseKey: 'payments-2.4.0', state: 'FAILED', needsAttention: true, fence: 7, finishedAt, ...of };
  Object.assign(scene.deployments, {
    byId: (id: string) => { asked.push(id); return Promise.resolve(of !== null && id === standing.id ? standing : null); },
    write: (...parts: readonly unknown[]) => { written.push(...parts); return Promise.resolve(isWritten ? standing : null); },
  });
  return { outcome: await markBackedOut.run(context), written, asked };
}

const done = { progress: 'succeeded', because: 'payments-2.4.0 is marked as backed out.' };

describe('mark-backed-out', () => {
  it('acts under the name that journals keep', () => {
    expect(markBackedOut).toMatchObject({ name: 'mark-backed-out', kind: 'act' });
  });

  it.each(['FAILED', 'SUCCEEDED'] as const)('marks what is %s and whose place it took, as it stands, with its own end, and asks nobody any more', async (state) => {
    const { outcome, written } = await marked({ state });
    expect(outcome).toEqual(done);
    const because = 'payments-2.3.9 took its place again (deployment:2).';
    expect(written).toMatchObject([
      'deployment:1', { from: state, fence: 7 }, { state: 'BACKED_OUT', because, finishedAt, needsAttention: false },
      { at: '2026-11-23T05:00:00.000Z', kind: 'STATE', summary: because, data: { from: state, to: 'BACKED_OUT' } },
    ]);
  });

  it('says of which deployments it is where no releases are known', async () => {
    const { outcome, written } = await marked({ releaseKey: null }, { more: { releaseKey: null } });
    expect(outcome.because).toBe('deployment:1 is marked as backed out.');
    expect(written).toContainEqual(expect.objectContaining({ because: 'deployment:2 took its place again (deployment:2).' }));
  });

  it('finds done what it did before a crash', async () => {
    expect(await marked({ state: 'BACKED_OUT' })).toMatchObject({ outcome: done, written: [] });
  });

  it('tries again where that changed meanwhile', async () => {
    expect((await marked({}, { isWritten: false })).outcome).toEqual({ progress: 'again', retryAfterMs: null, needsAttention: false, because: 'deployment:1 changed while it was being marked as backed out.' });
  });

  it.each<[string, Partial<Deployment> | null, Partial<Deployment>, readonly string[]]>([['it backs nothing out', {}, { backOutOfId: null }, []], ['what it backs out is gone', null, {}, ['deployment:1']]])('has nothing to do where %s', async (_title, of, more, asked) => {
    expect(await marked(of, { more })).toEqual({ outcome: { progress: 'skipped', because: 'It backs nothing out.' }, written: [], asked });
  });
});
