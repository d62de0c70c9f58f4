import { finalStates } from '../../domain/deployment.ts';
import type { Deployment } from '../../domain/deployment.ts';
import { DeploymentRunner } from '../runner.ts';
import type { DeploymentPorts } from '../ports.ts';
import { Scene } from './scene.ts';

/** Looks again and again, letting exactly the wanted time pass between looks, until the end or until `limit` looks. */
export async function carryOn(scene: Scene, id: string, limit = 100, ports: DeploymentPorts = scene.ports()): Promise<Deployment> {
  const runner = new DeploymentRunner(ports);
  for (let looks = 0; looks < limit; looks += 1) {
    const pause = await runner.look(id);
    const standing = await scene.standing(id);
    if (finalStates.has(standing.state)) return standing;
    scene.clock.pass(pause ?? 0);
  }
  return scene.standing(id);
}

/** The whole life of a deployment, altered after it was accepted. */
export async function lived(alter: (scene: Scene) => void, more: Parameters<Scene['accept']>[0] = {}): Promise<{ readonly scene: Scene; readonly end: Deployment }> {
  const scene = new Scene();
  const { id } = await scene.accept(more);
  alter(scene);
  return { scene, end: await carryOn(scene, id) };
}

const forever = new Promise<never>(() => undefined);

/**
 * A life that ends at its nth point, as a process killed there would: from then on no call of any port comes back, so
 * nothing more is read or written. `died` resolves at that moment.
 */
export function mortal(ports: DeploymentPorts, diesAt: number): { readonly ports: DeploymentPorts; readonly died: Promise<string>; readonly points: string[] } {
  const points: string[] = [];
  const { promise: died, resolve: die } = Promise.withResolvers<string>();
  let isDead = false;
  const onStep = (point: string): Promise<void> => {
    points.push(point);
    if (points.length !== diesAt) return Promise.resolve();
    isDead = true;
    die(point);
    return forever;
  };
  const deadly = <T extends object>(port: T): T => new Proxy(port, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key);
      return typeof member === 'function' ? (...args: unknown[]): unknown => (isDead ? forever : Reflect.apply(member, target, args)) : member;
    },
  });
  return { ports: { ...ports, deployments: deadly(ports.deployments), queue: deadly(ports.queue), onStep }, died, points };
}
