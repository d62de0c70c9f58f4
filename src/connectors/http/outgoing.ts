import { lookup, type LookupAddress } from 'node:dns';
import { Agent as PlainAgent, type AgentOptions, type ClientRequestArgs } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import ipaddr from 'ipaddr.js';

/** Which addresses may be connected to beside the public ones. */
export interface Outgoing {
  /** CIDR ranges, e.g. 10.20.0.0/16. */
  readonly allowed: readonly string[];
  /** Left out: the system's. */
  readonly resolve?: LookupFunction;
}

export const addressNotAllowed = 'ADDRESS_NOT_ALLOWED';

class AddressNotAllowed extends Error {
  override readonly name = 'AddressNotAllowed';
  readonly code = addressNotAllowed;
}

/**
 * Whether an address, however it is written, is public or allowed. An IPv6 address that stands for an IPv4 one (mapped,
 * compatible, NAT64, 6to4) is judged by what it stands for where that is plain, and is refused otherwise.
 */
export function mayConnect(address: string, { allowed }: Pick<Outgoing, 'allowed'>): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const isNamed = allowed.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range);
    return network.kind() === parsed.kind() && parsed.match(network, bits);
  });
  return isNamed || (parsed.range() === 'unicast' && !isCompatible(parsed));
}

/** ::a.b.c.d, given up long ago, and read as IPv4 by some. */
function isCompatible(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address instanceof ipaddr.IPv6 && address.parts.slice(0, 6).every((part) => part === 0);
}

type Connect = (error: Error | null, stream: Duplex) => void;

/** Agents whose sockets go to addresses that may be connected to and to no others: what a name resolves to is judged, and that very address connected to. */
export function agentsFor(outgoing: Outgoing | undefined, options: AgentOptions): { readonly httpAgent: PlainAgent; readonly httpsAgent: SecureAgent } {
  if (outgoing === undefined) return { httpAgent: new PlainAgent(options), httpsAgent: new SecureAgent(options) };
  const guarded = { ...options, lookup: guardedLookup(outgoing) };
  const refuses = ({ host }: ClientRequestArgs, connect: Connect | undefined): boolean => {
    // Node looks up no name for an address that is written out.
    const literal = (host ?? '').replace(/^\[|\]$/g, '');
    if (isIP(literal) === 0 || mayConnect(literal, outgoing)) return false;
    (connect as ((error: Error) => void) | undefined)?.(new AddressNotAllowed(`${literal} is not an address that may be connected to`));
    return true;
  };
  return {
    httpAgent: new (class extends PlainAgent {
      override createConnection(asked: ClientRequestArgs, connect?: Connect): Duplex | null | undefined { return refuses(asked, connect) ? undefined : super.createConnection(asked, connect); }
    })(guarded),
    httpsAgent: new (class extends SecureAgent {
      override createConnection(asked: ClientRequestArgs, connect?: Connect): Duplex | null | undefined { return refuses(asked, connect) ? undefined : super.createConnection(asked, connect); }
    })(guarded),
  };
}

/** One address that may not be connected to is enough to refuse a name: which of them is taken is not ours to say. */
function guardedLookup(outgoing: Outgoing): LookupFunction {
  const { resolve = lookup } = outgoing;
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      const addresses: readonly LookupAddress[] = Array.isArray(found) ? found : [];
      const [first] = addresses;
      if (error !== null) callback(error, '');
      else if (first === undefined || !addresses.every(({ address }) => mayConnect(address, outgoing))) callback(new AddressNotAllowed(`${host} has an address that may not be connected to`), '');
      else if (options.all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}

