/** The data of each event named "next" of an event stream, until it ends; for graphql-sse in its "distinct connections mode". */
export async function *nextEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body) {
    const blocks = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n').map((line) => /^(\w+): ?(.*)$/.exec(line));
      const valueOf = (name: string): string => fields.filter((field) => field?.[1] === name).map((field) => field?.[2] ?? '').join('\n');
      if (valueOf('event') === 'next') yield valueOf('data');
    }
  }
}
