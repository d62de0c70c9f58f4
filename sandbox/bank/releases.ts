import type { StoryArtifact, StoryChange, StoryRelease, StoryWorkItem } from './story.ts';
import { artifact, build } from './artifacts.ts';
import { approval, approvedByBoth, change } from './changes.ts';
import { numberFrom } from './chance.ts';
import { daysFrom } from './clock.ts';
import { tellTheFour } from './four.ts';
import { approvers, leaver } from './people.ts';
import { services, type ServiceHistory } from './services.ts';
import { doneWork, workItem } from './work.ts';

/** All 200 releases: twenty versions of each of ten services, the four of the story among them. */
export function tellReleases(firstStart: Date): StoryRelease[] {
  const four = new Map(tellTheFour(firstStart).map((release) => [release.key, release]));
  return services.flatMap((service, nth) => service.versions.map((version, index) =>
    four.get(`${service.key}-${version}`) ?? everyday(firstStart, { service, version, index, ahead: index - service.versions.indexOf(service.running.production), serial: nth * 20 + index })));
}

/** Where a release stands in its service's history; `ahead` 0 is the version now in production, 1 the next one. */
interface Place {
  readonly service: ServiceHistory;
  readonly version: string;
  readonly index: number;
  readonly ahead: number;
  readonly serial: number;
}

function everyday(firstStart: Date, place: Place): StoryRelease {
  const { service, version, ahead } = place;
  const parts = ['api', 'worker', 'migrations'].slice(0, 1 + (place.serial % 3));
  return {
    key: `${service.key}-${version}`,
    serviceKey: service.key,
    version,
    changes: [changeOf(firstStart, place)],
    workItems: workOf(place),
    build: build(firstStart, service.key, version, Math.max(0.5, 8 - ahead * 14)),
    artifacts: parts.map((part) => artifact(service.key, version, part, scanOf(place, part))),
  };
}

/** Five at most, ten numbers apart per release, all done once the version has been out. */
function workOf({ service, index, ahead, serial }: Place): StoryWorkItem[] {
  const project = service.project;
  const first = 100 + index * 10;
  const count = 2 + (serial % 5);
  if (ahead <= 0) return doneWork(project, first, count);
  return Array.from({ length: count }, (_, n) => workItem(project, first + n, n < count - ahead ? 'Done' : n === count - 1 ? 'To Do' : 'In Progress'));
}

function scanOf({ service, version, ahead }: Place, part: string): StoryArtifact['scan'] {
  const chance = numberFrom(`scan ${service.key} ${version} ${part}`) % 20;
  if (chance === 0) return 'vulnerable';
  return chance === 1 || ahead > 2 ? 'never' : 'clean';
}

function changeOf(firstStart: Date, place: Place): StoryChange {
  const { service, version, ahead, serial } = place;
  const number = `CHG00${31_001 + serial}`;
  const told = { number, ...(serial % 3 === 0 ? { correlationId: null } : {}), ...(serial % 41 === 7 ? { title: `Restricted: key rotation with ${service.name} ${version}` } : {}) };
  if (ahead <= 0) return change(service.key, version, { ...told, ...past(firstStart, place) });
  if (ahead === 1) return change(service.key, version, { ...told, ...next(firstStart, service.key) });
  return change(service.key, version, { ...told, state: '-5', approval: 'not requested', window: fixed(firstStart, 10 + ahead * 14) });
}

type Stage = Pick<StoryChange, 'window'> & Partial<StoryChange>;

function past(firstStart: Date, { ahead, index, serial }: Place): Stage {
  const start = ahead * 14 - 10;
  const window = fixed(firstStart, start);
  const decidedAt = daysFrom(firstStart, start - 2);
  if (index % 9 === 4) return { state: '4', approval: 'rejected', window, approvals: [approval(approvers.deputy, 'rejected', decidedAt)] };
  if (serial % 7 === 2) return { type: 'standard', state: '3', window };
  if (serial % 11 === 5) return { type: 'emergency', state: '3', window, approvals: [approval(index < 6 ? leaver : approvers.authority, 'approved', decidedAt)] };
  return { state: '3', window, approvals: approvedByBoth(decidedAt) };
}

/** What stands next in the services that the four releases are not about: one of each kind. */
function next(firstStart: Date, serviceKey: string): Stage {
  const approvals = approvedByBoth(daysFrom(firstStart, -4));
  switch (serviceKey) {
    case 'onboarding': return { state: '-1', approvals, window: { kind: 'always-open' } };
    case 'lending': return { state: '0', approvals, window: fixed(firstStart, -1) };
    case 'fraud': return { state: '-2', approvals, window: { kind: 'coming-saturday' } };
    case 'messaging': return { type: 'standard', state: '-2', window: fixed(firstStart, 3) };
    case 'online-banking': return { state: '-5', approval: 'rejected', approvals: [approval(approvers.deputy, 'rejected', daysFrom(firstStart, -1))], window: fixed(firstStart, 5) };
    default: return { type: 'emergency', state: '-3', approval: 'requested', approvals: [approval(approvers.deputy, 'requested', null)], window: fixed(firstStart, 1) };
  }
}

/** A window of four hours that starts so many days after the first start. */
function fixed(firstStart: Date, days: number): StoryChange['window'] {
  return { kind: 'fixed', startAt: daysFrom(firstStart, days), endAt: daysFrom(firstStart, days + 1 / 6) };
}
