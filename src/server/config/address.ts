import { z } from 'zod';

/** Where something stands, over http or https. A name and password in it would be sent to nobody, and shown wherever addresses are. */
export const address = z.url({ protocol: /^https?$/ }).refine((url) => !holdsSignIn(url), 'must not hold a user name or a password: how to sign in stands beside it');

function holdsSignIn(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && (parsed.username !== '' || parsed.password !== '');
}
