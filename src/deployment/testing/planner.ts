import type { VersionDesk, WorkItemDesk } from '../../domain/ports/desk.ts';
import type { PlannedVersion, RemoteLink } from '../../domain/work-item.ts';

export const workItemId = 'jira:work-item:30001';

/** A pretended planner with one version and one work item, and how often each was really written. */
export class Planner {
  /** Null: it has no such version. */
  version: PlannedVersion | null = versionNamed('2.4.0');
  readonly links = new Map<string, RemoteLink>();
  releases = 0;
  linkings = 0;
  readonly #meet: (call: string) => Promise<void>;

  constructor(meet: (call: string) => Promise<void>) {
    this.#meet = meet;
  }

  versionDesk(): VersionDesk {
    return {
      release: async (_id, releasedOn) => {
        await this.#meet('release');
        if (this.version === null) throw new Error('no version');
        if (this.version.isReleased === true) return this.version;
        this.releases += 1;
        this.version = { ...this.version, isReleased: true, releasedOn };
        return this.version;
      },
    };
  }

  workItemDesk(): WorkItemDesk {
    return {
      link: async (_item, link) => {
        await this.#meet('link');
        if (JSON.stringify(this.links.get(link.globalId)) !== JSON.stringify(link)) this.linkings += 1;
        this.links.set(link.globalId, link);
        return link;
      },
      move: () => Promise.reject(new Error('not here')),
      comment: () => Promise.reject(new Error('not here')),
    };
  }
}

function versionNamed(name: string): PlannedVersion {
  const label = `PAY/${name}`;
  return {
    kind: 'version', id: 'jira:version:20000', label, project: 'PAY', name, isReleased: false, isArchived: false, releasedOn: null,
    source: { reference: `jira:version:${label}`, system: 'JIRA', connection: 'jira', key: label, url: null, fetchedAt: '', isStale: false, problem: null },
  };
}
