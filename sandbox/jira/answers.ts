import type { Request, Response } from 'express';

/** Jira's error body (apis/README.md §5). */
export function errorBody(errorMessages: readonly string[], errors: Readonly<Record<string, string>> = {}): Record<string, unknown> {
  return { errorMessages, errors };
}

export function refuse(res: Response, status: number, message: string): void {
  res.status(status).json(errorBody([message]));
}

export function refuseField(res: Response, field: string, message: string): void {
  res.status(400).json(errorBody([], { [field]: message }));
}

/** What Cloud answers to a body with a property it does not know, or with none it can read. */
export function refusePayload(res: Response): void {
  refuse(res, 400, 'Invalid request payload. Refer to the REST API documentation and try again.');
}

/** Not there and not allowed are the same answer. */
export function issueNotFound(res: Response): void {
  refuse(res, 404, 'Issue does not exist or you do not have permission to see it.');
}

export function baseOf(req: Request): string {
  return `http://${req.headers.host ?? '127.0.0.1'}`;
}

/** A query parameter as texts: repeated or comma separated. */
export function params(req: Request, name: string): readonly string[] | undefined {
  const value: unknown = req.query[name];
  const all = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
  return all.length === 0 ? undefined : all.flatMap((one) => one.split(',')).map((one) => one.trim()).filter((one) => one !== '');
}

export function param(req: Request, name: string): string | undefined {
  const value: unknown = req.query[name];
  return typeof value === 'string' ? value : undefined;
}

/** "2026-03-02T09:00:00.000+0000": Jira's offset has no colon, and strict readers of ISO 8601 refuse it. */
export function datetime(iso: string): string {
  return iso.replace(/Z$/, '+0000');
}

/** A body that is an object with none but the known properties, else undefined. */
export function fieldsOf(body: unknown, known: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  return Object.keys(body).every((key) => known.includes(key)) ? (body as Record<string, unknown>) : undefined;
}

export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
