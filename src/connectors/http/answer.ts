import type { Clock } from '../../domain/instant.ts';
import { readBody } from './body.ts';
import type { Failures } from './failure.ts';
import { retryAt } from './rate-limit.ts';
import type { HttpAnswer, HttpRequest, ProblemReader } from './request.ts';
import { problemOfStatus } from './status.ts';
import type { OpenAnswer } from './wire.ts';

export interface AnswerRules {
  readonly clock: Clock;
  readonly readProblem?: ProblemReader;
  readonly maxBytes?: number;
}

const defaultMaxBytes = 32 * 1024 * 1024;

/** Believes an answer only after its status, size, content type, JSON, the vendor's own word and its schema agree. */
export async function readAnswer<T>(open: OpenAnswer, request: HttpRequest<T>, rules: AnswerRules, signal: AbortSignal, failures: Failures): Promise<HttpAnswer<T>> {
  const isSuccess = open.status >= 200 && open.status < 300;
  const isAnswer = request.accepts?.includes(open.status) ?? isSuccess;
  if (request.readsOnlyStatus === true) open.stream.destroy();
  const body = request.readsOnlyStatus === true ? undefined : isAnswer ? await (request.readsText === true ? textOf(open, rules, signal) : answerBody(open, rules, signal, failures)) : await refusalBody(open, rules, signal);
  if (isSuccess || !isAnswer) {
    const told = rules.readProblem?.(open.status, body, open.headers) ?? null;
    if (told !== null) throw failures.told(told);
  }
  if (!isAnswer) {
    const { code, message } = problemOfStatus(open.status, open.headers);
    throw failures.of(code, message, retryAt(open.headers, rules.clock.now()));
  }
  const checked = request.schema.safeParse(body);
  if (!checked.success) {
    const place = checked.error.issues[0]?.path.filter((part) => typeof part === 'number' || /^[\w.-]{1,60}$/.test(String(part))).join('.') ?? '';
    throw failures.of('UNEXPECTED_ANSWER', `answered in a shape we do not know${place === '' ? '' : `, at ${place}`}`);
  }
  return { status: open.status, headers: open.headers, body: checked.data };
}

/** undefined when empty: whether it may be is for the schema to say. */
async function answerBody(open: OpenAnswer, rules: AnswerRules, signal: AbortSignal, failures: Failures): Promise<unknown> {
  const text = await textOf(open, rules, signal);
  if (text === '') return undefined;
  if (!isJson(open)) throw failures.of('UNEXPECTED_ANSWER', 'answered with something that is not JSON; check the connection\'s url, and any gateway or sign-in page before it');
  const body = parse(text);
  if (body === undefined) throw failures.of('UNEXPECTED_ANSWER', 'answered with JSON that is cut off or damaged');
  return body;
}

/** The body of a refusal is only for the vendor's reader: what is not JSON is undefined; a redirect's is not read at all. */
async function refusalBody(open: OpenAnswer, rules: AnswerRules, signal: AbortSignal): Promise<unknown> {
  if (open.status >= 300 && open.status < 400) {
    open.stream.destroy();
    return undefined;
  }
  const text = await textOf(open, rules, signal);
  return isJson(open) ? parse(text) : undefined;
}

function textOf(open: OpenAnswer, rules: AnswerRules, signal: AbortSignal): Promise<string> {
  return readBody(open.stream, open.headers['content-encoding'], rules.maxBytes ?? defaultMaxBytes, signal);
}

function isJson(open: OpenAnswer): boolean {
  return /^\s*(application|text)\/([\w.-]+\+)?json\s*(;|$)/i.test(open.headers['content-type'] ?? '');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
