/** Where a stand-in tells what happened, and what it signs with. */
export interface Hook {
  readonly url: string;
  readonly secret: string;
  /** Name of the key; tools that sign nothing have none. */
  readonly keyId: string;
}

/** Headers of one attempt: signatures hold the moment of sending, and some tools count `attempt` from 0. */
export type HookHeaders = (hook: Hook, body: string, at: Date, attempt: number) => Readonly<Record<string, string>>;

/** What was sent, as it went: sent again it is another letter with the same body and headers, but for what those say of the moment. */
export interface Letter {
  readonly id: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly sentAt: Date;
  /** What the last attempt was answered with; null: nothing came, or has come yet. */
  answer: LetterAnswer | null;
}

export interface LetterAnswer { readonly status: number; readonly body: string }

export interface Outbox {
  /** null: tells nobody. */
  hook: Hook | null;
  /** The last hundred, newest last. */
  readonly sent: readonly Letter[];
  /** Sends one body once it is due, with headers of its own where it has some; answers at once. */
  tell(dueInMs: number, body: () => object, headers?: Readonly<Record<string, string>>): void;
  /** Sends a letter once more; answers at once. */
  again(letter: Letter): void;
  /** Does something later, unless closed by then. */
  later(ms: number, act: () => void): void;
  close(): void;
}

const retryMs = [50, 100, 200, 400];
const mostKept = 100;

/**
 * Posts what happened to a hook. Redirects are not followed; 408, 425, 429, 5xx and lost connections are tried again with the
 * very same body, anything else is the end of it. A tool that tries once (`isRetried` false) leaves sending again to people.
 */
export function outbox(now: () => Date, headersOf: HookHeaders, { isRetried = true }: { readonly isRetried?: boolean } = {}): Outbox {
  const timers = new Set<NodeJS.Timeout>();
  const sent: Letter[] = [];
  const later = (ms: number, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer.unref());
  };
  const attempt = async (letter: Letter, tries: number): Promise<void> => {
    if (box.hook !== null) letter.answer = await post(box.hook, letter, headersOf(box.hook, letter.body, now(), tries));
  };
  const send = async (letter: Letter, tries: number): Promise<void> => {
    await attempt(letter, tries);
    const delay = isRetried && isFailed(letter.answer) ? retryMs[tries] : undefined;
    if (delay !== undefined) later(delay, () => { void send(letter, tries + 1); });
  };
  let lastId = 0;
  const begin = (headers: Letter['headers'], body: string): void => {
    lastId += 1;
    const letter: Letter = { id: lastId, headers, body, sentAt: now(), answer: null };
    sent.push(letter);
    sent.splice(0, Math.max(0, sent.length - mostKept));
    void send(letter, 0);
  };
  const box: Outbox = {
    hook: null, sent, later,
    tell: (dueInMs, body, headers = {}) => { later(dueInMs, () => { if (box.hook !== null) begin(headers, JSON.stringify(body())); }); },
    again: ({ headers, body }) => { begin(headers, body); },
    close: () => { for (const timer of timers) clearTimeout(timer); },
  };
  return box;
}

function isFailed(answer: LetterAnswer | null): boolean {
  return answer === null || [408, 425, 429].includes(answer.status) || answer.status >= 500;
}

async function post({ url }: Hook, { headers, body }: Letter, momentary: Readonly<Record<string, string>>): Promise<LetterAnswer | null> {
  try {
    const answer = await fetch(url, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/json', ...headers, ...momentary }, body });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return null;
  }
}
