import { UserMistake } from '../../../domain/error.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { backOut } from './index.ts';

const name = backOut.name;

describe('back-out', () => {
  it('acts under the name that journals keep', () => {
    expect(backOut).toMatchObject({ name: 'back-out', kind: 'act' });
  });

  it.each([['payments-2.3.9', 'As its plan wants, payments-2.3.9 takes its place again (deployment:2).'], [null, 'As its plan wants, what ran before takes its place again (deployment:2).']])('has %s take its place', async (releaseKey, because) => {
    const context = await stepContext(new Scene(), name);
    const of = { ...context.deployment, id: 'deployment:2', releaseKey };
    expect(await backOut.run({ ...context, backOut: () => Promise.resolve(of) })).toEqual({ progress: 'succeeded', because });
  });

  it('asks for a person where nothing may take its place', async () => {
    const mistake = new UserMistake('NOT_FOUND', 'Muster knows of nothing else that ran before it.');
    const context = await stepContext(new Scene(), name, {}, { backOut: () => Promise.reject(mistake) });
    expect(await backOut.run(context)).toEqual({ progress: 'again', retryAfterMs: null, needsAttention: true, because: 'Its plan wants it backed out, and that cannot be: Muster knows of nothing else that ran before it.' });
  });

  it('fails its try for whatever else goes wrong', async () => {
    const context = await stepContext(new Scene(), name, {}, { backOut: () => Promise.reject(new RangeError('The database is down.')) });
    await expect(backOut.run(context)).rejects.toThrow(new RangeError('The database is down.'));
  });
});
