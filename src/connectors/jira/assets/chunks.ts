/** Names or ids of one question; a query that grows with the page stays short. */
const mostPerCall = 100;
/** And so many characters as an address writes them: Data Center is asked in the address, and its server takes 8 KiB of that and the headers. */
const mostEncoded = 4_000;

/** Values in as many questions as they need. */
export function chunksOf(values: readonly string[]): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let encoded = Infinity;
  for (const value of values) {
    const own = encodeURIComponent(`"${value}", `).length;
    if (encoded + own > mostEncoded || chunks.at(-1)?.length === mostPerCall) {
      chunks.push([]);
      encoded = 0;
    }
    encoded += own;
    chunks.at(-1)?.push(value);
  }
  return chunks;
}
