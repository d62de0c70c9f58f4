import type { Story, StoryChange } from '../../bank/story.ts';
import { tellAssets, workspaceId } from '../assets/tables.ts';
import type { NamedObject } from '../state.ts';
import { categories } from '../workflow.ts';
import type { Status } from '../workflow.ts';

/** The service project, and how administrators name the fields that a change has beside Jira's own. */
export const serviceProject = { id: 10_900, key: 'OPS', name: 'Operations' } as const;
export const changeFields = { plannedStart: 'customfield_10101', plannedEnd: 'customfield_10102', backoutPlan: 'customfield_10103', testPlan: 'customfield_10104', correlation: 'customfield_10105' } as const;
/** The field of type "Assets objects"; its context leaves out standard changes, which therefore do not have it at all. */
export const itemsField = 'customfield_10106';

/** What Jira's own change workflow calls its statuses; they are renamed as freely as all others. */
export const changeStatuses = {
  '-5': status('10301', 'Open', categories.toDo),
  '-4': status('10302', 'Planning', categories.inProgress),
  '-3': status('10303', 'Awaiting CAB approval', categories.inProgress),
  '-2': status('10304', 'Awaiting implementation', categories.inProgress),
  '-1': status('10305', 'Implementing', categories.inProgress),
  '0': status('10306', 'Post-implementation review', categories.inProgress),
  '3': status('10307', 'Completed', categories.done),
  '4': status('10308', 'Canceled', categories.done),
} as const satisfies Readonly<Record<string, Status>>;

const typeNames = { normal: '[System] Change', standard: 'Standard change', emergency: 'Emergency change' } as const;

export interface DeskChange {
  readonly id: number;
  /** e.g. OPS-3 */
  readonly key: string;
  readonly typeName: string;
  readonly told: StoryChange;
  readonly releaseKey: string;
  /** Agents may open an issue without a request type: then the portal's API does not know it. */
  readonly hasRequestType: boolean;
  readonly createdAt: string;
  /** What it names in the story. */
  readonly items: readonly NamedObject[];
}

/** The story's changes as issues of a service project; those of the first releases with changes are enough to look at. */
export function tellServiceDesk(story: Story): readonly DeskChange[] {
  const objects = tellAssets(story);
  return story.releases
    .flatMap((release) => release.changes.map((told) => ({ told, release })))
    .map(({ told, release }, nth) => ({
      id: 60_001 + nth, key: `${serviceProject.key}-${nth + 1}`, typeName: typeNames[told.type], told, releaseKey: release.key,
      hasRequestType: told.correlationId !== null, createdAt: release.build.startedAt,
      items: objects.filter(({ name }) => told.items.includes(name)).map(({ id }) => objectNamed(String(id))),
    }));
}

/** An object as an issue tells it: who it is, and nothing else of it. */
export function objectNamed(objectId: string, workspace: string = workspaceId): NamedObject {
  return { workspaceId: workspace, id: `${workspace}:${objectId}`, objectId };
}

/** From and to, ISO; as the story's bank tells its windows. */
export function windowOf({ window }: StoryChange, startedAt: Date): readonly [string, string] {
  if (window.kind === 'fixed') return [window.startAt, window.endAt];
  const hour = 3_600_000;
  if (window.kind === 'always-open') return [new Date(startedAt.getTime() - hour).toISOString(), new Date(startedAt.getTime() + 168 * hour).toISOString()];
  const days = (6 - startedAt.getUTCDay() + 7) % 7;
  const saturday = Date.UTC(startedAt.getUTCFullYear(), startedAt.getUTCMonth(), startedAt.getUTCDate() + days, 2);
  return [new Date(saturday).toISOString(), new Date(saturday + 4 * hour).toISOString()];
}

function status(id: string, name: string, category: Status['category']): Status {
  return { id, name, category };
}
