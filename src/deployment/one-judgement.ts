const underWay = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Whoever asks for the very same while it is being judged here waits for that answer: sixty-four requests of one key cost
 * one judgement, and do not keep the tools from answering it. `tools` are those that the judgement asks.
 */
export function oneJudgement<T>(tools: object, request: string, judge: () => Promise<T>): Promise<T> {
  const requests = underWay.get(tools) ?? new Map<string, Promise<unknown>>();
  underWay.set(tools, requests);
  const standing = requests.get(request) as Promise<T> | undefined;
  if (standing !== undefined) return standing;
  const judging = judge().finally(() => requests.delete(request));
  requests.set(request, judging);
  return judging;
}
