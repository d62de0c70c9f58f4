import type { DatabaseState } from '../../store/index.ts';
import { findingsOf } from './database.ts';

const healthy: DatabaseState = { version: '15.20', userName: 'muster', isEncrypted: true, clockAheadMs: 0, pending: [], unknown: [], tooNewBy: null, mayMigrate: true, isVacuumed: true };

describe('what the doctor says of a PostgreSQL', () => {
  it('is nothing to look at where all is well', () => {
    expect(findingsOf(healthy, true).filter(({ state }) => state !== 'WELL')).toEqual([]);
  });

  it('is that autovacuum is off, and how to turn it on', () => {
    expect(findingsOf({ ...healthy, isVacuumed: false }, true).filter(({ state }) => state !== 'WELL'))
      .toMatchObject([{ place: 'database', state: 'UNKNOWN', says: expect.stringMatching(/^autovacuum is off/) as string, remedy: expect.stringContaining('alter system set autovacuum = on') as string }]);
  });
});
