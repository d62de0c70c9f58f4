import type { Ask } from '../../domain/ports/ask.ts';
import type { Measurements, MeasuredSubject } from '../../domain/ports/metrics.ts';
import type { HttpClient } from '../http/index.ts';
import { filled } from './expression.ts';
import { answerSchema } from './wire.ts';
import type { Answer } from './wire.ts';

/** One instant query, as a form: an expression may be longer than an address. */
export async function measure(http: HttpClient, expression: string, subject: MeasuredSubject, ask: Ask): Promise<Measurements> {
  const { body } = await http.send({ method: 'POST', isRead: true, path: '/api/v1/query', form: { query: filled(expression, subject) }, schema: answerSchema, ask, doing: 'measuring' });
  return { values: valuesOf(body.data), isComplete: body.warnings.length === 0 };
}

function valuesOf(data: Answer['data']): readonly number[] {
  return data.resultType === 'scalar' ? [numberOf(data.result)] : data.result.map(({ value }) => numberOf(value));
}

function numberOf([, text]: readonly [number, string]): number {
  return /inf$/i.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
}
