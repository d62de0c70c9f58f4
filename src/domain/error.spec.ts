import { ConfigurationError, SourceError, UserMistake } from './error.ts';

describe('an error that Muster means to throw', () => {
  it('says whose mistake it is and where', () => {
    expect(new UserMistake('NOT_FOUND', 'There is none.', ['key'])).toMatchObject({ name: 'UserMistake', code: 'NOT_FOUND', message: 'There is none.', path: ['key'] });
    expect(new UserMistake('INVALID', 'No.')).toMatchObject({ path: [], about: [] });
    expect(new UserMistake('INVALID', 'No.', [], ['servicenow:change:c1']).about).toEqual(['servicenow:change:c1']);
  });

  it('names the tool that failed, and keeps what led to it', () => {
    const [problem, cause] = [{ code: 'TIMEOUT', message: 'No answer within 2 s.', sinceAt: '2026-11-23T12:00:00.000Z', retryAt: null } as const, new Error('socket')];
    expect(new SourceError('jira', problem, { cause })).toMatchObject({ name: 'SourceError', message: 'jira: No answer within 2 s.', connection: 'jira', problem, cause });
  });

  it('tells every mistake of a configuration with its line', () => {
    const mistakes = [{ line: 3, key: 'url', message: 'is none' }, { line: null, key: 'kind', message: 'is missing' }];
    expect(new ConfigurationError('muster.yaml', mistakes)).toMatchObject({ name: 'ConfigurationError', mistakes, message: 'muster.yaml has 2 mistakes:\n  muster.yaml:3  url: is none\n  muster.yaml  kind: is missing' });
    expect(new ConfigurationError('m', mistakes.slice(0, 1)).message).toBe('m has 1 mistake:\n  m:3  url: is none');
  });
});
