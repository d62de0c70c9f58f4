import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { SourceError, UserMistake } from '../domain/error.ts';
import { firstPerSource, formatErrors } from './errors.ts';
import { rateLimited } from './limits/index.ts';
import { createLog } from './log.ts';

const format = formatErrors(createLog('silent'));
const formatted = (error: Error): ReturnType<typeof format> => {
  const wrapped = new GraphQLError(error.message, { originalError: error, path: ['release'] });
  return format({ message: error.message, path: ['release'], extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: ['at secret'] } }, wrapped);
};

describe('what a client is told', () => {
  it('names the connection and problem of a tool that failed', () => {
    const problem = { code: 'RATE_LIMITED', message: 'asks to be left alone', sinceAt: '2026-11-23T00:00:00.000Z', retryAt: '2026-11-23T00:01:00.000Z' } as const;
    expect(formatted(new SourceError('jira', problem))).toEqual({
      message: 'jira: asks to be left alone', path: ['release'],
      extensions: { code: 'SOURCE_UNAVAILABLE', connection: 'jira', problem: 'RATE_LIMITED', retryAt: '2026-11-23T00:01:00.000Z' },
    });
  });

  it('says a person’s mistake in its own words', () => {
    expect(formatted(new UserMistake('INVALID', 'first must be between 0 and 500.', ['first'])).extensions).toEqual({ code: 'BAD_USER_INPUT', userErrorCode: 'INVALID' });
  });

  it('masks whatever was not meant', () => {
    const told = JSON.stringify(formatted(new Error('password=hunter2 at 10.0.0.7')));
    expect(told).toContain('INTERNAL');
    expect(told).not.toMatch(/hunter2|10\.0|secret|stack/);
  });

  it('keeps what validation says of the operation', () => {
    expect(format({ message: 'Cannot query field "x".', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }, new GraphQLError('x'))).toEqual({ message: 'Cannot query field "x".', extensions: { code: 'BAD_USER_INPUT' } });
  });

  it('says when one whose minute is spent may ask again', () => {
    const { message, extensions } = rateLimited({ limit: 600_000, cost: 9, remaining: 0, resetAt: '2026-11-23T00:01:00.000Z' });
    expect(format({ message, extensions }, new GraphQLError(message, { extensions })).extensions).toEqual({ code: 'RATE_LIMITED', retryAt: '2026-11-23T00:01:00.000Z' });
  });

  it('tells of one tool once, and of every other error', () => {
    const of = (connection: string): GraphQLFormattedError => ({ message: connection, extensions: { code: 'SOURCE_UNAVAILABLE', connection } });
    const other = { message: 'x', extensions: { code: 'INTERNAL' } };
    expect(firstPerSource([of('jira'), other, of('jira'), of('servicenow'), other])).toEqual([of('jira'), other, of('servicenow'), other]);
  });
});
