import type { ConfigurationItem } from '../../domain/configuration-item.ts';
import { instant, type Instant } from '../../domain/instant.ts';
import { known, type Fact } from '../fact.ts';
import type { OpenDeploymentFacts } from '../facts.ts';
import type { ReadinessPorts } from './ports.ts';
import type { Reader } from './records.ts';

/** Every deployment that has not ended, with what its changes say it touches: one question for the items of all of them. */
export async function gatherOpenDeployments({ deployments, clock }: ReadinessPorts, reader: Reader): Promise<readonly OpenDeploymentFacts[]> {
  const at = instant(clock.now());
  const open = await deployments.open();
  const items = await reader.relateIds('change.configurationItems', open.flatMap(({ changeIds }) => changeIds));
  return open.map((deployment) => ({ deployment, items: together(deployment.changeIds.map(items), at) }));
}

/** Of all its changes; what one of them does not tell, the deployment does not tell. One that acts under none touches its target alone. */
function together(perChange: readonly Fact<readonly ConfigurationItem[]>[], at: Instant): Fact<readonly ConfigurationItem[]> {
  return perChange.reduce<Fact<readonly ConfigurationItem[]>>((all, one) => {
    if (all.state !== 'known' || one.state !== 'known') return all.state === 'known' ? one : all;
    return known([...all.value, ...one.value], one.fetchedAt < all.fetchedAt ? one.fetchedAt : all.fetchedAt);
  }, known([], at));
}
