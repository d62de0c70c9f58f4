import { Agent, request, type OutgoingHttpHeaders } from 'node:http';

/** One tool's HTTP API as a peer speaks it: kept connections, JSON answers, an Error for anything else than 200. */
export interface Tool {
  readonly url: string;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: string, contentType: string): Promise<T>;
}

export interface ToolSettings {
  readonly url: string;
  readonly authorization: string;
}

/** maxSockets: connections open to the tool at once; more calls wait for one of them. */
export function openTool({ url, authorization }: ToolSettings, maxSockets: number): Tool {
  const agent = new Agent({ keepAlive: true, maxSockets });
  const send = async <T>(method: string, path: string, body: string | null, headers: OutgoingHttpHeaders): Promise<T> => {
    const options = { method, agent, headers: { authorization, accept: 'application/json', ...headers } };
    const answer = await exchange(new URL(path, url), options, body) ?? await exchange(new URL(path, url), options, body);
    if (answer?.status !== 200) throw new Error(`${method} ${path.slice(0, 200)} answered ${answer?.status ?? 'nothing'}: ${answer?.text.slice(0, 200) ?? ''}`);
    return JSON.parse(answer.text) as T;
  };
  return {
    url,
    get: (path) => send('GET', path, null, {}),
    post: (path, body, contentType) => send('POST', path, body, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }),
  };
}

/** Null when a kept connection was closed by the tool just as it was used again: nothing but reads is sent, so they are sent once more. */
function exchange(url: URL, options: { readonly method: string; readonly agent: Agent; readonly headers: OutgoingHttpHeaders }, body: string | null): Promise<{ readonly status: number; readonly text: string } | null> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => { parts.push(part); });
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }); });
      response.on('error', reject);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(null);
      else reject(error);
    });
    sent.end(body ?? undefined);
  });
}
