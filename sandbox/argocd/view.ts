import { conditionOf, isTakenUp, phaseOf, startedAt } from './phase.ts';
import { commitOf, seconds } from './state.ts';
import type { Application, Operation } from './state.ts';

/** An Application as the API tells it. `operation` stands until it has ended; operationState may still be the previous one's. */
export function applicationView(application: Application, wallMs: number): object {
  const { last, previous } = application;
  const isUp = last !== null && isTakenUp(last, wallMs);
  const told = isUp ? last : previous;
  const isUnderWay = last !== null && (!isUp || phaseOf(last, wallMs).finishedAt === null);
  const condition = conditionOf(application, wallMs);
  const source = sourceOf(application);
  const destination = { server: 'https://kubernetes.default.svc', namespace: application.name };
  return {
    metadata: {
      name: application.name, namespace: application.namespace, uid: `0f1e2d3c-0000-4000-8000-${Buffer.from(application.name).toString('hex').padEnd(12, '0').slice(0, 12)}`,
      resourceVersion: String(Math.floor(wallMs)), generation: 1, creationTimestamp: application.createdAt,
    },
    spec: {
      ...(application.hasSeveralSources ? { sources: [source, { ...source, path: 'values' }] } : { source }), destination, project: 'default', revisionHistoryLimit: 10,
      ...(application.isAutomated ? { syncPolicy: { automated: { prune: true, selfHeal: true } } } : {}),
    },
    status: {
      resources: [{ group: 'apps', version: 'v1', kind: 'Deployment', namespace: application.name, name: application.name, status: condition.sync, health: { status: condition.health } }],
      sync: { status: condition.sync, comparedTo: { source, destination }, revision: condition.revision },
      health: { status: condition.health },
      history: application.history.map(({ id, revision, startedAt: deployStartedAt, deployedAt, user }) => ({ id, revision, deployStartedAt, deployedAt, initiatedBy: { username: user }, source })),
      reconciledAt: application.createdAt, sourceType: 'Kustomize', summary: { images: [imageOf(application, condition.revision)] },
      ...(told === null ? {} : { operationState: operationState(told, source, wallMs) }),
    },
    ...(isUnderWay ? { operation: operationView(last) } : {}),
  };
}

/** Whoever builds by digest names it; an image of a revision that no release has is told by its tag alone. */
function imageOf({ name, images }: Application, revision: string): string {
  const digest = images[revision];
  return `registry.northbank.example/${name}${digest === undefined ? ':latest' : `@sha256:${digest}`}`;
}

/** What its project allows and denies it: a window at weekends that lets syncs by hand through, or one that denies everything. */
export function windowsView({ isShut }: Application): object {
  const window = isShut ? { kind: 'deny', schedule: '0 0 * * *', duration: '24h' } : { kind: 'deny', schedule: '0 18 * * 5', duration: '60h', manualSync: true };
  return { assignedWindows: [window], activeWindows: isShut ? [window] : [], canSync: !isShut };
}

function sourceOf({ repository, path }: Application): object {
  return { repoURL: repository, path, targetRevision: 'HEAD' };
}

function operationView({ revision, infos, prune, user }: Operation): object {
  return { sync: { revision: commitOf(revision), ...(prune ? { prune } : {}), syncStrategy: { hook: {} } }, initiatedBy: { username: user }, ...(infos.length > 0 ? { info: infos } : {}), retry: {} };
}

function operationState(operation: Operation, source: object, wallMs: number): object {
  const { phase, message, finishedAt } = phaseOf(operation, wallMs);
  return {
    operation: operationView(operation), phase, message, startedAt: startedAt(operation), ...(finishedAt === null ? {} : { finishedAt }),
    syncResult: { revision: commitOf(operation.revision), source, resources: [] },
  };
}

/** What the template writes that an administrator put into argocd-notifications-cm. */
export function notificationView(application: Application, wallMs: number, now: Date): object {
  const { last, name } = application;
  const isUp = last !== null && isTakenUp(last, wallMs);
  return {
    application: name, phase: isUp ? phaseOf(last, wallMs).phase : '', health: conditionOf(application, wallMs).health, startedAt: isUp ? startedAt(last) : '',
    correlation: last?.infos.find(({ name: info }) => info === 'muster')?.value ?? '', sentAt: seconds(now),
  };
}
