import { knownSystems } from '../connect.ts';

/** What a configuration is written from. No secret is among it: only where the hub finds each. */
export interface Answers {
  readonly environments: readonly string[];
  readonly connections: readonly ConnectionAnswer[];
  readonly issuer: IssuerAnswer | null;
  /** Path of the private key that signs receipts, relative to the file; null: no receipts. */
  readonly receiptKey: string | null;
}

export interface ConnectionAnswer {
  readonly name: string;
  readonly system: string;
  readonly url: string;
  /** null: signed in to with a token alone. */
  readonly userName: string | null;
  readonly secret: SecretPlace;
}

export interface IssuerAnswer {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: string;
}

/** Where the hub reads a secret at its start. */
export type SecretPlace = { readonly env: string } | { readonly file: string };

/** A wrong answer, in words for whoever gave it; never holds what might be a secret. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer';
}

/** Systems that take a user name with their secret; all others take a token alone. */
const withUserName: ReadonlySet<string> = new Set(['SERVICENOW', 'JIRA', 'JIRA_ASSETS', 'JENKINS', 'ITOP', 'WEBHOOK']);

export function takesUserName(system: string): boolean {
  return withUserName.has(system);
}

export function readName(text: string): string {
  if (/^[a-z][a-z0-9-]*$/.test(text)) return text;
  throw new WrongAnswer('A name is lower case letters, digits and dashes, and begins with a letter.');
}

export function readSystem(text: string): string {
  const system = text.toUpperCase().replaceAll('-', '_');
  if (knownSystems.includes(system)) return system;
  throw new WrongAnswer(`There is no connector for that system: name one of ${knownSystems.join(', ')}.`);
}

export function readAddress(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new WrongAnswer('An address begins with https:// (or http://).');
  if (url.username !== '' || url.password !== '') throw new WrongAnswer('An address holds no user name and no password: the sign-in has its own place.');
  return text;
}

/** `env:NAME` or `file:path`. Anything else is taken for a secret itself, and not repeated. */
export function readSecretPlace(text: string): SecretPlace {
  const [, kind, place = ''] = /^(env|file):(.+)$/.exec(text) ?? [];
  if (kind === 'env' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(place)) return { env: place };
  if (kind === 'file' && /^[^\s${}\p{Cc}][^${}\p{Cc}]*$/u.test(place)) return { file: place };
  throw new WrongAnswer('Say where the secret stands, never the secret itself: env:NAME of an environment variable, or file:path relative to the configuration.');
}

/** The variable that a connection's secret usually stands in. */
export function usualSecret(name: string): string {
  return `env:${name.toUpperCase().replaceAll('-', '_')}_SECRET`;
}

/** `system=JIRA,url=…,user=…,secret=env:NAME,name=…` of a flag; name and secret have defaults. */
export function readConnectionFlag(text: string): ConnectionAnswer {
  const parts = partsOf(text, ['system', 'url', 'user', 'secret', 'name'], '--connection');
  const system = readSystem(required(parts, 'system', '--connection'));
  const name = readName(parts['name'] ?? system.toLowerCase().replaceAll('_', '-'));
  if (takesUserName(system) && parts['user'] === undefined) throw new WrongAnswer(`--connection ${system} needs user=NAME: it is signed in to with a user name.`);
  return { name, system, url: readAddress(required(parts, 'url', '--connection')), userName: parts['user'] ?? null, secret: readSecretPlace(parts['secret'] ?? usualSecret(name)) };
}

/** `issuer=…,audience=…,keys=…` of a flag. */
export function readIssuerFlag(text: string): IssuerAnswer {
  const parts = partsOf(text, ['issuer', 'audience', 'keys'], '--issuer');
  return { issuer: readAddress(required(parts, 'issuer', '--issuer')), audience: parts['audience'] ?? 'muster', keys: readAddress(required(parts, 'keys', '--issuer')) };
}

function partsOf(text: string, known: readonly string[], flag: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.split(',').map((part) => {
    const [, key, value] = /^([a-z]+)=(.+)$/.exec(part) ?? [];
    if (key === undefined || value === undefined || !known.includes(key)) throw new WrongAnswer(`${flag} takes ${known.map((one) => `${one}=…`).join(',')}.`);
    return [key, value];
  }));
}

function required(parts: Readonly<Record<string, string>>, key: string, flag: string): string {
  const value = parts[key];
  if (value === undefined) throw new WrongAnswer(`${flag} needs ${key}=….`);
  return value;
}
