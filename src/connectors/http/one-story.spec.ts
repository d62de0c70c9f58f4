import { tellsOneStory } from './index.ts';

const byId = ({ id }: { readonly id: string }): string => id;

it.each([
  ['nothing', [], true],
  ['different records', [{ id: '1', state: 'open' }, { id: '2', state: 'done' }], true],
  ['a record told twice alike', [{ id: '1', state: 'open' }, { id: '1', state: 'open' }], true],
  ['a record told in two ways', [{ id: '1', state: 'open' }, { id: '2', state: 'open' }, { id: '1', state: 'done' }], false],
] as const)('%s', (_what, records, isBelieved) => {
  expect(tellsOneStory(records, byId)).toBe(isBelieved);
});
