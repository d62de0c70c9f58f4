import type { Story, StoryService } from './story.ts';
import { items, relations } from './items.ts';
import { people } from './people.ts';
import { tellReleases } from './releases.ts';
import { services, type ServiceHistory } from './services.ts';
import { problems, tellIncidents } from './troubles.ts';

export { openWorkItem, tamperedArtifact, waitingApproval } from './four.ts';

/** North Bank's story; the same words for the same first start, to the letter. */
export function tellStory(firstStart: Date): Story {
  return { people, services: services.map(told), items, relations, releases: tellReleases(firstStart), incidents: tellIncidents(firstStart), problems };
}

function told({ key, name, criticality, ownerUserName, project, repository, target }: ServiceHistory): StoryService {
  return { key, name, criticality, ownerUserName, project, repository, target };
}
