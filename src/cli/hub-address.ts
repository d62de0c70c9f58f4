import { readFileSync } from 'node:fs';
import path from 'node:path';
import { exitCode } from './exit-code.ts';
import { Failure } from './failure.ts';

export interface HubAddress {
  readonly url: string;
  readonly token: string;
}

/**
 * MUSTER_URL and MUSTER_TOKEN; left out, the sandbox that `npm start` runs in this folder (or in MUSTER_STATE_DIR), as its
 * release manager. A sandbox's token goes to that sandbox only, and no sandbox is anywhere but on this machine.
 */
export function hubAddress(environment: Readonly<Record<string, string | undefined>>, folder: string): HubAddress {
  const url = environment['MUSTER_URL'] || undefined;
  const token = environment['MUSTER_TOKEN'] || undefined;
  // Not said back: it may be a token in the wrong place.
  if (url !== undefined && !isAddress(url)) throw new Failure('MUSTER_URL is not an address without a sign-in in it: write that of the hub\'s GraphQL endpoint, e.g. http://127.0.0.1:4000/graphql.', exitCode.usage);
  if (url !== undefined && token !== undefined) return { url, token };
  const sandbox = readSandbox(path.resolve(folder, environment['MUSTER_STATE_DIR'] || '.muster', 'sandbox.json'));
  if (sandbox === null && url !== undefined) throw new Failure('MUSTER_URL is set and MUSTER_TOKEN is not: set it to your access token.', exitCode.usage);
  if (sandbox === null) throw new Failure('No hub to speak to: set MUSTER_URL and MUSTER_TOKEN, or run npm start in this folder.', exitCode.usage);
  // A sandbox token never leaves for another hub.
  if (url !== undefined && url !== sandbox.url) throw new Failure('MUSTER_URL is set and MUSTER_TOKEN is not: set it to your access token.', exitCode.usage);
  return { url: sandbox.url, token: token ?? sandbox.token };
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

function readSandbox(file: string): HubAddress | null {
  try {
    const { url, tokens } = JSON.parse(readFileSync(file, 'utf8')) as { url: string; tokens: { releaseManager: string } };
    return new URL(url).hostname === '127.0.0.1' ? { url, token: tokens.releaseManager } : null;
  } catch {
    return null;
  }
}
