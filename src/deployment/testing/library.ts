import type { Artifact } from '../../domain/artifact.ts';
import type { LibraryDesk } from '../../domain/ports/desk.ts';
import type { FoundIn } from '../../domain/ports/records.ts';
import type { PinnedArtifact } from '../../domain/release.ts';

export const pinned: PinnedArtifact = { reference: 'artifactory:artifact:libs/payments.tgz', name: 'payments.tgz', sha256: 'b'.repeat(64) };
const home = 'libs';

/** A pretended library with the one sealed file: where it stands, its marks, and how often each was really written. */
export class Library {
  /** By repository. */
  readonly places = new Map<string, Artifact>([[home, fileIn(home)]]);
  promotions = 0;
  stamps = 0;
  /** What promotions are said to come to; COMPLETED ones copy. */
  promotes: 'COMPLETED' | 'FAILED' | 'SAYS_COMPLETED' = 'COMPLETED';
  readonly #meet: (call: string) => Promise<void>;

  constructor(meet: (call: string) => Promise<void>) {
    this.#meet = meet;
  }

  async find(): Promise<readonly FoundIn<Artifact>[]> {
    await this.#meet('artifacts');
    return [{ connection: 'artifactory', isProduction: true, records: [...this.places.values()], isComplete: true, problem: null }];
  }

  desk(): LibraryDesk {
    return {
      promoteBuild: async ({ targetRepository, status }) => {
        await this.#meet('promote');
        if (this.promotes !== 'FAILED') this.promotions += 1;
        if (this.promotes === 'COMPLETED') this.places.set(targetRepository, fileIn(targetRepository));
        return { target: targetRepository, state: this.promotes === 'FAILED' ? 'FAILED' : 'COMPLETED', stateLabel: status, at: null, because: this.promotes === 'FAILED' ? 'a file is gone' : null };
      },
      stamp: async (id, properties) => {
        await this.#meet('stamp');
        const artifact = [...this.places.values()].find((one) => one.id === id);
        if (artifact === undefined) throw new Error(`no artifact ${id}`);
        const isNews = Object.entries(properties).some(([name, values]) => artifact.properties?.[name]?.join() !== values.join());
        if (isNews) this.stamps += 1;
        const stamped = { ...artifact, properties: { ...artifact.properties, ...properties } };
        this.places.set(artifact.repository, stamped);
        return stamped;
      },
      promoteBundle: () => Promise.reject(new Error('not here')),
      attachEvidence: () => Promise.reject(new Error('not here')),
    };
  }
}

export function fileIn(repository: string, more: Partial<Artifact> = {}): Artifact {
  const reference = `artifactory:artifact:${repository}/${pinned.name}`;
  return {
    kind: 'artifact', id: `${reference}@${pinned.sha256}`, label: pinned.name, name: pinned.name, repository, path: '.', sizeBytes: 1, sha256: pinned.sha256, buildName: 'payments', buildNumber: '7', properties: {},
    source: { reference, system: 'ARTIFACTORY', connection: 'artifactory', key: `${repository}/${pinned.name}`, url: null, fetchedAt: '', isStale: false, problem: null },
    ...more,
  };
}
