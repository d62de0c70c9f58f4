/**
 * Does something at once and then every so often (milliseconds), never twice at a time; what goes wrong is told, and tried again in its turn. Answers
 * how to stop, which waits for what is under way.
 */
export function regularly(everyMs: number, work: () => Promise<unknown>, onTrouble: (error: unknown) => void): () => Promise<void> {
  let underWay: Promise<unknown> | null = null;
  const turn = (): void => {
    underWay ??= work().catch(onTrouble).finally(() => { underWay = null; });
  };
  const timer = setInterval(turn, everyMs);
  timer.unref();
  turn();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
