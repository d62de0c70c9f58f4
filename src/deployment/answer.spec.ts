import type { Deployment } from '../domain/deployment.ts';
import { UserMistake } from '../domain/error.ts';
import { answering } from './answer.ts';

describe('what somebody who acts on a deployment is answered', () => {
  it('is the deployment as it stands then', async () => {
    const deployment = { id: 'deployment:1' } as Deployment;
    expect(await answering(() => Promise.resolve(deployment))).toEqual({ deployment, mistakes: [] });
  });

  it('is what was wrong with the asking, at once or later', async () => {
    const mistake = new UserMistake('INVALID', 'Say why.', ['reason']);
    expect(await answering(() => { throw mistake; })).toEqual({ deployment: null, mistakes: [mistake] });
    expect(await answering(() => Promise.reject(mistake))).toEqual({ deployment: null, mistakes: [mistake] });
  });

  it('is no mistake of theirs where the hub itself fails', async () => {
    await expect(answering(() => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
  });
});
