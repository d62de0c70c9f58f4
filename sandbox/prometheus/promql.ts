/** One series and what it was scraped as last: a text, as Prometheus writes values. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
  /** true: a native histogram, which has no one value. */
  readonly isHistogram?: boolean;
}

export type Answer =
  | { readonly resultType: 'scalar'; readonly value: string }
  | { readonly resultType: 'vector'; readonly series: readonly Series[] };

/** What Prometheus refuses: what it cannot read (bad_data, 400) and what it cannot reckon (execution, 422). */
export class PromqlError extends Error {
  override readonly name = 'PromqlError';
  readonly type: 'bad_data' | 'execution';

  constructor(type: PromqlError['type'], message: string) {
    super(message);
    this.type = type;
  }
}

const text = String.raw`"(?:[^"\\]|\\.)*"`;
const matcher = String.raw`\s*([a-zA-Z_]\w*)\s*(=|!=)\s*(${text})\s*`;
const selector = new RegExp(String.raw`^([a-zA-Z_:][\w:]*)\s*(?:\{((?:${matcher},?)*)\})?`);
const comparison = /^\s*(>=|<=|==|!=|>|<)\s*(bool\b)?\s*(-?\d+(?:\.\d+)?)\s*$/;

/** Reads the part of PromQL that the sandbox understands: a number, or a selector with = and !=, compared with a number or not. @throws PromqlError */
export function evaluate(query: string, all: readonly Series[]): Answer {
  const asked = query.trim();
  if (/^-?\d+(\.\d+)?$/.test(asked)) return { resultType: 'scalar', value: String(Number(asked)) };
  const [whole, name, matchers = ''] = selector.exec(asked) ?? [];
  if (whole === undefined) throw new PromqlError('bad_data', `invalid parameter "query": 1:1: parse error: unexpected ${JSON.stringify(asked.slice(0, 10))}`);
  const found = all.filter((series) => series.name === name && fits(series, matchers));
  const rest = asked.slice(whole.length);
  return { resultType: 'vector', series: rest.trim() === '' ? found : compared(found, rest, asked) };
}

function fits({ labels }: Series, matchers: string): boolean {
  return [...matchers.matchAll(new RegExp(matcher, 'g'))].every(([, label = '', sign, quoted = '']) => (labels[label] === JSON.parse(quoted)) === (sign === '='));
}

/** Without bool, what does not fit is left out; with it every series stays, and is 1 or 0. */
function compared(found: readonly Series[], rest: string, asked: string): readonly Series[] {
  const [, sign, bool, number] = comparison.exec(rest) ?? [];
  if (sign === undefined) throw new PromqlError('bad_data', `invalid parameter "query": 1:${asked.length - rest.length + 1}: parse error: unexpected ${JSON.stringify(rest.trim().slice(0, 10))}`);
  if (new Set(found.map(({ labels }) => JSON.stringify(labels))).size < found.length) throw new PromqlError('execution', 'vector cannot contain metrics with the same labelset');
  const holds = ({ value }: Series): boolean => tests[sign]?.(Number(value), Number(number)) ?? false;
  return bool === undefined ? found.filter(holds) : found.map((series) => ({ ...series, value: holds(series) ? '1' : '0' }));
}

const tests: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  '>': (one, other) => one > other, '<': (one, other) => one < other, '>=': (one, other) => one >= other, '<=': (one, other) => one <= other, '==': (one, other) => one === other, '!=': (one, other) => one !== other,
};
