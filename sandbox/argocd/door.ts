import type express from 'express';

export const argocdCredentials = { userName: 'muster', password: 'sandbox-argocd', token: 'sandbox-argocd-token', readOnlyToken: 'sandbox-argocd-read-only' } as const;

/** Codes of gRPC, and the statuses its gateway makes of them. */
const codes = { 3: 400, 5: 404, 7: 403, 9: 400, 13: 500, 16: 401 } as const;

export function errorBody(code: number, message: string): object {
  return { error: message, code, message };
}

export function refuse(res: express.Response, code: keyof typeof codes, message: string): void {
  res.status(codes[code]).json(errorBody(code, message));
}

/** A token in the header or in the cookie that the pages use. */
export const door: express.RequestHandler = (req, res, next) => {
  const token = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  const { token: full, readOnlyToken } = argocdCredentials;
  if (token === full || token === readOnlyToken) {
    Object.assign(res.locals, { isReadOnly: token === readOnlyToken });
    next();
  } else if (token === undefined && req.path === '/api/v1/session/userinfo') res.json({});
  else refuse(res, 16, token === undefined ? 'no session information' : 'invalid session: token contains an invalid number of segments');
};

export function isReadOnly(res: express.Response): boolean {
  return (res.locals as { isReadOnly?: boolean }).isReadOnly === true;
}
