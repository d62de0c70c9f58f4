import { createHmac } from 'node:crypto';
import { outbox } from '../kernel/index.ts';
import type { Outbox } from '../kernel/index.ts';
import type { StoredBuild, StoredFile, StoredPromotion } from './data.ts';
import { fullPath } from './data.ts';

/**
 * Tells a predefined webhook what happens to files, their properties, builds and bundles: neither an id nor a moment goes with
 * it, so that what happens twice says the same. The secret is used for signing: hex alone, no word for the algorithm before it.
 */
export interface Herald {
  readonly box: Outbox;
  /** Where the platform answers. */
  base: string;
  readonly file: (event: 'deployed' | 'deleted', file: StoredFile) => void;
  readonly transferred: (event: 'copied' | 'moved', from: StoredFile, to: StoredFile) => void;
  readonly properties: (event: 'added' | 'deleted', file: StoredFile, properties: Readonly<Record<string, readonly string[]>>) => void;
  readonly build: (event: 'uploaded' | 'promoted', build: StoredBuild) => void;
  readonly promotion: (event: 'started' | 'completed' | 'failed', promotion: StoredPromotion) => void;
}

export function herald(now: () => Date): Herald {
  const box = outbox(now, ({ secret }, body) => ({ 'x-jfrog-event-auth': createHmac('sha256', secret).update(body).digest('hex') }));
  const tell = (domain: string, event: string, data: object): void => {
    if (box.hook === null) return;
    const said = { domain, event_type: event, data, subscription_key: 'muster', jpd_origin: told.base, source: 'jfrog/sandbox' };
    box.tell(0, () => said, { 'user-agent': 'JFrog Event/7.125.4' });
  };
  const told: Herald = {
    box, base: '',
    file: (event, file) => {
      tell('artifact', event, fileData(file));
      if (event === 'deployed' && file.name === 'manifest.json') tell('docker', 'pushed', { ...fileData(file), ...imageData(file) });
    },
    transferred: (event, from, to) => { tell('artifact', event, { ...fileData(from), source_repo_path: fullPathOf(from), target_repo_path: fullPathOf(to) }); },
    properties: (event, file, properties) => { for (const [key, values] of Object.entries(properties)) tell('artifact_property', event, { ...fileData(file), property_key: key, property_values: values }); },
    build: (event, { info, project }) => {
      tell('build', event, { build_name: info.name, build_number: info.number, build_started: info.started, build_repo: project === null ? 'artifactory-build-info' : `${project}-build-info` });
    },
    promotion: (event, { name, version, environment, repositories, createdAt }) => {
      tell('release_bundle_v2_promotion', `release_bundle_v2_promotion_${event}`, {
        release_bundle_name: name, release_bundle_version: version, repository_key: 'release-bundles-v2', environment, included_repository_keys: repositories, promotion_created_millis: Date.parse(createdAt),
      });
    },
  };
  return told;
}

/** `path` holds the name too, where AQL's does not. */
function fileData(file: StoredFile): object {
  return { repo_key: file.repo, path: fullPathOf(file).slice(file.repo.length + 1), name: file.name, sha256: file.sha256, size: file.size };
}

/** An image's name and tag, from where its manifest stands. */
function imageData({ path }: StoredFile): object {
  const at = path.lastIndexOf('/');
  return { image_name: path.slice(0, Math.max(0, at)), tag: path.slice(at + 1), platforms: [] };
}

function fullPathOf({ repo, path, name }: StoredFile): string {
  return fullPath(repo, path, name);
}
