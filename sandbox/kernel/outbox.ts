/** Where a stand-in tells what happened, and what it signs with. */
export interface Hook {
  readonly url: string;
  readonly secret: string;
  /** Name of the key; tools that sign nothing have none. */
  readonly keyId: string;
}

/** Headers of one attempt: signatures hold the moment of sending. */
export type HookHeaders = (hook: Hook, body: string, at: Date) => Readonly<Record<string, string>>;

export interface Outbox {
  /** null: tells nobody. */
  hook: Hook | null;
  /** Sends one body once it is due; answers at once. */
  tell(dueInMs: number, body: () => object): void;
  close(): void;
}

const retryMs = [50, 100, 200, 400];

/**
 * Posts what happened to a hook. Redirects are not followed; 408, 425, 429, 5xx and lost connections are tried again with the
 * very same body, anything else is the end of it.
 */
export function outbox(now: () => Date, headersOf: HookHeaders): Outbox {
  const timers = new Set<NodeJS.Timeout>();
  const later = (ms: number, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer.unref());
  };
  const box: Outbox = {
    hook: null,
    tell: (dueInMs, body) => { later(dueInMs, () => { if (box.hook !== null) void send(box.hook, JSON.stringify(body()), 0); }); },
    close: () => { for (const timer of timers) clearTimeout(timer); },
  };
  const send = async (hook: Hook, body: string, attempt: number): Promise<void> => {
    if (!await isFailed(hook, body, headersOf(hook, body, now())) || retryMs[attempt] === undefined) return;
    later(retryMs[attempt], () => { void send(hook, body, attempt + 1); });
  };
  return box;
}

async function isFailed({ url }: Hook, body: string, headers: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    const { status } = await fetch(url, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/json', ...headers }, body });
    return [408, 425, 429].includes(status) || status >= 500;
  } catch {
    return true;
  }
}
