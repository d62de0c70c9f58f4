import { createProblemReader } from './problem.ts';
import { getAnswer, relatedAnswer, writeAnswer } from './wire.ts';

const thing = { code: 0, message: '', class: 'Server', key: '1', fields: { id: '1', name: 'a' } };
const found = (objects: unknown, message = 'Found: 1'): object => ({ code: 0, message, objects });

it('an answer is a map by class and id, or null', () => {
  expect(getAnswer.parse(found({ 'Server::1': thing }))).toEqual({ total: 1, things: [{ className: 'Server', id: '1', fields: thing.fields }] });
  expect(getAnswer.parse(found(null, 'Found: 0'))).toEqual({ total: 0, things: [] });
});

it('the total is what "Found" says, whatever part of it is shown', () => {
  expect(getAnswer.parse(found({ 'Server::1': thing }, 'Found: 37'))).toMatchObject({ total: 37, things: [{ id: '1' }] });
});

it.each<[string, unknown]>([
  ['an object under another\'s name', found({ 'Server::2': thing })],
  ['an object with two ids', found({ 'Server::1': { ...thing, fields: { id: '2' } } })],
  ['a number where text belongs', found({ 'Server::1': { ...thing, key: 1 } })],
  ['a number as a value', found({ 'Server::1': { ...thing, fields: { id: '1', name: 5 } } })],
  ['an object that failed by itself', found({ 'Server::1': { ...thing, code: 100 } })],
  ['no total', found({ 'Server::1': thing }, 'Found some')],
  ['a list of objects', found([thing])],
  ['a code that is text', { ...found(null), code: '0' }],
  ['no objects', { code: 0, message: 'Found: 0' }],
])('%s is not believed', (_name, body) => { expect(getAnswer.safeParse(body).success).toBe(false); });

it('a write is about one object', () => {
  expect(writeAnswer.safeParse(found(null)).success).toBe(false);
  expect(writeAnswer.parse(found({ 'Server::1': thing })).id).toBe('1');
});

it('no arrows are an empty list', () => {
  expect(relatedAnswer.parse({ ...found({ 'Server::1': thing }, 'Scope: 1'), relations: [] }).relations).toEqual({});
  expect(relatedAnswer.safeParse({ ...found(null, 'Nothing found'), relations: [1] }).success).toBe(false);
});

describe('codes', () => {
  const problem = createProblemReader({ now: () => new Date('2026-11-23T05:00:00Z') });
  it.each([
    [0, 'Found: 0', null],
    [1, 'Error: Invalid login', 'UNAUTHORIZED'],
    [1, 'The current user does not have enough permissions for reading data of class Change', 'FORBIDDEN'],
    [1, 'Error: Portal user is not allowed', 'FORBIDDEN'],
    [2, 'Error: Missing parameter \'version\'', 'UNEXPECTED_ANSWER'],
    [4, 'Error: not a valid JSON structure', 'UNEXPECTED_ANSWER'],
    [10, 'Error: no service', 'UNEXPECTED_ANSWER'],
    [11, 'Error: Unknown verb', 'UNEXPECTED_ANSWER'],
    [12, 'unsafe', 'UNEXPECTED_ANSWER'],
    [100, 'Error: No item found for query: SELECT x', 'NOT_FOUND'],
    [100, 'Error: SQLSTATE secret-canary', 'SERVER_ERROR'],
  ])('%d "%s" is %s', (code, message, expected) => {
    const told = problem(200, { code, message, objects: null }, {});
    expect(told?.code ?? null).toBe(expected);
    expect(told?.message ?? '').not.toContain('canary');
  });

  it('attributes of the customer\'s own are counted, not named', () => {
    expect(problem(200, { code: 100, message: 'Missing mandatory attribute(s) for applying the stimulus: fallback, x_secret.' }, {})?.message).toContain('fallback, 1 of its own; fill');
  });
});
