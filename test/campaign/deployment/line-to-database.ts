import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A line to a database that can be cut. */
export interface Line {
  /** The same database, reached over this line. */
  through(databaseUrl: string): string;
  /** closed: every connection ends, and no new one comes about; half-open: connections stay, and nothing comes through. */
  cut(how: 'closed' | 'half-open'): void;
  /** New connections come through again; half-open ones are closed, as a gateway does that has forgotten them. */
  mend(): void;
  close(): Promise<void>;
}

export async function startLine({ hostname, port }: URL): Promise<Line> {
  let state: 'whole' | 'closed' | 'half-open' = 'whole';
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    if (state === 'closed') {
      near.destroy();
      return;
    }
    const far = connect({ host: hostname, port: Number(port) || 5432 });
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const [from, to] of [[near, far], [far, near]] as const) {
      from.on('data', (bytes) => { if (state === 'whole') to.write(bytes); });
      from.once('close', end).once('error', end);
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const endAll = (): void => { for (const [near, far] of pairs) { near.destroy(); far.destroy(); } };
  return {
    through: (databaseUrl) => Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String((server.address() as AddressInfo).port) }).href,
    cut: (how) => {
      state = how;
      if (how === 'closed') endAll();
    },
    mend: () => {
      if (state === 'half-open') endAll();
      state = 'whole';
    },
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      endAll();
    }),
  };
}
