import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openState } from './state.ts';

describe('openState', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'muster-state-')); });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  it('begins with the initial data and brings back what was changed', async () => {
    const file = join(folder, 'deeper', 'tool.json');
    const first = openState(() => ({ rows: ['one'] }), file);
    first.data.rows.push('two');
    first.changed();
    await first.flush();
    expect(openState(() => ({ rows: ['never told again'] }), file).data).toEqual({ rows: ['one', 'two'] });
  });

  it('leaves no half-written file beside the snapshot, and flush waits for changes made meanwhile', async () => {
    const file = join(folder, 'tool.json');
    const state = openState(() => ({ n: 0 }), file);
    for (let n = 1; n <= 20; n += 1) {
      state.data.n = n;
      state.changed();
      if (n % 7 === 0) void state.flush();
    }
    await state.flush();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ n: 20 });
    expect(readdirSync(folder)).toEqual(['tool.json']);
  });

  it('forgets when no file is named', async () => {
    const state = openState(() => ({ n: 1 }));
    state.changed();
    await state.flush();
    expect(state.data).toEqual({ n: 1 });
  });

  it('names the file it cannot read', () => {
    const file = join(folder, 'tool.json');
    writeFileSync(file, '{"half":');
    expect(() => openState(() => ({}), file)).toThrow(/tool\.json is not JSON/);
  });
});
