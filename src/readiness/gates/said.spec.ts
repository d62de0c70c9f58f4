import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { saidBy } from '../said.fixture.ts';
import { gates } from './index.ts';

/** With SAY_AGAIN=1 what gates say is written anew, to be read as a difference before it is committed. */
const isWritten = process.env['SAY_AGAIN'] === '1';

describe('what gates say, word for word', () => {
  it.each(gates.map(({ name }) => name))('%s', (name) => {
    const gate = gates.find((one) => one.name === name);
    const file = path.join(import.meta.dirname, name, `${name}.said.txt`);
    const said = gate === undefined ? '' : saidBy(gate);
    if (isWritten) writeFileSync(file, said);
    expect(said).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
  });
});
