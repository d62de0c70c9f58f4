// Prints an OIDC token of this job, as GitHub hands them out: to the job alone, for one audience, for minutes.
const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer, MUSTER_AUDIENCE: audience } = process.env;

function refuse(message) {
  process.stderr.write(`muster action: ${message}\n`);
  process.exit(4);
}

if (!address || !bearer) refuse('no MUSTER_TOKEN, and no OIDC token to be had: give the job "permissions: { id-token: write }".');
const url = new URL(address);
url.searchParams.set('audience', audience || 'muster');
const response = await fetch(url, { headers: { authorization: `bearer ${bearer}`, accept: 'application/json' }, redirect: 'error', signal: AbortSignal.timeout(20_000) }).catch(() => null);
if (response === null || !response.ok) refuse(`the job's OIDC token was not handed out (${response === null ? 'no answer' : response.status}).`);
const { value } = await response.json().catch(() => ({}));
if (typeof value !== 'string' || value === '') refuse('the answer to the request for an OIDC token holds none.');
process.stdout.write(value);
