import { judging } from '../../domain/ports/ask.ts';
import type { Assembly } from '../../domain/ports/release-graph.ts';
import type { Release } from '../../domain/release.ts';
import { memoryPorts, now, release } from '../memory.fixture.ts';
import { newLink } from '../new-link.ts';
import { artifact, build, timeout } from '../tools.fixture.ts';
import { createReleaseGraph } from './index.ts';

const page = { purpose: 'page', maxAgeMs: 60_000 } as const;

/** As many releases as nobody reads the builds of, each with a declared build of one file and one piece of work. */
function world() {
  const releases = Array.from({ length: 25 }, (_, index): Release => release({ key: `payments-2.${index}.0`, version: `2.${index}.0` }));
  const ports = memoryPorts(releases, releases.map(({ key }, index) => newLink(key, { relation: 'ARTIFACT', reference: `artifactory:build:payments/${index}`, identity: null, environment: null, origin: 'DECLARED', by: 'Ines' }, now)));
  ports.records.tools.artifactory.records.push(...releases.flatMap((_, index) => [build(String(index), [`PAY-${index}`]), artifact(`api-${index}.tgz`, { buildNumber: String(index) })]));
  return { releases, ports, graph: createReleaseGraph(ports) };
}

const files = (assembly: Assembly | undefined) => (assembly?.links ?? []).map(({ reference }) => reference).filter((reference) => reference.includes(':artifact:'));
const discovered = (ports: ReturnType<typeof world>['ports']) => [...ports.kept.links.values()].filter(({ relation, origin }) => relation === 'ARTIFACT' && origin === 'DISCOVERED').length;

describe('a glance at many packages', () => {
  it('asks once for the files labelled with their builds, reads no build, and writes nothing of it down', async () => {
    const { releases, ports, graph } = world();
    const assemblies = await graph.assemble(releases, page);
    expect(releases.map(({ key }) => files(assemblies.get(key)))).toEqual(releases.map((_, index) => [`artifactory:artifact:libs/api-${index}.tgz`]));
    expect(ports.records.asked.filter((question) => question === 'find artifacts.ofBuilds')).toHaveLength(1);
    expect(ports.records.asked).not.toContain('read build');
    expect(discovered(ports)).toBe(0);
  });

  it('is remembered for other glances, and never answers for the page of one release', async () => {
    const { releases, ports, graph } = world();
    await graph.assemble(releases, page);
    const { length } = ports.records.asked;
    const again = await graph.assemble(releases, page);
    expect(files(again.get(releases[0]?.key ?? ''))).toHaveLength(1);
    expect(ports.records.asked).toHaveLength(length);
    const own = (await graph.assemble(releases.slice(0, 1), page)).get(releases[0]?.key ?? '');
    expect(own?.links.map(({ reference }) => reference)).toContain('jira:work-item:PAY-0');
    expect(ports.records.asked).toContain('read build');
    expect(discovered(ports)).toBe(1);
  });

  it('takes what is linked since its builds were read', async () => {
    const { releases, ports, graph } = world();
    await graph.assemble(releases.slice(0, 3), page);
    ports.records.tools.artifactory.records.splice(0);
    const assemblies = await createReleaseGraph(ports).assemble(releases, page);
    expect(files(assemblies.get(releases[0]?.key ?? ''))).toEqual(['artifactory:artifact:libs/api-0.tgz']);
    expect(assemblies.get(releases[0]?.key ?? '')?.gaps).toEqual([]);
    expect(assemblies.get(releases[9]?.key ?? '')?.gaps).toMatchObject([{ relation: 'ARTIFACT', rule: 'build info', problem: { code: 'NOT_FOUND' } }]);
  });

  it('does not take a package for known to which a build was declared since', async () => {
    const { releases, ports, graph } = world();
    const [first] = releases;
    await graph.assemble(releases.slice(0, 1), page);
    const later = newLink(first?.key ?? '', { relation: 'ARTIFACT', reference: 'artifactory:build:payments/more', identity: null, environment: null, origin: 'DECLARED', by: 'Ines' }, '2026-11-23T13:00:00.000Z');
    await ports.releases.addLinks([later]);
    ports.records.tools.artifactory.records.push(artifact('more.tgz', { buildNumber: 'more' }));
    expect(files((await graph.assemble(releases, page)).get(first?.key ?? '')).toSorted()).toEqual(['artifactory:artifact:libs/api-0.tgz', 'artifactory:artifact:libs/more.tgz']);
  });

  it('leaves a gap for a library that fails, and every link that stands', async () => {
    const { releases, ports, graph } = world();
    await graph.assemble(releases.slice(0, 3), page);
    ports.records.tools.artifactory.problem = timeout;
    const assemblies = await graph.assemble(releases, { ...page, maxAgeMs: 1 });
    expect(files(assemblies.get(releases[0]?.key ?? ''))).toHaveLength(1);
    expect(assemblies.get(releases[9]?.key ?? '')?.gaps).toMatchObject([{ relation: 'ARTIFACT', connection: 'artifactory', problem: timeout }]);
  });

  it.each([judging, { purpose: 'page', maxAgeMs: 0 } as const])('is none when asked live (%j)', async (ask) => {
    const { releases, ports, graph } = world();
    await graph.assemble(releases, ask);
    expect(ports.records.asked.filter((question) => ['read build', 'find artifacts.ofBuilds'].includes(question))).toEqual(['read build']);
    expect(discovered(ports)).toBe(25);
  });
});
