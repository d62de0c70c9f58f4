import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** The body cannot be read as it was sent: too large, or packed in a way we do not know. The message is ours. */
export class UnreadableBody extends Error {
  override readonly name = 'UnreadableBody';
}

/** Reads a whole body, never holding more than maxBytes of it, packed or unpacked (a small bomb unpacks to gigabytes). */
export async function readBody(source: Readable, encoding: string | undefined, maxBytes: number, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  const collect = async (stream: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of stream) chunks.push(chunk);
  };
  const unpack = unpackerOf(encoding);
  try {
    if (unpack === null) await pipeline(source, cap(maxBytes), collect, { signal });
    else await pipeline(source, cap(maxBytes), unpack, cap(maxBytes), collect, { signal });
  } catch (error) {
    if (isBadPacking(error)) throw new UnreadableBody('sent a damaged compressed answer');
    throw error;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function cap(maxBytes: number): (stream: AsyncIterable<Buffer>) => AsyncGenerator<Buffer> {
  return async function* limited(stream) {
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new UnreadableBody(`sent more than ${maxBytes} bytes`);
      yield chunk;
    }
  };
}

function unpackerOf(encoding: string | undefined): Transform | null {
  switch (encoding?.trim().toLowerCase()) {
    case undefined: case '': case 'identity': return null;
    case 'gzip': case 'x-gzip': return createGunzip();
    case 'deflate': return createInflate();
    case 'br': return createBrotliDecompress();
    default: throw new UnreadableBody('packed its answer in a way we did not ask for');
  }
}

function isBadPacking(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR');
}
