import { UserMistake } from '../domain/error.ts';
import type { Loaders } from '../loaders/index.ts';
import { mustBeVisible } from './visible.ts';

/** A desk whose incidents are hidden whole, and of whose changes those under embargo. */
const asker = {
  hidden: [{ connection: 'desk', kind: 'incident', classifications: null }, { connection: 'desk', kind: 'change', classifications: ['embargo'] }] as const,
  loaders: { record: (_kind: string, name: string) => Promise.resolve({ state: name === 'desk:change:open' ? 'found' : 'absent' }) } as unknown as Loaders,
};
async function asked(reference: string, path?: readonly string[]): Promise<unknown> {
  try {
    await mustBeVisible(asker, reference, path);
    return 'let through';
  } catch (error) {
    if (!(error instanceof UserMistake)) throw error;
    return { code: error.code, message: error.message, where: error.path };
  }
}

describe('A record that is to be linked or taken out', () => {
  it('is refused in the very words for one that is not there', async () => {
    const refusal = (reference: string) => ({ code: 'NOT_FOUND', message: `There is no record ${reference}.`, where: ['reference'] });
    for (const reference of ['desk:incident:I1', 'desk:change:embargo', 'desk:change:none']) expect(await asked(reference)).toEqual(refusal(reference));
    expect(await asked('desk:incident:I1', ['records', '0', 'reference'])).toMatchObject({ where: ['records', '0', 'reference'] });
  });

  it('is let through where it may be seen, and of a tool that hides nothing without being read', async () => {
    expect(await asked('desk:change:open')).toBe('let through');
    expect(await asked('other:incident:none')).toBe('let through');
  });
});
