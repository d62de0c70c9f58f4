const say = (line: string): void => { process.stderr.write(`${line}\n`); };

/** Does one part, and says on stderr how long it took and the first sentences of what was wrong. */
export async function played<T>(name: string, play: () => T | Promise<T>, wrongIn: (done: T) => readonly string[]): Promise<T> {
  const startedAt = Date.now();
  const done = await play();
  const wrong = wrongIn(done);
  say(`${name}: ${wrong.length} wrong, ${Math.round((Date.now() - startedAt) / 1_000)} s`);
  for (const sentence of wrong.slice(0, 20)) say(`  ${sentence}`);
  return done;
}
