import type { Request } from 'express';
import { Refusal } from './refusal.ts';

/** The part of the address that a `*name` wildcard caught, decoded, e.g. "libs-release-local/northbank/x.tgz". */
export function wildcardOf(req: Request, name: string): string {
  const value = req.params[name];
  return Array.isArray(value) ? value.join('/') : (value ?? '');
}

export function paramOf(req: Request, name: string): string {
  return String(req.params[name] ?? '');
}

/** A query parameter given once; undefined when absent. */
export function queryOf(req: Request, name: string): string | undefined {
  const value = req.query[name];
  return typeof value === 'string' ? value : undefined;
}

export function bytesOf(req: Request): Buffer {
  return Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
}

/** @throws Refusal 400 when the body is not a JSON object. */
export function objectOf(req: Request): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(bytesOf(req).toString('utf8')) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch { /* said below */ }
  throw new Refusal(400, 'Unable to parse the request body as a JSON object');
}

/** The content type without its parameters, lower case. */
export function contentTypeOf(req: Request): string {
  return (req.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Reads Artifactory's `k=v1,v2;k2=v`; a backslash before `, ; = |` makes the sign part of the text. */
export function readProperties(text: string): Record<string, string[]> {
  const split = (value: string, sign: string): string[] => value.split(new RegExp(`(?<!\\\\)${sign}`));
  const plain = (value: string): string => value.replace(/\\([,;=|\\])/g, '$1');
  return Object.fromEntries(split(text, '[;|]').filter((pair) => pair !== '').map((pair) => {
    const [key, ...values] = split(pair, '=');
    return [plain(key ?? ''), split(values.join('='), ',').map(plain)];
  }));
}
