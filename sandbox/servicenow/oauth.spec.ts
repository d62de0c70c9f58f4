import type { StandIn } from '../kernel/index.ts';
import { ask, startForSpec, wednesday } from './spec-client.ts';

let servicenow: StandIn;
let at = wednesday.getTime();
beforeAll(async () => { servicenow = await startForSpec({ now: () => new Date(at) }); });
afterAll(() => servicenow.close());

async function token(form: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }> {
  const body = new URLSearchParams({ client_id: 'muster', client_secret: 'sandbox-oauth', ...form });
  const answer = await fetch(`${servicenow.url}/oauth_token.do`, { method: 'POST', body });
  return { status: answer.status, body: await answer.json() as Record<string, unknown> };
}

async function signIn(accessToken: unknown): Promise<number> {
  return (await ask(servicenow, '/api/now/table/change_request?sysparm_limit=1', { headers: { authorization: `Bearer ${String(accessToken)}` } })).status;
}

describe('OAuth', () => {
  it('gives tokens for half an hour by password, client credentials and refresh token', async () => {
    const byPassword = await token({ grant_type: 'password', username: 'ines.weber', password: 'sandbox' });
    expect(byPassword.body).toMatchObject({ token_type: 'Bearer', scope: 'useraccount', expires_in: 1799 });
    expect(await signIn(byPassword.body['access_token'])).toBe(200);
    const byClient = await token({ grant_type: 'client_credentials' });
    expect([await signIn(byClient.body['access_token']), byClient.body['refresh_token']]).toEqual([200, undefined]);
    at += 1_799_000;
    expect(await signIn(byPassword.body['access_token'])).toBe(401);
    const refreshed = await token({ grant_type: 'refresh_token', refresh_token: String(byPassword.body['refresh_token']) });
    expect(await signIn(refreshed.body['access_token'])).toBe(200);
  });

  it('answers anything wrong with 401 access_denied', async () => {
    for (const form of [{ grant_type: 'password', username: 'ines.weber', password: 'wrong' }, { grant_type: 'client_credentials', client_secret: 'wrong' }, { grant_type: 'refresh_token', refresh_token: 'never issued' }, { grant_type: 'password', username: 'paul.kramer', password: 'sandbox' }]) {
      expect(await token(form)).toEqual({ status: 401, body: { error_description: 'access_denied', error: 'server_error' } });
    }
  });
});
