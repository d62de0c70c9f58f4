import type { Story } from '../bank/story.ts';

/** A story of one service for specs, with 45 builds behind it. */
export function smallStory(): Story {
  return {
    people: [], items: [], relations: [], incidents: [], problems: [],
    services: [{
      key: 'ledger', name: 'Ledger', criticality: '1 - most critical', ownerUserName: 'ines.weber', project: 'LED', repository: 'northbank/ledger',
      target: { staging: 'ledger-api-staging' },
    }],
    releases: Array.from({ length: 45 }, (_, nth) => ({
      key: `ledger-1.${nth}.0`, serviceKey: 'ledger', version: `1.${nth}.0`, changes: [], workItems: [], artifacts: [],
      build: { name: 'ledger', number: String(nth), startedAt: new Date(Date.UTC(2026, 0, 1 + nth, 2)).toISOString(), vcsRevision: String(nth).padStart(40, 'a') },
    })),
  };
}
