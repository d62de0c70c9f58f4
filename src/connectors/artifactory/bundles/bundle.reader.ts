import type { ReleaseBundle } from '../../../domain/artifact.ts';
import type { RecordFinder, RecordReader } from '../../../domain/ports/connection.ts';
import { formatReference } from '../../../domain/reference.ts';
import { atMost } from '../at-most.ts';
import type { ArtifactoryClient } from '../client.ts';
import { toMoment, toSource } from '../translate.ts';
import type { Origin } from '../translate.ts';
import { unbelievable } from '../unbelievable.ts';
import type { BundleVersion } from '../wire.ts';
import { readBundleName } from './bundle-name.ts';
import { toPromotionState } from './promotion-state.ts';
import { readVersions } from './versions.ts';

const namesAtOnce = 4;

/** Reads release bundles v2 by `name/version`, which never changes its meaning; versions of one name in one go. */
export function bundleReader(client: ArtifactoryClient): RecordReader<'bundle'> {
  return {
    async read(lookups, ask) {
      const asked = lookups.flatMap((lookup) => readBundleName('id' in lookup ? lookup.id : lookup.key) ?? []);
      const byName = Map.groupBy(asked, ({ name }) => name);
      const origin = client.origin();
      const read = await atMost(namesAtOnce, [...byName], async ([name, wanted]) => {
        const missing = (versions: readonly BundleVersion[]): boolean => wanted.some(({ version }) => !versions.some((one) => one.release_bundle_version === version));
        const { versions, isComplete } = await readVersions(client, name, (found) => !missing(found), ask);
        if (missing(versions) && !isComplete) throw unbelievable(client, 'cut its list of release bundles, so that what is missing cannot be told from what is absent');
        return versions.filter((one) => wanted.some(({ version }) => version === one.release_bundle_version));
      });
      return read.flat().map((one) => toBundle(one, origin));
    },
  };
}

/** Versions of one bundle, in the tool's order. */
export function bundleList(client: ArtifactoryClient): RecordFinder<'bundles.list'> {
  return {
    async find({ name, limit }, ask) {
      if (readBundleName(`${name}/1`) === null || limit < 1) return { records: [], isComplete: limit >= 1 };
      const origin = client.origin();
      const { versions, isComplete } = await readVersions(client, name, (found) => found.length > limit, ask);
      return { records: versions.slice(0, limit).map((one) => toBundle(one, origin)), isComplete: isComplete && versions.length <= limit };
    },
  };
}

function toBundle({ release_bundle_name: name, release_bundle_version: version, status, created }: BundleVersion, origin: Origin): ReleaseBundle {
  const key = `${name}/${version}`;
  const reference = formatReference(origin.connection, 'bundle', key);
  return {
    kind: 'bundle', id: reference, source: toSource(origin, reference, key, null), label: `${name} ${version}`, name, version,
    state: toPromotionState(status), stateLabel: status ?? null, createdAt: toMoment(created),
  };
}
