import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** What we look at of Babel's path of a node. */
interface Path {
  readonly node: Node;
  readonly parentPath: Path | null;
}
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly key?: { readonly name?: string };
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
  readonly expressions?: readonly Node[];
  readonly object?: Node;
  readonly callee?: { readonly name?: string };
  readonly computed?: boolean;
}

/**
 * What is not mutated, and why:
 *
 * - A gate's `sentence`, `why`, `needs` and `empty` are its page: docs/gates.md is made of them, and test/docs compares the two.
 * - A text of four words and more is told to people. Emptied, it is no other judgement; specs quote the sentences that matter.
 *
 * Never left out: words of outcomes and states, keys, what a verdict rests on (`restsOn` and what is `unlearnt`, which digests are made of), and a
 * text that holds more than plain names, since what is in it would be left out with it.
 */
export function whyLeftOut({ node, parentPath }: Path): string | undefined {
  if (node.type === 'ObjectProperty' && pages.includes(node.key?.name ?? '') && isOfGate(parentPath)) return 'A page of docs/gates.md, which test/docs compares.';
  if (node.type !== 'StringLiteral' && node.type !== 'TemplateLiteral') return undefined;
  const text = node.type === 'StringLiteral' ? String(node.value) : (node.quasis ?? []).map(({ value }) => value.raw).join('');
  const words = text.match(/\b[a-zA-Z’']{2,}\b/g) ?? [];
  return words.length >= 4 && (node.expressions ?? []).every(isPlain) && !isRestedOn(parentPath) ? 'A sentence told to people.' : undefined;
}

const pages = ['sentence', 'why', 'needs', 'empty'];

/** An object that has `sentence` and `why` is a gate's definition. */
function isOfGate(parent: Path | null): boolean {
  const properties = (parent?.node as { readonly properties?: readonly Node[] } | undefined)?.properties ?? [];
  return ['sentence', 'why'].every((name) => properties.some(({ key }) => key?.name === name));
}

function isPlain({ type, object, computed }: Node): boolean {
  return type === 'Identifier' || (type === 'MemberExpression' && computed !== true && object !== undefined && isPlain(object));
}

function isRestedOn(path: Path | null): boolean {
  for (let at = path; at !== null && /Property|Expression|Literal/.test(at.node.type); at = at.parentPath) if (at.node.key?.name === 'restsOn' || at.node.callee?.name === 'unlearnt') return true;
  return false;
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'prose', { shouldIgnore: (path: unknown) => whyLeftOut(path as Path) })];
