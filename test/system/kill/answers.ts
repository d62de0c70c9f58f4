import { parse, stringify } from 'yaml';
import type { Fault } from '../../../sandbox/kernel/index.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { places } from '../five-deployers.ts';
import type { Configure } from './config-file.ts';
import { steer } from './in-flight.ts';
import type { Answer, Death } from './points.ts';

/** How each answer is played; longer than the two seconds that an answer is waited for. */
const faults: Readonly<Record<Exclude<Answer, 'accepted'>, Fault>> = {
  lost: { kind: 'reset', when: 'after' },
  refused: { kind: 'status', status: 403 },
  late: { kind: 'slow', when: 'before', delayMs: 2_400 },
  twice: { kind: 'twice' },
};

/** The next trigger at the deployer is answered so. */
export async function answerAs(sandbox: Sandbox, { deployer = 'github', answer = 'accepted' }: Death): Promise<void> {
  // The first still waits in the queue when the second comes.
  if (answer === 'twice' && deployer === 'jenkins') await steer(sandbox, 'jenkins', 'builds', { queueMs: 2_000, times: 1 });
  if (answer !== 'accepted') await steer(sandbox, deployer, 'faults', { ...faults[answer], match: places[deployer].trigger, times: 1 });
}

interface Config {
  readonly connections: { readonly name: string; deadline: object }[];
  readonly services: { readonly key: string; deployers: Record<string, object> }[];
}

/** The ledger's production goes out by that deployer; its plan goes on naming the deployer as before. */
export function deployedBy({ deployer = 'github' }: Death): Configure {
  return (yaml) => {
    const config = parse(yaml) as Config;
    for (const connection of config.connections) if (connection.name === deployer) connection.deadline = { ...connection.deadline, act: 'PT2S' };
    const settings = { ...places[deployer].settings, ...(deployer === 'argocd' && { application: 'ledger-production', healthyWithinSeconds: 60 }) };
    for (const service of config.services) if (service.key === 'ledger') service.deployers['production'] = { connection: deployer, name: 'github-ledger', ...settings };
    return stringify(config, { lineWidth: 0, aliasDuplicateObjects: false });
  };
}
