import type { DeployOrder } from '../../domain/ports/deployer.ts';
import { planParameters } from './settings.ts';
import type { JobSettings } from './settings.ts';

/** The parameters of a build, or why the order cannot be told to this job. */
export type Parameters = { readonly parameters: Readonly<Record<string, string>> } | { readonly mistake: string };

/** Everything an order says, as strings, as a form takes them. */
export function parametersOf(order: DeployOrder, settings: JobSettings): Parameters {
  const allowed = planParameters(settings);
  const told: [string, string][] = [];
  for (const [name, value] of Object.entries(order.parameters)) {
    if (!allowed.includes(name)) return { mistake: `The job has no parameter ${JSON.stringify(name)} that a plan may set; declared are: ${allowed.join(', ') || 'none'}.` };
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return { mistake: `The plan's parameter ${JSON.stringify(name)} must be a text, a number, true or false.` };
    told.push([name, String(value)]);
  }
  const artifacts: [string, string][] = settings.parameters.includes('artifacts') ? [['artifacts', JSON.stringify(order.artifacts)]] : [];
  const { environment, version, correlation, packageDigest } = order;
  return { parameters: { ...Object.fromEntries([...told, ...artifacts]), environment, version, correlation, package_digest: packageDigest } };
}
