import type { Copy } from '../domain/ports/copy-store.ts';
import { writeCopies, type AskDatabase } from './copy.write.ts';

const copy: Copy = { connection: 'jira', kind: 'work-item', identity: 'jira:work-item:1', reference: null, content: {}, fetchedAt: '2026-11-29T06:00:00.000Z' };

it.each(['standing', 'new'] as const)('says so when others keep coming in between, and never ends as if all were written (%s)', async (expected) => {
  let statements = 0;
  // What was not there a moment ago cannot be added, again and again.
  const racing: AskDatabase = (text) => {
    statements += 1;
    return Promise.resolve(text.includes('insert into muster.copy (') ? [{ added: 0 }] : [{ place: 1, stands: false }]);
  };
  await expect(writeCopies(racing, [copy], expected)).rejects.toThrow('1 copies could not be written: 5 times');
  expect(statements).toBe(expected === 'new' ? 11 : 10);
});
