import type { Link } from '../domain/release.ts';
import type { Hidden } from '../domain/restriction.ts';
import type { RecordLoaders } from './record.loader.ts';
import { visibleLinks } from './visible-names.ts';

const link = (reference: string, identity: string | null = null): Link => ({ reference, identity } as Link);
const links = [link('tool:incident:I1'), link('tool:change:open', 'tool:change:1'), link('tool:change:embargo', 'tool:change:2'), link('tool:change:gone'), link('tool:artifact:repo/a.tgz', 'tool:artifact:repo/a.tgz@1'), link('other:incident:I2')];
const hidden: readonly Hidden[] = [{ connection: 'tool', kind: 'incident', classifications: null }, { connection: 'tool', kind: 'change', classifications: ['embargo'] }, { connection: 'tool', kind: 'artifact', classifications: ['embargo'] }];

function visible(hidden_: readonly Hidden[]) {
  const asked: string[] = [];
  const record = (_kind: string, name: string) => {
    asked.push(name);
    return Promise.resolve({ state: name === 'tool:change:1' || name === 'tool:artifact:repo/a.tgz' ? 'found' : 'absent' });
  };
  return { asked, of: visibleLinks(hidden_, { record } as unknown as RecordLoaders) };
}

describe('Links that somebody may know of', () => {
  it('lead to nothing hidden: by kind without a question, by classification after one', async () => {
    const { asked, of } = visible(hidden);
    expect((await of(links)).map(({ reference }) => reference)).toEqual(['tool:change:open', 'tool:artifact:repo/a.tgz', 'other:incident:I2']);
    expect(asked).toEqual(['tool:change:1', 'tool:change:2', 'tool:change:gone', 'tool:artifact:repo/a.tgz']);
  });

  it('are all there are where nothing is hidden, and cost nothing', async () => {
    const { asked, of } = visible([]);
    expect(await of(links)).toBe(links);
    expect(asked).toEqual([]);
  });
});
