import type { FetchImplementation } from 'jose';

/** Largest set of keys read, bytes. */
const mostBytes = 256 * 1024;

/** Reads an issuer's keys from exactly the address that is configured: no redirect is followed, and no more is read than keys take. */
export const fetchKeys: FetchImplementation = async (address, options) => {
  const response = await fetch(address, { ...options, redirect: 'error' });
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > mostBytes) throw new Error(`more than ${mostBytes} bytes were answered where keys should be`);
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), { status: response.status, headers: { 'content-type': 'application/json' } });
};
