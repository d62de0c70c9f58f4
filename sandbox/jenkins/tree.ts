/** What `?tree=` asks for: names, each with what is asked of it below and which part of a list. */
interface Branch { readonly name: string; readonly below: readonly Branch[] | null; readonly from: number; readonly to: number }

/**
 * Answers what `tree` asks of a whole answer, as Jenkins does: `_class` always stands, names that are not there are left
 * out silently (so that actions become `{}`) and whole lists can be cut.
 */
export function pick(value: unknown, tree: string): unknown {
  return take(value, new TreeReader(tree).branches());
}

function take(value: unknown, branches: readonly Branch[]): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => take(one, branches));
  if (typeof value !== 'object' || value === null) return value;
  const whole = value as Readonly<Record<string, unknown>>;
  const kept: Record<string, unknown> = '_class' in whole ? { _class: whole['_class'] } : {};
  for (const { name, below, from, to } of branches) {
    if (!Object.hasOwn(whole, name)) continue;
    const part: unknown = Array.isArray(whole[name]) ? (whole[name] as readonly unknown[]).slice(from, to) : whole[name];
    kept[name] = below === null ? part : take(part, below);
  }
  return kept;
}

class TreeReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  branches(): readonly Branch[] {
    const found: Branch[] = [];
    for (;;) {
      const name = this.#match(/\w+/y)?.[0];
      if (name === undefined) return found;
      let below: readonly Branch[] | null = null;
      if (this.#match(/\[/y) !== null) {
        below = this.branches();
        this.#match(/\]/y);
      }
      const range = this.#match(/\{(\d*),(\d*)\}/y);
      found.push({ name, below, from: Number(range?.[1] ?? 0), to: range?.[2] === undefined || range[2] === '' ? Infinity : Number(range[2]) });
      if (this.#match(/,/y) === null) return found;
    }
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }
}
