import { createProblemReader } from './problem.ts';

const readProblem = createProblemReader({ now: () => new Date('2026-11-23T05:00:00Z') });
const failure = (message: string, detail: string | null = null): object => ({ error: { message, detail }, status: 'failure' });

it.each([
  [200, { result: [{ sys_id: 'x' }], ...failure('Transaction cancelled: maximum execution time exceeded') }, 'SERVER_ERROR'],
  [200, failure('Anything else'), 'UNEXPECTED_ANSWER'],
  [201, { error: 'text' }, 'UNEXPECTED_ANSWER'],
  [400, failure('Invalid table x', 'Table x does not exist'), 'UNEXPECTED_ANSWER'],
  [403, failure('Operation Failed', 'Operation against file \'change_request\' was aborted by Business Rule \'State model\''), 'FORBIDDEN'],
  [403, failure('Operation Failed', 'Data Policy Exception: Close code'), 'FORBIDDEN'],
])('%i %j is %s', (status, body, code) => { expect(readProblem(status, body, {})?.code).toBe(code); });

it.each([[200, { result: [] }], [200, undefined], [403, failure('Insufficient rights to query records')], [404, failure('No Record found')], [401, undefined]])('leaves %i %j to its status', (status, body) => {
  expect(readProblem(status, body, {})).toBeNull();
});

it('repeats none of the tool\'s words', () => {
  expect(readProblem(403, failure('Operation Failed', 'aborted by Business Rule hunter2'), {})?.message).not.toContain('hunter2');
});
