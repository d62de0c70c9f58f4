import type { Changes, Moved } from '../domain/ports/changes.ts';
import type { Store } from '../store/index.ts';

type Writing = Pick<Store, 'releases' | 'plans' | 'freezes' | 'waivers' | 'deployments'>;

const anything: Moved = { of: 'ANYTHING' };
const ofRelease = ({ releaseKey }: { readonly releaseKey: string }): Moved => ({ of: 'RELEASE', key: releaseKey });

/** The stores of what judgements rest on, telling of each write once it has succeeded. */
export function telling({ releases, plans, freezes, waivers, deployments }: Writing, changes: Changes): Writing {
  const told = async <A>(written: Promise<A>, moved: (answer: A) => readonly Moved[]): Promise<A> => {
    const answer = await written;
    for (const what of moved(answer)) changes.tell(what);
    return answer;
  };
  return {
    releases: {
      ...releases,
      update: (key, change) => told(releases.update(key, change), () => [ofRelease({ releaseKey: key })]),
      seal: (key, sealed) => told(releases.seal(key, sealed), () => [ofRelease({ releaseKey: key })]),
      addLinks: (links) => told(releases.addLinks(links), (added) => added.map(ofRelease)),
      exclude: (linkId, exclusion) => told(releases.exclude(linkId, exclusion), (link) => [ofRelease(link)]),
    },
    plans: {
      ...plans,
      propose: (plan) => told(plans.propose(plan), (proposed) => [ofRelease(proposed)]),
      agree: (planId, agreement) => told(plans.agree(planId, agreement), (agreed) => [ofRelease(agreed)]),
    },
    freezes: {
      ...freezes,
      declare: (freeze) => told(freezes.declare(freeze), () => [anything]),
      lift: (id, lift) => told(freezes.lift(id, lift), () => [anything]),
    },
    waivers: {
      ...waivers,
      request: (asked) => told(waivers.request(asked), () => asked.map(ofRelease)),
      decide: (id, decision) => told(waivers.decide(id, decision), (waiver) => [ofRelease(waiver)]),
      revoke: (id, revocation) => told(waivers.revoke(id, revocation), (waiver) => [ofRelease(waiver)]),
      settle: (id, settled) => told(waivers.settle(id, settled), (waiver) => [ofRelease(waiver)]),
    },
    deployments: {
      ...deployments,
      // Releases of the same service and those that depend on it rest on this too; a step within a state moves nothing.
      write: (id, guard, patch, entry) => told(deployments.write(id, guard, patch, entry), (written) => (written === null || written.state === guard.from ? [] : [anything])),
    },
  };
}
