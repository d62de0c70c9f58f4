import { randomBytes } from 'node:crypto';

/** A secret that is looked for wherever the hub says anything. */
export interface Canary {
  readonly name: string;
  /** What must not be seen: its whole value, or what is secret of it. */
  readonly secrets: readonly Buffer[];
}

export interface Hit {
  readonly canary: string;
  readonly form: string;
  readonly where: string;
}

/** What looks like any secret, and is found in any encoding by the part in the middle, which none of them changes. */
export function freshSecret(head: string, tail = ''): string {
  return `${head}${randomBytes(16).toString('hex')}${tail}`;
}

/** The half of a secret gives it away too: a cut line of a log. Short of that, chance would find what is not there. */
const leastBytes = 12;

/** Every way in which a text could hold these bytes, by name. */
export function formsOf(secret: Buffer): ReadonlyMap<string, string> {
  const forms = new Map<string, string>();
  const add = (form: string, text: string): void => { if (text.length >= leastBytes) forms.set(form, text); };
  const text = secret.toString('utf8');
  if (Buffer.from(text, 'utf8').equals(secret)) {
    add('raw', text);
    add('URL-encoded', encodeURIComponent(text));
    add('form-encoded', new URLSearchParams({ x: text }).toString().slice(2));
    add('JSON-escaped', JSON.stringify(text).slice(1, -1));
    add('JSON-escaped twice', JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1));
    add('beginning', text.slice(0, Math.ceil(text.length / 2)));
    add('end', text.slice(Math.floor(text.length / 2)));
  }
  add('hex', secret.toString('hex'));
  add('HEX', secret.toString('hex').toUpperCase());
  for (const before of [0, 1, 2]) {
    // Base64 of what begins `before` bytes into a group of three; the characters that a neighbour has a part in are left out.
    const encoded = Buffer.concat([Buffer.alloc(before), secret]).toString('base64').replace(/=+$/, '');
    const own = encoded.slice(Math.ceil(before * 8 / 6), Math.floor((before + secret.length) * 8 / 6));
    add(`base64 (${before})`, own);
    add(`base64url (${before})`, own.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}

/** Where any of them is seen in a text, in whatever form. */
export function hitsIn(canaries: readonly Canary[], where: string, text: string): readonly Hit[] {
  return canaries.flatMap(({ name, secrets }) => secrets.flatMap((secret) => [...formsOf(secret)].filter(([, form]) => text.includes(form)).slice(0, 1).map(([form]) => ({ canary: name, form, where }))));
}
