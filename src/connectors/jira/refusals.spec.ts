import nock from 'nock';
import { acting } from '../../domain/ports/ask.ts';
import { jira } from './index.ts';

const site = 'http://127.0.0.1:9';
const now = '2026-03-02T09:00:00.000Z';

async function read(): Promise<unknown> {
  const connection = jira.connect({ name: 'jira', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 5_000, judgeMs: 5_000, actMs: 5_000 } }, { clock: { now: () => new Date(now) } });
  return connection.readers['work-item']?.read([{ key: 'PAY-1' }], acting);
}

/** However often it is asked again. */
function refuse(status: number, body: string | object, headers: Readonly<Record<string, string>> = {}): void {
  nock(site).persist().post('/rest/api/3/issue/bulkfetch').reply(status, body, headers);
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

/** apis/README.md §5: each layer before Jira and in it words its refusals in its own way. */
describe('Refusals of Jira Cloud', () => {
  it.each([
    [400, { errorMessages: ['No.'], errors: { fields: 'Bad' } }, 'UNEXPECTED_ANSWER'],
    [401, { 'message': 'Client must be authenticated to access this resource.', 'status-code': 401 }, 'UNAUTHORIZED'],
    [401, { code: 401, message: 'Unauthorized' }, 'UNAUTHORIZED'],
    [403, { errorMessage: 'No.', i18nErrorMessage: { i18nKey: 'k', parameters: [] } }, 'FORBIDDEN'],
    [503, '<!DOCTYPE html><title>Atlassian is down</title>', 'SERVER_ERROR'],
    [200, '<!DOCTYPE html><title>Log in</title>', 'UNEXPECTED_ANSWER'],
    [200, { code: 401, message: 'Unauthorized' }, 'UNEXPECTED_ANSWER'],
  ] as const)('%i with %j is %s, never "none"', async (status, body, code) => {
    refuse(status, body, typeof body === 'string' ? { 'content-type': 'text/html' } : {});
    await expect(read()).rejects.toMatchObject({ problem: { code } });
  });

  it.each([
    ['the seconds of Retry-After', { 'Retry-After': '7', 'X-RateLimit-Reset': '2026-03-02T09:30Z' }, '2026-03-02T09:00:07.000Z'],
    ['an ISO moment to the minute, where Retry-After is missing', { 'X-RateLimit-Reset': '2026-03-02T09:02Z' }, '2026-03-02T09:02:00.000Z'],
    ['an ISO moment to the second', { 'X-RateLimit-Reset': '2026-03-02T09:02:03Z' }, '2026-03-02T09:02:03.000Z'],
    ['nothing at all', {}, null],
  ])('a limit says when to ask again by %s', async (_what, headers, retryAt) => {
    refuse(429, { errorMessages: ['Rate limit exceeded.'] }, { 'RateLimit-Reason': 'jira-quota-global-based', ...headers });
    await expect(read()).rejects.toMatchObject({ problem: { code: 'RATE_LIMITED', retryAt } });
  });

  it('a 503 with Retry-After says when to ask again too', async () => {
    refuse(503, '', { 'Retry-After': '30' });
    await expect(read()).rejects.toMatchObject({ problem: { code: 'SERVER_ERROR', retryAt: '2026-03-02T09:00:30.000Z' } });
  });
});
