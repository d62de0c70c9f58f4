import type { Proof, Trap } from './trap.ts';

const standIn = (test: string): Proof => ({ file: 'sandbox/webhook/webhook.spec.ts', test });
const connector = (test: string): Proof => ({ file: 'test/connectors/webhook.test.ts', test });
const odd = (test: string): Proof => ({ file: 'src/connectors/webhook/odd-answers.spec.ts', test });
const delivery = (test: string): Proof => ({ file: 'test/connectors/webhook-deliveries.test.ts', test });

const rows: readonly (readonly [string, Proof, Proof])[] = [
  ['what is signed is the timestamp and the raw body, not what it means', standIn('checks the signature over the raw bytes, not over what they mean'), odd('signs the very bytes it sends, under its key and the second, and sends no sign-in')],
  ['a signed post that is written anew is refused', { file: 'test/sandbox/naive-deployers.test.ts', test: 'that signs what it means and not what it sends is refused' }, delivery('a wrong secret, a changed byte, none at all: FORBIDDEN; and never with a hint of the secret')],
  ['the header names the key', standIn('refuses %s'), odd('is signed with a key only: not %j')],
  ['a signature is good for five minutes to either side', standIn('takes a timestamp that is less than five minutes off'), delivery('a moment that is %d seconds off is FORBIDDEN beyond five minutes')],
  ['a clock that is wrong is refused', standIn('refuses %s'), connector('is refused when its clock is more than five minutes off')],
  ['the same Idempotency-Key again is answered and not done again; with another body it is another matter', standIn('does once what is posted twice, and refuses the same key for something else'), connector('a key that stands for something else (409) is UNCLEAR: it may be our own run')],
  ['the same delivery comes again under the same id', delivery('sends again under the same id after 503, 429 and 408, and not after a redirect or a refusal'), delivery('the same body again has the same id, whatever the moment')],
  ['only a 2xx is accepted', standIn('does once what is posted twice, and refuses the same key for something else'), odd('%d is REFUSED as JSON, UNCLEAR as nothing or a page')],
  ['408, 425, 429 and 5xx may be sent again under the same id: a deployment never is', delivery('sends again under the same id after 503, 429 and 408, and not after a redirect or a refusal'), connector('a post whose answer is spoilt by %j is UNCLEAR, and is never posted again')],
  ['redirects are not followed', delivery('sends again under the same id after 503, 429 and 408, and not after a redirect or a refusal'), odd('%d is not followed: UNCLEAR')],
  ['a run that is not known is told in words of the service\'s own', standIn('says 404 in its own words of a run it does not know, and cancels one that goes on'), connector('proves absence only a minute after the trigger, and by the service\'s own word')],
  ['a body may be anything', delivery('a signed body of %s is INVALID'), delivery('a signed body of %s is INVALID')],
];

export const traps: readonly Trap[] = [
  ...rows.map(([trap, played, met]): Trap => ({ section: '§14', trap, standIn: played, connector: met })),
  { section: '§14', trap: 'an address may lead to a private network', standIn: null, connector: { file: 'src/connectors/http/client.spec.ts', test: 'never leaves the address of its connection: %s' }, unplayed: 'an administrator names the one address, and nothing leaves it; a service of one\'s own usually is in the private network' },
];
