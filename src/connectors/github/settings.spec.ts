import { parameterSchema, planInputs, readSettings } from './settings.ts';

const good = { repository: 'northbank/payments', workflow: 'deploy.yml', ref: 'main' };

function read(settings: Readonly<Record<string, unknown>>) {
  return readSettings({ connection: 'github', name: 'payments-production', settings });
}

describe('settings of a GitHub deployer', () => {
  it('takes a repository, a workflow and a ref', () => {
    expect(read(good)).toEqual({ ...good, inputs: [] });
    expect(read({ ...good, workflow: '12345', ref: 'release/2.4' })).toMatchObject({ workflow: '12345', ref: 'release/2.4' });
  });

  it.each([
    [{ repository: 'payments' }, 'repository'], [{ repository: '../x' }, 'repository'], [{ repository: 'a/..' }, 'repository'], [{ repository: 'a/b/c' }, 'repository'], [{ repository: 'a/b?x=1' }, 'repository'],
    [{ repository: undefined }, 'repository'], [{ workflow: '../../secrets' }, 'workflow'], [{ workflow: '.github/workflows/deploy.yml' }, 'workflow'], [{ workflow: 7 }, 'workflow'], [{ ref: '' }, 'ref'], [{ ref: 'a b' }, 'ref'],
    [{ inputs: ['a b'] }, 'inputs'], [{ inputs: Array.from({ length: 22 }, (_, nth) => `i${nth}`) }, 'inputs'],
  ])('refuses %j, naming the setting', (odd, name) => {
    expect(() => read({ ...good, ...odd })).toThrow(expect.objectContaining({ name: 'UserMistake', code: 'INVALID', path: expect.arrayContaining(['settings', name]) as unknown }) as Error);
  });

  it('refuses settings it does not know', () => {
    expect(() => read({ ...good, branch: 'main' })).toThrow(/branch/);
  });

  it('lets plans set further inputs only, never ours', () => {
    const settings = read({ ...good, inputs: ['canary', 'correlation', 'artifacts'] });
    expect(planInputs(settings)).toEqual(['canary']);
    expect(parameterSchema(settings)).toEqual({ type: 'object', properties: { canary: { type: ['string', 'number', 'boolean'] } }, additionalProperties: false });
  });
});
