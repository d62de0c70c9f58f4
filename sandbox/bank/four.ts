import type { StoryArtifact, StoryRelease } from './story.ts';
import { artifact, build, libraryRepository } from './artifacts.ts';
import { approval, approvedByBoth, change } from './changes.ts';
import { daysFrom } from './clock.ts';
import { approvers } from './people.ts';
import { productionItemsOf } from './items.ts';
import { doneWork, workItem } from './work.ts';

/**
 * The one artifact of payments-2.4.0 that the seeding overwrites in the library after the package was sealed: its bytes
 * then differ from the seal. Putting the told `content` of the story's artifact back mends it.
 */
export const tamperedArtifact = {
  release: 'payments-2.4.0',
  repository: libraryRepository,
  path: 'northbank/payments/2.4.0',
  name: 'payments-gateway-2.4.0.tgz',
  content: 'North Bank package payments-gateway-2.4.0.tgz\nrebuilt by hand on a laptop, after the seal\n',
} as const;

/** The one piece of payments-2.4.0's work that is not done. */
export const openWorkItem = 'PAY-1017';

/** The change of payments-2.4.0 that still waits, and whose approval it waits for. */
export const waitingApproval = { change: 'CHG0030003', approver: approvers.authority } as const;

const alwaysOpen = { kind: 'always-open' } as const;

/** The four releases that the story is about; their work is numbered from 1000 in each project, their changes from CHG0030001. */
export function tellTheFour(firstStart: Date): StoryRelease[] {
  return [ledger(firstStart), payments(firstStart), statements(firstStart), cards(firstStart)];
}

/** Everything green. */
function ledger(firstStart: Date): StoryRelease {
  return {
    ...identity('ledger', '1.9.2'),
    changes: [change('ledger', '1.9.2', { number: 'CHG0030001', conflictsCheckedAt: daysFrom(firstStart, 0), window: alwaysOpen, approvals: approvedByBoth(daysFrom(firstStart, -2)), items: productionItemsOf('ledger') })],
    workItems: doneWork('LED', 1000, 6),
    build: build(firstStart, 'ledger', '1.9.2', 6),
    artifacts: ['api', 'worker', 'migrations'].map((part) => artifact('ledger', '1.9.2', part)),
  };
}

/** Red thrice: one approval asked for and not given, one piece of work open, one artifact (see `tamperedArtifact`). */
function payments(firstStart: Date): StoryRelease {
  const approvals = approvedByBoth(daysFrom(firstStart, -3));
  const own = productionItemsOf('payments');
  const items = [...own, 'core-banking-bus-prod', 'edge-lb-prod', 'bus-cluster-prod'];
  return {
    ...identity('payments', '2.4.0'),
    changes: [
      change('payments', '2.4.0', { number: 'CHG0030002', window: alwaysOpen, approvals, environment: 'staging', items: ['payments-api-stag', 'payments-db-stag'] }),
      change('payments', '2.4.0', {
        number: waitingApproval.change, window: alwaysOpen, state: '-3', approval: 'requested', requestedBy: 'kenji.sato', items: items.slice(0, 14),
        approvals: [approval(approvers.deputy, 'approved', daysFrom(firstStart, -1)), approval(waitingApproval.approver, 'requested', null)],
      }),
      change('payments', '2.4.0', {
        number: 'CHG0030004', window: alwaysOpen, approvals, correlationId: null, requestedBy: 'sofia.rossi', items: [own[0] ?? '', ...items.slice(14)],
        title: 'Raise bus and edge limits for the new payments gateway',
        description: 'Needed by payments-2.4.0: larger message size on the core banking bus, longer idle timeout at the edge.',
      }),
    ],
    workItems: doneWork('PAY', 1000, 40).map((item) => (item.key === openWorkItem ? workItem('PAY', 1017, 'In Progress') : item)),
    build: build(firstStart, 'payments', '2.4.0', 5),
    artifacts: paymentsParts.map((part) => artifact('payments', '2.4.0', part)),
  };
}

const paymentsParts = ['api', 'worker', 'gateway', 'scheduler', 'sepa', 'swift', 'reconciler', 'cutoff', 'sanctions', 'admin-ui', 'migrations', 'config'];

/** Green but for one artifact that no scanner ever saw: unknown, not clean. */
function statements(firstStart: Date): StoryRelease {
  const scans: Readonly<Record<string, StoryArtifact['scan']>> = { renderer: 'never' };
  return {
    ...identity('statements', '5.0.1'),
    changes: [change('statements', '5.0.1', { number: 'CHG0030005', conflictsCheckedAt: daysFrom(firstStart, 0), window: alwaysOpen, approvals: approvedByBoth(daysFrom(firstStart, -2)), items: productionItemsOf('statements') })],
    workItems: doneWork('STA', 1000, 5),
    build: build(firstStart, 'statements', '5.0.1', 7),
    artifacts: ['api', 'worker', 'renderer', 'templates'].map((part) => artifact('statements', '5.0.1', part, scans[part] ?? 'clean')),
  };
}

/** Green but for the time: its window opens on the coming Saturday. */
function cards(firstStart: Date): StoryRelease {
  return {
    ...identity('cards', '3.1.0'),
    changes: [change('cards', '3.1.0', { number: 'CHG0030006', conflictsCheckedAt: daysFrom(firstStart, 0), window: { kind: 'coming-saturday' }, approvals: approvedByBoth(daysFrom(firstStart, -2)), items: productionItemsOf('cards') })],
    workItems: doneWork('CRD', 1000, 6),
    build: build(firstStart, 'cards', '3.1.0', 8),
    artifacts: ['api', 'worker', 'tokeniser'].map((part) => artifact('cards', '3.1.0', part)),
  };
}

const runbooks: Readonly<Record<string, string>> = { ledger: 'KB0010011', payments: 'KB0010012', statements: 'KB0010013', cards: 'KB0010014' };

function identity(serviceKey: string, version: string): Pick<StoryRelease, 'key' | 'serviceKey' | 'version' | 'suites' | 'runbook'> {
  return { key: `${serviceKey}-${version}`, serviceKey, version, suites: ['unit', 'acceptance'], runbook: runbooks[serviceKey] ?? '' };
}
