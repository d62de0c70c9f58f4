import type { ErrorRequestHandler, Request } from 'express';

/** What the tool answers instead of doing what was asked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The body of a refusal: Artifactory's list of errors, Xray's single sentence (apis/README.md §9). */
export function refusalBody(req: Pick<Request, 'originalUrl'>, status: number, message: string): object {
  return req.originalUrl.startsWith('/xray/') ? { error: message } : { errors: [{ status, message }] };
}

/** Turns refusals into the tool's answers; everything else is a fault of the stand-in and goes on. */
export const answerRefusals: ErrorRequestHandler = (error, req, res, next) => {
  if (!(error instanceof Refusal)) {
    next(error);
    return;
  }
  if (error.status === 401) res.setHeader('WWW-Authenticate', 'Basic realm="Artifactory Realm"');
  res.status(error.status).json(refusalBody(req, error.status, error.message));
};
