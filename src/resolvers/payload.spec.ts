import { UserMistake } from '../domain/error.ts';
import { restsOnHidden } from '../domain/redaction.ts';
import type { Hidden } from '../domain/restriction.ts';
import type { Loaders } from '../loaders/index.ts';
import { payload } from './payload.ts';

const asker = (...hidden: readonly Hidden[]) => ({ hidden, loaders: { record: (_kind: string, name: string) => Promise.resolve({ state: name === 'desk:change:open' ? 'found' : 'absent' }) } as unknown as Loaders });
const embargo: Hidden = { connection: 'desk', kind: 'change', classifications: ['embargo'] };
const refusal = (...about: readonly string[]) => new UserMistake('CONFLICT', 'CHG7 is about staging.', ['environment'], about);
const answer = async (hidden: readonly Hidden[], mistake: Error, input = {}): Promise<unknown> => (await payload<object>(asker(...hidden), input, () => Promise.reject(mistake))).userErrors;

describe('What a mutation answers', () => {
  it('is what its act made, or the mistake with its place in the input', async () => {
    expect(await payload(asker(), { clientMutationId: 'm1' }, () => Promise.resolve({ link: 1 }))).toEqual({ link: 1, userErrors: [], clientMutationId: 'm1' });
    expect(await payload(asker(), {}, () => Promise.reject(refusal('desk:change:7')))).toEqual({ userErrors: [{ code: 'CONFLICT', message: 'CHG7 is about staging.', path: ['input', 'environment'] }], clientMutationId: null });
    await expect(payload(asker(), {}, () => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
  });

  it('keeps back the words about a record that who acts may not see, and says what went wrong and where', async () => {
    expect(await answer([embargo], refusal('desk:change:7'))).toEqual([{ code: 'CONFLICT', message: `${restsOnHidden} Ask somebody who may.`, path: ['input', 'environment'] }]);
    expect(await answer([embargo], new UserMistake('SOURCE_UNAVAILABLE', 'It was opened (desk:change:7).'))).toMatchObject([{ message: `${restsOnHidden} Ask somebody who may.`, path: null }]);
  });

  it('says all that is about what they may see, and what they typed themselves', async () => {
    expect(await answer([embargo], refusal('desk:change:open', 'other:change:7'))).toMatchObject([{ message: 'CHG7 is about staging.' }]);
    expect(await answer([embargo], new UserMistake('NOT_FOUND', 'There is no record desk:change:8.'), { reference: 'desk:change:8' })).toMatchObject([{ message: 'There is no record desk:change:8.' }]);
  });
});
