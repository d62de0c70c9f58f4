import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { mayConnect, type Outgoing } from './outgoing.ts';

const withinMs = 5_000;

/** Connects to an address and hangs up, under the same rule as every request: nothing is sent. @throws Error in words of ours, without the path */
export async function reachable(address: string, outgoing: Pick<Outgoing, 'allowed'>): Promise<void> {
  const { hostname, port, protocol } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  const found = await lookup(host, { all: true }).catch(() => []);
  const [first] = found;
  if (first === undefined) throw new Error(`the name ${host} cannot be resolved`);
  if (!found.every((one) => mayConnect(one.address, outgoing))) throw new Error(`${host} stands at a private or reserved address, which outgoing.allowed of the configuration does not name`);
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host: first.address, port: Number(port === '' ? (protocol === 'https:' ? 443 : 80) : port), timeout: withinMs });
    const end = (error?: Error): void => {
      socket.destroy();
      if (error === undefined) resolve(); else reject(error);
    };
    socket.once('connect', () => { end(); });
    socket.once('timeout', () => { end(new Error(`${host} did not take a connection within ${withinMs} ms`)); });
    socket.once('error', (error: NodeJS.ErrnoException) => { end(new Error(`${host} could not be connected to (${error.code ?? 'no code'})`)); });
  });
}
