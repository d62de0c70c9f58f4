import { judging } from '../../domain/ports/ask.ts';
import type { Rest } from './client.ts';
import type { Instance } from './instance.ts';
import { reach } from './reach.relation.ts';

const shown = (className: string, id: string, fields: object): readonly [string, object] => [`${className}::${id}`, { code: 0, message: '', class: className, key: id, fields: { id, ...fields } }];

/** An iTop that answers the graph as given, and lets these items be read. */
function instanceOf(related: object, readable: readonly (readonly [string, object])[]): Instance {
  const rest: Rest = ({ params, schema }) => Promise.resolve(schema.parse(params.operation === 'core/get_related'
    ? related
    : { code: 0, message: `Found: ${readable.length}`, objects: readable.length === 0 ? null : Object.fromEntries(readable) }));
  return { name: 'itop', url: 'https://itop.example', rest, clock: { now: () => new Date('2026-11-23T05:00:00Z') }, options: { correlation: {}, classification: {}, software: {}, statusClasses: [] } };
}

const named = (className: string, id: string): readonly [string, object] => shown(className, id, { friendlyname: `${className}${id}` });
const read = (className: string, id: string): readonly [string, object] => shown(className, id, { name: `${className}${id}`, finalclass: className });

function graph(relations: object, ...objects: readonly (readonly [string, object])[]): object {
  return { code: 0, message: 'Scope: 1', objects: Object.fromEntries(objects), relations };
}

describe('iTop\'s reach', () => {
  it('shows an item that is named and cannot be read, and is not complete', async () => {
    const instance = instanceOf(graph({ 'Server::1': [{ key: 'Farm::2' }] }, named('Server', '1'), named('Farm', '2')), [read('Server', '1')]);
    expect((await reach(instance, 'usedBy').relate(['itop:ci:1'], judging)).get('itop:ci:1')).toMatchObject({ items: [{ item: { id: 'itop:ci:2', name: 'Farm2', operationalState: 'UNKNOWN' }, distance: 1 }], isComplete: false });
  });

  it('walks through people and services without counting them, and round rings once', async () => {
    const relations = { 'Server::1': [{ key: 'Service::2' }], 'Service::2': [{ key: 'Farm::2' }], 'Farm::2': [{ key: 'Server::1' }] };
    const instance = instanceOf(graph(relations, named('Server', '1'), named('Service', '2'), named('Farm', '2')), [read('Server', '1'), read('Farm', '2')]);
    const answer = (await reach(instance, 'usedBy').relate(['itop:ci:1'], judging)).get('itop:ci:1');
    expect(answer?.items.map(({ item, distance }) => [item.className, distance])).toEqual([['Farm', 2]]);
  });

  it('does not believe an arrow to what is not shown', async () => {
    const instance = instanceOf(graph({ 'Server::1': [{ key: 'Farm::9' }] }, named('Server', '1')), [read('Server', '1')]);
    await expect(reach(instance, 'usedBy').relate(['itop:ci:1'], judging)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('an item that nothing impacts has an empty reach; one that is not there has none', async () => {
    const instance = instanceOf({ code: 0, message: 'Scope: 1', objects: Object.fromEntries([named('Server', '1')]), relations: [] }, [read('Server', '1')]);
    expect(await reach(instance, 'dependsOn').relate(['itop:ci:1', 'itop:ci:3'], judging)).toEqual(new Map([['itop:ci:1', { items: [], isComplete: true }]]));
  });
});
