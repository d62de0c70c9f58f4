import express from 'express';
import type { Story } from '../bank/story.ts';
import { listen, openState } from '../kernel/index.ts';
import type { StandIn, StandInOptions } from '../kernel/index.ts';
import { controlRoutes } from './control.ts';
import { admit } from './door.ts';
import type { Operation, Params } from './operations/operation.ts';
import { get, getRelated } from './operations/read.ts';
import { applyStimulus, create, remove, update } from './operations/write.ts';
import { codes, Refusal, thrown } from './refusal.ts';
import { Store } from './store.ts';
import { tellITop } from './telling/tell.ts';
import { asText } from './text.ts';

export interface ITopOptions extends StandInOptions {
  readonly story: Story;
}

const operations = new Map<string, Operation>([
  ['core/create', create], ['core/update', update], ['core/apply_stimulus', applyStimulus], ['core/delete', remove], ['core/get', get], ['core/get_related', getRelated],
]);
const versions: readonly unknown[] = ['1.0', '1.1', '1.2', '1.3'];

/** Starts iTop: one address, POST /webservices/rest.php, that answers everything with HTTP 200 (apis/README.md §15). */
export async function startITop(options: ITopOptions): Promise<StandIn> {
  const state = openState(() => tellITop(options.story, options.now()), options.stateFile);
  const store = new Store(state.data, state.changed, options.now);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  controlRoutes(app, store);
  app.use(express.urlencoded({ extended: false, limit: '10mb', parameterLimit: 100 }));
  app.all('/webservices/rest.php', (req, res) => {
    res.setHeader('Access-Control-Allow-Origin', '*');
    res.status(200).type('application/json').send(JSON.stringify(answer(store, req)));
  });
  return listen({
    name: 'itop', options, app, onClose: state.flush,
    endpointOf: (req) => `${req.method} ${req.path}`,
    emptyAnswer: () => ({ body: { code: codes.ok, message: 'Found: 0', objects: null } }),
    statusAnswer: (status) => ({ body: `<html><body><h1>${status}</h1></body></html>`, headers: status === 429 ? { 'Retry-After': '1' } : {} }),
  });
}

function answer(store: Store, req: express.Request): object {
  try {
    const form = (req.body ?? {}) as Readonly<Record<string, unknown>>;
    const param = (name: string): string | undefined => [form[name], req.query[name]].find((value) => typeof value === 'string');
    const basic = /^basic (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
    const [user, ...password] = basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':');
    const caller = admit({ userName: param('auth_user') ?? user, password: param('auth_pwd') ?? password.join(':'), token: req.get('auth-token') ?? param('auth_token') });
    const version = param('version');
    if (version === undefined) throw thrown('Missing parameter \'version\' (e.g. \'1.0\')', codes.missingVersion);
    const params = readParams(param('json_data'));
    if (!versions.includes(version)) throw thrown(`There is no service available for version '${version}'`, codes.unsupportedVersion);
    const verb = asText(params['operation'] ?? '');
    if (verb === 'list_operations') return { code: codes.ok, message: `Operations: ${operations.size}`, version, operations: [...operations.keys()].map((name) => ({ verb: name, description: '', extension: 'CoreServices' })) };
    const operation = operations.get(verb);
    if (operation === undefined) throw thrown(`Unknown verb '${verb}' in version '${version}'`, codes.unknownOperation);
    return operation(store, params, caller);
  } catch (error) {
    if (error instanceof Refusal) return error.body;
    throw error;
  }
}

function readParams(text: string | undefined): Params {
  if (text === undefined || text === '') throw thrown('Missing parameter \'json_data\'', codes.missingJson);
  let params: unknown;
  try {
    params = JSON.parse(text);
  } catch {
    params = null;
  }
  if (typeof params !== 'object' || params === null) throw thrown('Parameter json_data is not a valid JSON structure', codes.invalidJson);
  return params as Params;
}
