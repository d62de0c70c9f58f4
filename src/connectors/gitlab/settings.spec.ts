import { parameterSchema, planWords, readSettings } from './settings.ts';

const good = { project: 'northbank/ledger', ref: 'main', jobs: ['deploy'] };
const read = (settings: Readonly<Record<string, unknown>>): ReturnType<typeof readSettings> => readSettings({ connection: 'gitlab', name: 'ledger', settings });

describe('settings of a GitLab deployer', () => {
  it('are filled up', () => {
    expect(read(good)).toEqual({ ...good, passBy: 'variables', parameters: [] });
    expect(read({ ...good, project: 'a/b.c/d-e' })).toMatchObject({ project: 'a/b.c/d-e' });
    expect(read({ ...good, project: 42, passBy: 'inputs' })).toMatchObject({ project: 42, passBy: 'inputs' });
  });

  it.each([
    [{ project: 'ledger' }, 'project'], [{ project: 'a//b' }, 'project'], [{ project: '../b' }, 'project'], [{ project: 'a/b?x' }, 'project'], [{ project: -1 }, 'project'],
    [{ ref: '' }, 'ref'], [{ ref: 'a b' }, 'ref'], [{ jobs: [] }, 'jobs'], [{ jobs: undefined }, 'jobs'], [{ passBy: 'headers' }, 'passBy'],
    [{ parameters: ['a b'] }, 'parameters'], [{ parameters: ['CI_JOB_TOKEN'] }, 'parameters'], [{ parameters: ['muster_version'] }, 'parameters'],
  ])('refuses %j, naming the setting', (odd, name) => {
    expect(() => read({ ...good, ...odd })).toThrow(expect.objectContaining({ name: 'UserMistake', code: 'INVALID', path: expect.arrayContaining(['settings', name]) as unknown }) as Error);
  });

  it('refuses settings it does not know', () => {
    expect(() => read({ ...good, branch: 'main' })).toThrow(/branch/);
  });

  it('lets plans set further parameters only, never ours', () => {
    const settings = read({ ...good, parameters: ['CANARY', 'correlation', 'artifacts'] });
    expect(planWords(settings)).toEqual(['CANARY']);
    expect(parameterSchema(settings)).toEqual({ type: 'object', properties: { CANARY: { type: ['string', 'number', 'boolean'] } }, additionalProperties: false });
  });
});
