import type { Story, StoryChange } from '../bank/story.ts';

/** A story of one service for specs: one release out since January, one on its way, and 35 changes that were done. */
export function smallStory(): Story {
  const done = Array.from({ length: 35 }, (_, index) => change(`CHG00300${10 + index}`, index % 2 === 0 ? 'production' : 'staging', index));
  return {
    people: [], items: [], relations: [], incidents: [], problems: [],
    services: [{
      key: 'payments', name: 'Payments', criticality: '1 - most critical', ownerUserName: 'ines.weber', project: 'PAY', repository: 'northbank/payments',
      target: { production: 'payments-api-prod' },
    }],
    releases: [
      { ...release('2.3.0'), changes: done },
      { ...release('2.4.0'), changes: [{ ...change('CHG0030003', 'production', 40), state: '-3' }] },
    ],
  };
}

function release(version: string): Omit<Story['releases'][number], 'changes'> {
  const vcsRevision = version.replaceAll('.', '').padEnd(40, 'a');
  return { key: `payments-${version}`, serviceKey: 'payments', version, workItems: [], artifacts: [], build: { name: 'payments', number: '1', startedAt: '2026-01-01T00:00:00.000Z', vcsRevision } };
}

function change(number: string, environment: StoryChange['environment'], day: number): StoryChange {
  const startAt = new Date(Date.UTC(2026, 0, 1 + day, 2)).toISOString();
  return {
    number, environment, type: 'normal', state: '3', approval: 'approved', title: number, description: '', correlationId: null, requestedBy: 'ines.weber', assignedTo: 'omar.haddad',
    approvals: [], items: [], window: { kind: 'fixed', startAt, endAt: startAt }, backoutPlan: '', testPlan: '',
  };
}
