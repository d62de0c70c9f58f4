import { readdirSync } from 'node:fs';
import { describeGates } from '../index.ts';
import { gates } from './index.ts';

describe('the list of gates', () => {
  it('is the list of folders', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    expect(gates.map(({ name }) => name).sort()).toEqual(folders.sort());
  });

  it('says of every gate its sentence, why it is there and what it needs', () => {
    for (const gate of describeGates()) {
      expect(gate).toMatchObject({ sentence: expect.stringMatching(/^[A-Z].*\.$/) as string, why: expect.stringMatching(/^[A-Z].*\.$/) as string, isCustom: false });
      expect(gate.needs.length).toBeGreaterThan(0);
    }
  });
});
