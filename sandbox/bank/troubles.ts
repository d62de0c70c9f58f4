import type { StoryIncident, StoryProblem } from './story.ts';
import { daysFrom } from './clock.ts';
import { items } from './items.ts';

/** Problems by the model of recent ServiceNow releases: 101 New, 103 Root Cause Analysis, 104 Fix in Progress, 107 Closed. */
export const problems: readonly StoryProblem[] = [
  problem(1, 'Bus broker drops consumers at midnight', 'bus-broker-1-prod', '104', true),
  problem(2, 'Certificate renewals are done by hand', 'edge-lb-prod', '103', false),
  problem(3, 'Ledger batch overruns on the first of the month', 'ledger-worker-prod', '107', true),
  problem(4, 'Card tokens expire early', 'cards-api-prod', '107', false),
  problem(5, 'Onboarding node fails its disk checks', 'onboarding-node-2-prod', '104', false),
  problem(6, 'SMS provider rejects long texts', 'messaging-sms-prod', '101', false),
  problem(7, 'Interest rounding differs from the legacy system', 'lending-legacy-prod', '107', true),
  problem(8, 'Replica lag during settlement', 'payments-db-replica-prod', '103', true),
];

const symptoms = ['Slow answers', 'Timeouts seen by customers', 'Disk almost full', 'Error rate above threshold', 'Restarted unexpectedly', 'Certificate about to expire', 'Queue is growing'];

/** Forty incidents over the items, newest first; 1 New, 2 In Progress, 3 On Hold, 6 Resolved, 7 Closed. */
export function tellIncidents(firstStart: Date): StoryIncident[] {
  return Array.from({ length: 40 }, (_, nth) => incident(firstStart, nth));
}

function incident(firstStart: Date, nth: number): StoryIncident {
  const item = items[(nth * 7) % items.length]?.name ?? '';
  const state = nth < 6 ? (['1', '2', '3'][nth % 3] ?? '1') : nth < 14 ? '6' : '7';
  const openedDays = -0.2 - nth * 1.7;
  const restricted = nth % 13 === 8 ? 'Restricted: ' : '';
  return {
    number: `INC00${10_001 + nth}`,
    title: `${restricted}${symptoms[nth % symptoms.length] ?? ''} on ${item}`,
    item,
    priority: String(2 + (nth % 4)),
    state,
    openedAt: daysFrom(firstStart, openedDays),
    resolvedAt: nth < 6 ? null : daysFrom(firstStart, openedDays + 0.15),
    problem: problems.find((one) => one.item === item)?.number ?? null,
  };
}

function problem(nth: number, title: string, item: string, state: string, isKnownError: boolean): StoryProblem {
  return { number: `PRB00${40_000 + nth}`, title, item, state, isKnownError };
}
