import type { NextFunction, Request, Response } from 'express';
import type { Viewer } from '../../domain/person.ts';
import { accountOf } from '../account.ts';
import { persistedQueryIn, type AskedDocument, type Documents } from './trusted.ts';

/** Puts the text of the document that is meant in its id's place, or refuses it (400), before anything is parsed. Stands behind the sign-in. */
export function trusted(documents: Documents): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const asked = askedIn(request);
    if (asked === null) { next(); return; }
    const read = documents.read(asked, response.locals['viewer'] as Viewer);
    if ('refused' in read) {
      const { code } = read.refused.extensions;
      const account = accountOf(response);
      if (account !== undefined) account.codes = [String(code)];
      // Apollo's clients read their own word in a success.
      response.status(code === 'PERSISTED_QUERY_NOT_SUPPORTED' ? 200 : 400).json({ errors: [read.refused.toJSON()] });
      return;
    }
    const isNamed = asked.documentId !== undefined || persistedQueryIn(asked.extensions) !== null;
    if (read.text !== null && isNamed) rewrite(request, asked, read.text);
    next();
  };
}

function askedIn({ method, body, query: parameters }: Request): AskedDocument | null {
  if (method === 'GET') return { ...parameters, extensions: jsonIn(parameters['extensions']) };
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? body as AskedDocument : null;
}

/** As if the whole text had been sent. */
function rewrite(request: Request, { extensions }: AskedDocument, text: string): void {
  const others = without(extensions ?? {}, 'persistedQuery');
  if (request.method !== 'GET') {
    request.body = { ...without(request.body as object, 'documentId'), query: text, extensions: others };
    return;
  }
  const [path = '', search] = request.url.split('?');
  const parameters = new URLSearchParams(search);
  parameters.delete('documentId');
  parameters.set('extensions', JSON.stringify(others));
  parameters.set('query', text);
  request.url = `${path}?${parameters.toString()}`;
}

function without(map: object, name: string): object {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== name));
}

function jsonIn(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) as unknown : undefined;
  } catch {
    return undefined;
  }
}
