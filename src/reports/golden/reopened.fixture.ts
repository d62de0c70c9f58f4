import type { GoldenCase } from './cells.fixture.ts';

const noIncident = { cannot: 'It reads no incident.' };

export const reopened: GoldenCase = {
  name: 'incidents that were reopened',
  cells: {
    'delivery-performance': { in: 'that were reopened are not resolved' },
    compliance: noIncident,
    'why-releases-wait': noIncident,
    'running-versus-recorded': noIncident,
    'incident-causes': { in: 'counts what came before the period as recurrence, and an incident that was reopened as open' },
    'joiners-movers-leavers': noIncident,
    calendar: noIncident,
    'readiness-history': noIncident,
    'waiver-debt': noIncident,
    'connection-health': { cannot: 'It tells how many incidents a reading found, and nothing that they say.' },
  },
};
