import type { DeployOrder } from '../../domain/ports/deployer.ts';
import { planWords } from './settings.ts';
import type { DeploySettings, OwnWord } from './settings.ts';

/** What a pipeline is told, or why the order cannot be told to it. */
export type PipelineOrder =
  | { readonly variables: readonly { readonly key: string; readonly value: string }[] }
  | { readonly inputs: Readonly<Record<string, string | number | boolean>> }
  | { readonly mistake: string };

type Words = readonly (readonly [string, string | number | boolean])[];

/** Everything an order says: as variables, all texts, ours under MUSTER_…; or as inputs, which keep their types. */
export function pipelineOrder(order: DeployOrder, settings: DeploySettings): PipelineOrder {
  const theirs = planned(order, settings);
  if ('mistake' in theirs) return theirs;
  const told = { ...theirs, words: [...theirs.words, ...ownPart(order, settings)] };
  const odd = told.words.find(([, value]) => typeof value === 'string' && value.includes('$'));
  // GitLab would put the value of a variable in its place: a secret's, if it is so named.
  if (odd !== undefined) return { mistake: `${JSON.stringify(odd[0])} holds a "$", in whose place GitLab would put something else.` };
  if (settings.passBy === 'inputs') return { inputs: Object.fromEntries(told.words) };
  return { variables: told.words.map(([key, value]) => ({ key, value: String(value) })) };
}

/** The name under which a pipeline is told one of our words. */
export function ownName(word: OwnWord, { passBy }: Pick<DeploySettings, 'passBy'>): string {
  return passBy === 'inputs' ? word : `MUSTER_${word.toUpperCase()}`;
}

function planned(order: DeployOrder, settings: DeploySettings): { readonly words: Words } | { readonly mistake: string } {
  const allowed = planWords(settings);
  const words: [string, string | number | boolean][] = [];
  for (const [name, value] of Object.entries(order.parameters)) {
    if (!allowed.includes(name)) return { mistake: `The pipeline has no parameter ${JSON.stringify(name)} that a plan may set; declared are: ${allowed.join(', ') || 'none'}.` };
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return { mistake: `The plan's parameter ${JSON.stringify(name)} must be a text, a number, true or false.` };
    words.push([name, value]);
  }
  return { words };
}

function ownPart({ environment, version, correlation, packageDigest, artifacts }: DeployOrder, settings: DeploySettings): Words {
  const own: Readonly<Partial<Record<OwnWord, string>>> = {
    environment, version, correlation, package_digest: packageDigest,
    ...(settings.parameters.includes('artifacts') ? { artifacts: JSON.stringify(artifacts) } : {}),
  };
  return (Object.entries(own) as [OwnWord, string][]).map(([word, value]) => [ownName(word, settings), value]);
}
