import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freshDatabase } from '../system/database.ts';
import { contentsOf, syncWithKills } from './kills.ts';

const records = 3_000;

describe('A sync whose process is killed', () => {
  test('goes on from its last page, and ends as one that nobody disturbed', async () => {
    const folders = [1, 2].map(() => mkdtempSync(path.join(tmpdir(), 'muster-sync-')));
    const [undisturbed, killed] = await Promise.all([freshDatabase(folders[0]), freshDatabase(folders[1])]);
    try {
      expect(await syncWithKills(undisturbed.location, records, [])).toBe(0);
      expect(await syncWithKills(killed.location, records, [1, 800, 2_000])).toBe(3);
      const expected = await contentsOf(undisturbed.location, records);
      expect(expected.count).toBe(records);
      expect(await contentsOf(killed.location, records)).toEqual(expected);
    } finally {
      await Promise.all([undisturbed.drop(), killed.drop()]);
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    }
  }, 600_000);
});
