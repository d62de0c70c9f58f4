import { createHash } from 'node:crypto';
import { once } from 'node:events';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { UserMistake } from '../domain/error.ts';
import type { Viewer } from '../domain/person.ts';
import type { ReportDefinition } from '../domain/report.ts';
import { hiddenFrom, type Restriction } from '../domain/restriction.ts';
import { formsOf, type AskedReport, type FormWriter, type ReportDesk, type ReportForm, type ReportHead } from '../reports/index.ts';
import type { Log } from './log.ts';

/** Up to here an answer is held back, so that it has a length and an ETag; what is longer is sent as it is read. */
const heldBytes = 1 << 18;
/** And so long: then what there is of it is sent, the line of its columns at least. Who has an answer already waits for the news. */
const heldMs = 500;
/** Each holds a connection of the database for as long as its reader takes. */
const mostAtOnce = 4;
/** A reader who takes nothing for so long is gone. */
const patienceMs = 60_000;

export interface ReportFilesOptions {
  readonly desk: Pick<ReportDesk, 'ask' | 'definitions'>;
  readonly restrictions: readonly Restriction[];
  readonly refused: (viewer: Viewer, file: string, why: string) => Promise<void>;
  readonly log: Log;
  readonly holdMs?: number;
}

/** GET /reports/<name>.<form>: a report as a file. Stands behind the sign-in; `refused` keeps in mind whom one was not given to all the same. */
export function reportFiles({ desk, restrictions, refused, log, holdMs = heldMs }: ReportFilesOptions): Router {
  const router = express.Router();
  let open = 0;
  router.get('/:file', async (request, response) => {
    const { definition, form } = fileNamed(desk, request.params.file);
    const viewer = response.locals['viewer'] as Viewer;
    const why = whyNotFor(definition, viewer);
    if (why !== null) {
      await refused(viewer, request.params.file, why);
      throw new UserMistake('FORBIDDEN', why);
    }
    const report = desk.ask(definition.name, request.query as Readonly<Record<string, string | string[]>>, hiddenFrom(restrictions, viewer));
    if (open >= mostAtOnce) return void response.status(503).setHeader('retry-after', '5').json(refusal('UNAVAILABLE', `${mostAtOnce} reports are being sent already: try again in a moment.`));
    open += 1;
    try {
      await send(report, form, request, response, holdMs);
    } catch (error) {
      if (!response.headersSent) throw error;
      // What was sent cannot be taken back, and must not look whole.
      log.warn({ err: error, report: definition.name }, 'a report was broken off');
      response.destroy();
    } finally {
      open -= 1;
    }
  });
  router.use(refusals(log));
  return router;
}

function fileNamed({ definitions }: Pick<ReportDesk, 'definitions'>, file: string): { readonly definition: ReportDefinition; readonly form: ReportForm } {
  const [, name = file, extension = ''] = /^(.*)\.([^.]*)$/.exec(file) ?? [];
  const definition = definitions.find((one) => one.name === name);
  if (definition === undefined) throw new UserMistake('NOT_FOUND', `There is no report ${name}: there are ${definitions.map((one) => one.name).join(', ')}.`);
  const forms = formsOf(definition);
  const form = forms.find((one) => one.name === extension);
  if (form === undefined) throw new UserMistake('NOT_FOUND', `${name} comes as ${forms.map((one) => `.${one.name}`).join(', ')}: ask for ${name}.csv, for example.`);
  return { definition, form };
}

/** Null for who has one of the roles. */
function whyNotFor({ name, roles }: ReportDefinition, viewer: Viewer): string | null {
  return viewer.roles.some((role) => roles.includes(role)) ? null : `${name} takes the role ${roles.join(' or ')}; you have ${viewer.roles.join(', ')}.`;
}

async function send(report: AskedReport, form: ReportForm, request: Request, response: Response, holdMs: number): Promise<void> {
  const { definition, asked } = report;
  const writer: FormWriter = form.writer(definition, asked);
  const out = new Outlet(response);
  response.setHeader('content-type', form.mediaType);
  response.setHeader('content-disposition', `attachment; filename="${fileName(definition, asked.meant)}.${form.name}"`);
  response.setHeader('cache-control', 'private, no-cache');
  response.setHeader('vary', 'Authorization');
  const known = request.headers['if-none-match'];
  try {
    await report.stream(form, async (head) => {
      tellSources(response, head);
      out.mark(`${request.originalUrl} ${JSON.stringify([asked.hidden, head])}`);
      await out.put(writer.begin(head), false);
      if (known === undefined) out.holdFor(holdMs);
    }, (rows) => out.put(writer.rows(rows)));
    await out.put(writer.end(), false);
  } finally {
    out.rest();
  }
  out.end(known);
}

