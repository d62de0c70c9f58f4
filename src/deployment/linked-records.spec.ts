import { acting } from '../domain/ports/ask.ts';
import type { Link } from '../domain/release.ts';
import { actingChanges, assemblyOf, countingLinks, readLinked } from './linked-records.ts';
import type { DeploymentPorts } from './ports.ts';
import { aLink, production, Scene, somebody } from './testing/scene.ts';
import { absent, found, ToldRecords, unreadable } from './testing/told-records.ts';

const scene = new Scene();
const exclusion: Link['excluded'] = { because: 'It is of 2.5.0.', by: somebody, at: '2026-11-03T00:00:00.000Z', needsAgreement: false, agreedBy: null };
const connections: DeploymentPorts['connections'] = {
  all: [],
  byName: (name) => (['servicenow', 'servicenow-test'].includes(name) ? { ...scene.tools.connection(), isProduction: name === 'servicenow' } : undefined),
};
const change = (key: string, more: Partial<Link> = {}): Link => aLink('CHANGE', `servicenow:change:${key}`, more);
const ofTest = aLink('CHANGE', 'servicenow-test:change:1');

describe('what belongs to a release', () => {
  it('is what the graph answers about it, and nothing where it has no answer', async () => {
    const links = [change('1')];
    const graph: DeploymentPorts['graph'] = { assemble: (releases) => Promise.resolve(new Map(releases.map(({ key }) => [key, { links, gaps: [] }]))) };
    expect(await assemblyOf(scene.release, graph, acting)).toEqual({ links, gaps: [] });
    expect(await assemblyOf(scene.release, { assemble: () => Promise.resolve(new Map()) }, acting)).toEqual({ links: [], gaps: [] });
  });
});

describe('links that count for production', () => {
  it.each<[string, Link, boolean]>([
    ['one of this environment', change('1'), true],
    ['one of every environment', change('1', { environment: null }), true],
    ['one of another environment', change('1', { environment: 'staging' }), false],
    ['one of another relation', aLink('WORK_ITEM', 'servicenow:work-item:1'), false],
    ['one that was taken out', change('1', { excluded: exclusion }), false],
    ['one of a test connection', ofTest, false],
    ['one of a connection that is gone', aLink('CHANGE', 'gone:change:1'), false],
    ['one whose reference is none', aLink('CHANGE', 'CHG0030001', { identity: null }), false],
    ['one that is read where its record lives, whatever it was called', change('1', { reference: 'gone:change:1' }), true],
    ['one that nobody has read yet, by its reference', change('1', { identity: null }), true],
  ])('%s: %s', (_title, link, counts) => {
    expect(countingLinks({ links: [link], gaps: [] }, 'CHANGE', production, connections)).toEqual(counts ? [link] : []);
  });

  it('are not asked where they are from before production', () => {
    expect(countingLinks({ links: [ofTest], gaps: [] }, 'CHANGE', { ...production, isProduction: false }, connections)).toEqual([ofTest]);
  });
});

describe('the records behind links', () => {
  it('are read in one call, each once, by identity where it is known', async () => {
    const told = new ToldRecords();
    told.readings = { change: { 'servicenow:change:1': found('one'), 'servicenow:change:CHG2': absent } };
    const links = [change('1', { reference: 'servicenow:change:CHG1' }), change('1', { id: 'link:again' }), change('CHG2', { identity: null })];
    expect(await readLinked('change', links, told.port(), acting)).toEqual([{ link: links[0], reading: found('one') }, { link: links[1], reading: found('one') }, { link: links[2], reading: absent }]);
    expect(told.asked).toEqual([['change', 'servicenow:change:1', 'servicenow:change:CHG2']]);
  });

  it('are not asked for where there are none, and left out where there is no answer', async () => {
    const told = new ToldRecords();
    expect(await readLinked('change', [], told.port(), acting)).toEqual([]);
    expect(told.asked).toEqual([]);
    expect(await readLinked('change', [change('1')], told.port(), acting)).toEqual([]);
  });
});

describe('the changes that a deployment acts under', () => {
  async function actedUnder(links: readonly Link[], told = new ToldRecords()): Promise<Awaited<ReturnType<typeof actingChanges>>> {
    const graph: DeploymentPorts['graph'] = { assemble: () => Promise.resolve(new Map([[scene.release.key, { links, gaps: [] }]])) };
    return actingChanges(scene.release, production, { graph, connections, records: told.port() }, acting);
  }

  it('are those declared or matched by correlation, each once, never one that was merely discovered', async () => {
    const links = [change('1'), change('2', { origin: 'CORRELATED' }), change('1', { id: 'link:again' }), change('3', { origin: 'DISCOVERED' })];
    expect(await actedUnder(links)).toEqual({ ids: ['servicenow:change:1', 'servicenow:change:2'], unreadable: [] });
  });

  it('are those that count alone', async () => {
    expect(await actedUnder([ofTest, aLink('WORK_ITEM', 'servicenow:work-item:1')])).toEqual({ ids: [], unreadable: [] });
  });

  it('are read where only what people call them is known; what cannot be read is told', async () => {
    const told = new ToldRecords();
    told.readings = { change: { 'servicenow:change:CHG2': found({ id: 'servicenow:change:2' }), 'servicenow:change:CHG3': absent, 'servicenow:change:CHG4': unreadable } };
    const links = [change('1'), ...['CHG2', 'CHG3', 'CHG4'].map((key) => change(key, { identity: null }))];
    expect(await actedUnder(links, told)).toEqual({ ids: ['servicenow:change:1', 'servicenow:change:2'], unreadable: ['servicenow:change:CHG3', 'servicenow:change:CHG4'] });
    expect(told.asked).toEqual([['change', 'servicenow:change:CHG2', 'servicenow:change:CHG3', 'servicenow:change:CHG4']]);
  });
});
