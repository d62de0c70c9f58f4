import { GraphQLError } from 'graphql';
import type { Viewer } from '../domain/person.ts';
import type { AskedOperation } from './limits/index.ts';
import { rehearse, type Rehearsed } from './rehearsal.ts';

interface Told { readonly asked: unknown[]; readonly measured: AskedOperation[]; readonly viewers: Viewer[]; readonly warned: string[] }

/** Rehearses before an Apollo that answers so. */
async function rehearsed(answers: () => readonly GraphQLError[]): Promise<Told> {
  const told: Told = { asked: [], measured: [], viewers: [], warned: [] };
  await rehearse({
    apollo: { executeOperation: ((asked: unknown) => {
      told.asked.push(asked);
      return Promise.resolve().then(() => ({ body: { kind: 'single', singleResult: { errors: answers() } } }));
    }) as never },
    measure: (asked) => { told.measured.push(asked); return { cost: 1, isIntrospection: false }; },
    contextOf: (viewer) => { told.viewers.push(viewer); return {} as never; },
    log: { warn: (_about: object, message: string) => { told.warned.push(message); } } as unknown as Rehearsed['log'],
  });
  return told;
}

describe('the page that a hub asks itself for', () => {
  it('is that of a release that nobody created, as somebody who may look and do nothing', async () => {
    const { asked, measured, viewers, warned } = await rehearsed(() => []);
    expect(asked).toEqual([expect.objectContaining({ operationName: 'ReleaseShow', variables: { key: expect.stringMatching(/^rehearsal-[0-9a-f-]{36}$/) as string } })]);
    expect(measured).toEqual(asked);
    expect(viewers.map(({ roles }) => roles)).toEqual([['VIEWER']]);
    expect(warned).toEqual([]);
  });

  it.each<[string, () => readonly GraphQLError[]]>([
    ['has errors', () => [new GraphQLError('no')]], ['cannot be answered', () => { throw new Error('the database is away'); }],
  ])('keeps nobody out when it %s, and is told in the log', async (_name, answers) => {
    expect((await rehearsed(answers)).warned).toHaveLength(1);
  });
});