/** Its name and the period that it is about, where it has one. */
function fileName({ name }: ReportDefinition, { since, until }: AskedReport['asked']['meant']): string {
  return [name, since, until].filter((part) => typeof part === 'string').map((part) => part.replace(/T.*/, '')).join('_');
}

function tellSources(response: Response, { sources }: ReportHead): void {
  const name = ({ connection, kind }: ReportHead['sources'][number]): string => `${connection ?? 'none'}/${kind}`;
  response.setHeader('muster-sources', sources.map((source) => `${name(source)}=${source.readAt ?? 'never'}`).join(', '));
  const troubled = sources.filter(({ problem }) => problem !== null);
  if (troubled.length > 0) response.setHeader('muster-sources-with-problems', troubled.map(name).join(', '));
}

/** Holds an answer back until it is whole or too long, and digests what it says meanwhile. */
class Outlet {
  readonly #response: Response;
  readonly #digest = createHash('sha256');
  #held: Buffer[] | null = [];
  #length = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(response: Response) {
    this.#response = response;
  }

  /** What the ETag speaks of beside the rows: the question as it was put, what is hidden from whoever put it, totals where they are told, and sources. At which moment it was put is no part of it. */
  mark(text: string): void {
    this.#digest.update(text);
  }

  async put(chunk: string | Uint8Array, isSaid = true): Promise<void> {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#length += bytes.length;
    if (this.#held === null) return this.#send(bytes);
    this.#held.push(bytes);
    if (isSaid) this.#digest.update(bytes);
    if (this.#length > heldBytes) return this.#release(this.#held);
  }

  /** What is held by then leaves, and whoever reads waits no longer for the first of it. */
  holdFor(ms: number): void {
    this.#timer = setTimeout(() => {
      // A reader who is slow or gone is met at the next piece.
      if (this.#held !== null) this.#release(this.#held).catch(() => undefined);
    }, ms);
  }

  /** Nothing leaves by itself any more. */
  rest(): void {
    clearTimeout(this.#timer);
  }

  #release(held: readonly Buffer[]): Promise<void> {
    this.#held = null;
    this.#response.flushHeaders();
    return this.#send(Buffer.concat(held));
  }

  end(ifNoneMatch: string | undefined): void {
    if (this.#held === null) return void this.#response.end();
    const etag = `W/"${this.#digest.digest('base64url')}"`;
    this.#response.setHeader('etag', etag);
    if (ifNoneMatch?.split(',').some((one) => one.trim() === etag || one.trim() === '*') === true) return void this.#response.status(304).end();
    this.#response.setHeader('content-length', this.#length);
    this.#response.end(Buffer.concat(this.#held));
  }

  async #send(bytes: Buffer): Promise<void> {
    if (this.#response.destroyed) throw new Error('the reader hung up');
    if (this.#response.write(bytes)) return;
    const gone = new AbortController();
    const hangUp = (): void => { gone.abort(new Error('the reader hung up')); };
    this.#response.once('close', hangUp);
    try {
      await once(this.#response, 'drain', { signal: AbortSignal.any([gone.signal, AbortSignal.timeout(patienceMs)]) });
    } finally {
      this.#response.off('close', hangUp);
    }
  }
}

const statuses: Readonly<Record<string, number>> = { NOT_FOUND: 404, FORBIDDEN: 403 };

/** What a person can mend is said; anything else is masked and logged. */
function refusals(log: Log): (error: unknown, request: Request, response: Response, next: NextFunction) => void {
  return (error, _request, response, next) => {
    if (response.headersSent) { next(error); return; }
    for (const name of ['content-disposition', 'content-type']) response.removeHeader(name);
    if (error instanceof UserMistake) {
      const code = error.code === 'INVALID' ? 'BAD_USER_INPUT' : error.code;
      return void response.status(statuses[error.code] ?? 400).json(refusal(code, error.message, error.path));
    }
    log.error({ err: error }, 'a report failed unexpectedly');
    response.status(500).json(refusal('INTERNAL', 'Muster failed to answer this; the log of the hub says why, under this request’s id.'));
  };
}

function refusal(code: string, message: string, path: readonly string[] = []): object {
  return { errors: [{ message, extensions: { code, ...(path.length > 0 && { parameter: path.join('.') }) } }] };
}
