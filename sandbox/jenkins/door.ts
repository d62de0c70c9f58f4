import { createHash, randomBytes } from 'node:crypto';
import type express from 'express';
import { answer, refuse } from './answers.ts';

/** Who may come in. A token has Jenkins' shape: "11" and 32 hex digits. */
export const jenkinsCredentials = {
  userName: 'muster',
  apiToken: '11a4d0c2f7b95e1836c0d7e4fa29b3815c',
  password: 'sandbox-jenkins',
  /** May read and start nothing. */
  reader: { userName: 'vera.lind', apiToken: '11b5e1d3a8c06f2947d1e8f50b3ac4926d' },
} as const;

interface Visitor { readonly user: string; readonly isReader: boolean }

/**
 * Who is asking (apis/README.md §12): an API token needs no crumb; a password needs one for every write, and the crumb
 * holds only for the session it was issued in.
 */
export function door(): express.RequestHandler {
  const salt = randomBytes(16).toString('hex');
  const crumbOf = (session: string): string => createHash('sha256').update(`${salt} ${session}`).digest('hex');
  return (req, res, next) => {
    const [user = '', secret = ''] = Buffer.from(/^Basic (.+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? '', 'base64').toString('utf8').split(/:(.*)/s);
    const { userName, apiToken, password, reader } = jenkinsCredentials;
    const isToken = (user === userName && secret === apiToken) || (user === reader.userName && secret === reader.apiToken);
    if (user === '') refuse(res, 403, 'Authentication required');
    else if (!isToken && !(user === userName && secret === password)) {
      res.setHeader('WWW-Authenticate', 'Basic realm="Jenkins"');
      refuse(res, 401, 'Invalid password/token for user');
    } else if (req.path === '/crumbIssuer/api/json') {
      const session = randomBytes(8).toString('hex');
      res.setHeader('Set-Cookie', [`JSESSIONID.7f3a=${session}; Path=/; HttpOnly`, 'screenResolution=; Path=/; Max-Age=0']);
      answer(req, res, { _class: 'hudson.security.csrf.DefaultCrumbIssuer', crumb: crumbOf(session), crumbRequestField: 'Jenkins-Crumb' });
    } else if (!['GET', 'HEAD'].includes(req.method) && !isToken && req.headers['jenkins-crumb'] !== crumbOf(sessionOf(req))) refuse(res, 403, 'No valid crumb was included in the request');
    else {
      Object.assign(res.locals, { user, isReader: user === reader.userName } satisfies Visitor);
      next();
    }
  };
}

export function visitorOf(res: express.Response): Visitor {
  return res.locals as Visitor & typeof res.locals;
}

function sessionOf(req: express.Request): string {
  return /JSESSIONID\.7f3a=([0-9a-f]+)/.exec(req.headers.cookie ?? '')?.[1] ?? '';
}
