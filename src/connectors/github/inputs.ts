import type { DeployOrder } from '../../domain/ports/deployer.ts';
import { planInputs } from './settings.ts';
import type { DeploySettings } from './settings.ts';

/** The inputs of a dispatch, or why the order cannot be told to this workflow. */
export type Inputs = { readonly inputs: Readonly<Record<string, string>> } | { readonly mistake: string };

/** Everything an order says, as strings: GitHub takes no other inputs (apis/README.md §10). */
export function inputsOf(order: DeployOrder, settings: DeploySettings): Inputs {
  const allowed = planInputs(settings);
  const told: [string, string][] = [];
  for (const [name, value] of Object.entries(order.parameters)) {
    if (!allowed.includes(name)) return { mistake: `The workflow has no input ${JSON.stringify(name)} that a plan may set; declared are: ${allowed.join(', ') || 'none'}.` };
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return { mistake: `The plan's parameter ${JSON.stringify(name)} must be a text, a number, true or false.` };
    told.push([name, String(value)]);
  }
  const artifacts: [string, string][] = settings.inputs.includes('artifacts') ? [['artifacts', JSON.stringify(order.artifacts)]] : [];
  const { environment, version, correlation, packageDigest } = order;
  return { inputs: { ...Object.fromEntries([...told, ...artifacts]), environment, version, correlation, package_digest: packageDigest } };
}
