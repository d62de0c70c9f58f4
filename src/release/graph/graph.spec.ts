import { jest } from '@jest/globals';
import type { Build } from '../../domain/artifact.ts';
import { judging } from '../../domain/ports/ask.ts';
import type { Assembly } from '../../domain/ports/release-graph.ts';
import type { Link } from '../../domain/release.ts';
import { memoryPorts, now, omar, release, type MemoryPorts } from '../memory.fixture.ts';
import { newLink } from '../new-link.ts';
import { artifact, build, change, item, timeout, workItem } from '../tools.fixture.ts';
import { createReleaseGraph } from './index.ts';

const key = 'payments-2.4.0';
const page = { purpose: 'page', maxAgeMs: 60_000 } as const;

function declared(reference: string, relation: Link['relation'], environment: string | null = null): Link {
  return newLink(key, { relation, reference, identity: null, environment, origin: 'DECLARED', by: 'Ines' }, now);
}

async function assemble(ports: MemoryPorts, graph = createReleaseGraph(ports)): Promise<Assembly> {
  return (await graph.assemble([release()], judging)).get(key) ?? { links: [], gaps: [] };
}

const of = ({ links }: Assembly, relation: Link['relation']) => links.filter((link) => link.relation === relation).map(({ reference, origin, environment, by }) => ({ reference, origin, environment, by }));
const references = (assembly: Assembly, relation: Link['relation']) => of(assembly, relation).map(({ reference }) => reference).sort();

describe('discovery of changes', () => {
  it('takes those that carry the key, and those whose text names it as a whole word', async () => {
    const ports = memoryPorts([release()]);
    ports.records.tools.servicenow.records.push(
      change('CHG1', { correlationId: key, title: `Deploy ${key}` }), change('CHG2', { description: `Needed by ${key}.` }),
      change('CHG3', { title: `Deploy ${key}-rc1` }), change('CHG4', { title: `Deploy ${key}1` }), change('CHG5', { correlationId: 'payments-2.3.0' }),
    );
    expect(of(await assemble(ports), 'CHANGE')).toEqual([
      { reference: 'servicenow:change:CHG1', origin: 'CORRELATED', environment: null, by: 'correlation id' },
      { reference: 'servicenow:change:CHG2', origin: 'DISCOVERED', environment: null, by: 'release key in the text' },
    ]);
  });

  it('reads the environment from the items, then from the text, and gives an undecided change to every environment', async () => {
    const ports = memoryPorts([release()]);
    ports.records.tools.servicenow.records.push(
      change('CHG1', { correlationId: key, title: 'to staging, then production' }), change('CHG2', { correlationId: key, title: 'Deploy to Staging' }),
      change('CHG3', { correlationId: key, title: 'to staging and production' }), change('CHG4', { correlationId: key, title: 'to staging' }),
    );
    ports.records.items.set('servicenow:change:sys-CHG1', [item('payments-api-prod', 'Production'), item('edge', null)]);
    ports.records.items.set('servicenow:change:sys-CHG4', [item('a', 'production'), item('b', 'staging')]);
    expect(of(await assemble(ports), 'CHANGE').map(({ environment }) => environment)).toEqual(['production', 'staging', null, null]);
  });

  it('links the items of a change for the environment of the change', async () => {
    const ports = memoryPorts([release()], [declared('servicenow:change:CHG9', 'CHANGE', 'production')]);
    ports.records.tools.servicenow.records.push(change('CHG9'));
    ports.records.items.set('servicenow:change:sys-CHG9', [item('payments-db-prod', null)]);
    const assembly = await assemble(ports);
    expect(of(assembly, 'CONFIGURATION_ITEM')).toContainEqual({ reference: 'servicenow:ci:payments-db-prod', origin: 'DISCOVERED', environment: 'production', by: 'configuration item of the change' });
    expect(assembly.links.find(({ relation }) => relation === 'CHANGE')?.identity).toBe('servicenow:change:sys-CHG9');
  });

  it('leaves a declared change where its link says, and never draws it twice', async () => {
    const ports = memoryPorts([release()], [declared('servicenow:change:CHG1', 'CHANGE', 'staging')]);
    ports.records.tools.servicenow.records.push(change('CHG1', { correlationId: key, title: 'to production' }));
    expect(of(await assemble(ports), 'CHANGE')).toEqual([{ reference: 'servicenow:change:CHG1', origin: 'DECLARED', environment: 'staging', by: 'Ines' }]);
  });

  it('never takes part of a test connection, nor its failure', async () => {
    const ports = memoryPorts([release()]);
    const test = ports.records.tools['sandbox-servicenow'];
    test.records.push(change('CHG1', { correlationId: key }, 'sandbox-servicenow'));
    expect(of(await assemble(ports), 'CHANGE')).toEqual([]);
    test.problem = timeout;
    expect((await assemble(ports)).gaps).toEqual([]);
  });

  it('leaves a change out only when its own text names the release no more', async () => {
    const ports = memoryPorts([release()]);
    const tool = ports.records.tools.servicenow;
    tool.records.push(change('CHG2', { description: `Needed by ${key}.` }));
    await assemble(ports);
    for (const [text, stands] of [['Needed by payments-2.5.0.', false], [null, true], [`Needed by ${key}.`, true]] as const) {
      tool.records.splice(0, 1, change('CHG2', { description: text }));
      expect(references(await assemble(ports), 'CHANGE').length === 1).toBe(stands);
    }
    tool.records.length = 0;
    expect(references(await assemble(ports), 'CHANGE')).toEqual(['servicenow:change:CHG2']);
  });

  it('says later which environment an undecided change is for, and then no other', async () => {
    const ports = memoryPorts([release()]);
    ports.records.tools.servicenow.records.push(change('CHG1', { correlationId: key }));
    expect(of(await assemble(ports), 'CHANGE')).toMatchObject([{ environment: null }]);
    ports.records.items.set('servicenow:change:sys-CHG1', [item('payments-api-prod', 'production')]);
    expect(of(await assemble(ports), 'CHANGE')).toMatchObject([{ environment: 'production' }]);
    ports.records.items.set('servicenow:change:sys-CHG1', [item('payments-api-stag', 'staging')]);
    expect(of(await assemble(ports), 'CHANGE').map(({ environment }) => environment).sort()).toEqual(['production', 'staging']);
  });

  it('draws no record in again that a person took out', async () => {
    const ports = memoryPorts([release()]);
    ports.records.tools.servicenow.records.push(change('CHG1', { correlationId: key }));
    const [link] = (await assemble(ports)).links.filter(({ relation }) => relation === 'CHANGE');
    await ports.releases.exclude(link?.id ?? '', { because: 'a mistake', by: omar, at: now, agreedBy: null, needsAgreement: false });
    ports.records.items.set('servicenow:change:sys-CHG1', [item('payments-api-prod', 'production')]);
    const { links } = await assemble(ports);
    expect(links.filter(({ relation }) => relation === 'CHANGE')).toMatchObject([{ environment: null, excluded: { because: 'a mistake' } }]);
    expect(links.filter(({ by }) => by === 'configuration item of the change')).toEqual([]);
    await ports.releases.addLinks([declared('servicenow:change:CHG1', 'CHANGE', 'production')]);
    expect(of(await assemble(ports), 'CHANGE').map(({ origin }) => origin).sort()).toEqual(['CORRELATED', 'DECLARED']);
  });
});

describe('discovery of the package', () => {
  it('takes the artifacts of a declared build, and the work it lists', async () => {
    const ports = memoryPorts([release()], [declared('artifactory:build:payments/118', 'ARTIFACT')]);
    ports.records.tools.artifactory.records.push(build('118', ['PAY-7']), artifact('api.tgz'), artifact('other.tgz', { buildNumber: '119' }));
    const assembly = await assemble(ports);
    expect(references(assembly, 'ARTIFACT')).toEqual(['artifactory:artifact:libs/api.tgz', 'artifactory:build:payments/118']);
    expect(of(assembly, 'WORK_ITEM')).toEqual([{ reference: 'jira:work-item:PAY-7', origin: 'DISCOVERED', environment: null, by: 'work item in the build' }]);
    expect(ports.records.asked).not.toContain('find builds.ofVersion');
  });

  it('looks for the builds of the version when none is declared', async () => {
    const ports = memoryPorts([release()]);
    ports.records.tools.artifactory.records.push(build('118'), build('119', ['PAY-8']), artifact('api.tgz'), artifact('worker.tgz', { buildNumber: '119' }));
    const assembly = await assemble(ports);
    expect(references(assembly, 'ARTIFACT')).toEqual(['artifactory:artifact:libs/api.tgz', 'artifactory:artifact:libs/worker.tgz']);
    expect(references(assembly, 'WORK_ITEM')).toEqual(['jira:work-item:PAY-8']);
  });

  it('takes the artifacts of a declared bundle', async () => {
    const ports = memoryPorts([release()], [declared('artifactory:bundle:acme/payments/2.4.0', 'ARTIFACT')]);
    ports.records.bundles.set('acme/payments/2.4.0', [artifact('api.tgz')]);
    expect(of(await assemble(ports), 'ARTIFACT')).toContainEqual({ reference: 'artifactory:artifact:libs/api.tgz', origin: 'DISCOVERED', environment: null, by: 'release bundle' });
  });

  it('says a gap, not an empty package, of a declared build that holds nothing', async () => {
    const ports = memoryPorts([release()], [declared('artifactory:build:payments/118', 'ARTIFACT')]);
    expect((await assemble(ports)).gaps).toMatchObject([{ relation: 'WORK_ITEM' }, { relation: 'ARTIFACT', connection: 'artifactory', problem: { code: 'NOT_FOUND' } }]);
  });
});

describe('what a build lists', () => {
  const listed = (name: string, given: Partial<Build['artifacts'][number]> = {}): Build['artifacts'][number] => ({ name, sha256: 'b'.repeat(64), path: `p/${name}`, reference: `artifactory:artifact:libs/p/${name}`, ...given });
  const stood = (repository: string, name: string, sha256 = 'b'.repeat(64)) => artifact(`${repository} ${name}`, { repository, sha256, source: { ...artifact(name).source, reference: `artifactory:artifact:${repository}/p/${name}`, key: `${repository}/p/${name}` }, buildName: null, buildNumber: null });
  const found = async (files: Build['artifacts'], ...standing: readonly ReturnType<typeof stood>[]) => {
    const ports = memoryPorts([release()], [declared('artifactory:build:payments/118', 'ARTIFACT')]);
    ports.records.tools.artifactory.records.push({ ...build('118'), artifacts: files }, ...standing);
    const assembly = await assemble(ports);
    return { at: references(assembly, 'ARTIFACT').filter((one) => one.includes(':artifact:')).map((one) => one.split(':')[2]), gaps: assembly.gaps.map(({ problem }) => problem.message), asked: ports.records.asked };
  };

  it('is what stands at its place, whatever its content is now, and is searched for nowhere else', async () => {
    const { at, gaps, asked } = await found([listed('x')], stood('libs', 'x', 'c'.repeat(64)), stood('old', 'x'));
    expect([at, gaps]).toEqual([['libs/p/x'], []]);
    expect(asked).not.toContain('find artifacts.bySha256');
  });

  it('is found by its content when it moved, best at the same path', async () => {
    expect(await found([listed('x')], stood('released', 'x'), stood('released', 'copy'))).toMatchObject({ at: ['released/p/x'], gaps: [] });
    expect(await found([listed('x', { reference: null, path: null })], stood('a', 'y'), stood('b', 'z'))).toMatchObject({ at: ['a/p/y', 'b/p/z'], gaps: [] });
  });

  it('leaves a gap when it is nowhere', async () => {
    expect(await found([listed('x'), listed('y', { sha256: 'd'.repeat(64) }), listed('z', { sha256: null })], stood('libs', 'x'))).toMatchObject({ at: ['libs/p/x'], gaps: ['artifactory:build:payments/118 lists files that are nowhere to be found: artifactory:artifact:libs/p/y and 1 more'] });
  });

  it('is read in one question for many releases', async () => {
    const other = release({ key: 'payments-2.5.0', version: '2.5.0' });
    const ports = memoryPorts([release(), other], [declared('artifactory:build:payments/118', 'ARTIFACT'), { ...declared('artifactory:build:payments/119', 'ARTIFACT'), releaseKey: other.key }]);
    ports.records.tools.artifactory.records.push(build('118'), build('119'), artifact('a'), artifact('b', { buildNumber: '119' }));
    const assemblies = await createReleaseGraph(ports).assemble([release(), other], judging);
    expect([...assemblies.values()].map((one) => references(one, 'ARTIFACT').slice(0, 1))).toEqual([['artifactory:artifact:libs/a'], ['artifactory:artifact:libs/b']]);
    expect(ports.records.asked.filter((question) => ['read build', 'read artifact'].includes(question))).toEqual(['read build', 'read artifact']);
  });
});

describe('discovery of work items', () => {
  it('takes those planned for the version, and believes no row that is planned for another', async () => {
    const ports = memoryPorts([release()]);
    ports.records.tools.jira.records.push(workItem('PAY-1'), workItem('PAY-2', null), workItem('PAY-3', ['2.5.0']), workItem('LED-1'));
    expect(references(await assemble(ports), 'WORK_ITEM')).toEqual(['jira:work-item:PAY-1', 'jira:work-item:PAY-2']);
  });

  it('takes those of a declared version', async () => {
    const ports = memoryPorts([release({ serviceKey: 'unknown' })], [declared('jira:version:LED/2.4.0', 'WORK_ITEM')]);
    ports.records.tools.jira.records.push(workItem('LED-1'));
    const assembly = (await createReleaseGraph(ports).assemble([release({ serviceKey: 'unknown' })], judging)).get(key);
    expect(assembly?.links.map(({ reference }) => reference)).toContain('jira:work-item:LED-1');
  });

  it('leaves one out only when it was read and is planned for other versions', async () => {
    const ports = memoryPorts([release()]);
    const { jira } = ports.records.tools;
    jira.records.push(workItem('PAY-1'));
    await assemble(ports);
    jira.records.splice(0, 1, workItem('PAY-1', ['2.5.0']));
    expect(references(await assemble(ports), 'WORK_ITEM')).toEqual([]);
    jira.records.splice(0, 1, { ...workItem('PAY-1', null), key: 'MOVED-1' });
    expect(references(await assemble(ports), 'WORK_ITEM')).toEqual(['jira:work-item:PAY-1']);
    jira.records.length = 0;
    expect(references(await assemble(ports), 'WORK_ITEM')).toEqual(['jira:work-item:PAY-1']);
    jira.problem = timeout;
    expect(references(await assemble(ports), 'WORK_ITEM')).toEqual(['jira:work-item:PAY-1']);
  });

  it('does not take a search for whole that leaves out work which says it is planned for the version', async () => {
    const ports = memoryPorts([release()]);
    const { jira, artifactory } = ports.records.tools;
    jira.records.push(workItem('PAY-1'), workItem('PAY-2', ['2.5.0']));
    artifactory.records.push(build('118', ['PAY-1', 'PAY-2', 'PAY-9']));
    expect((await assemble(ports)).gaps).toEqual([]);
    const find = ports.records.find.bind(ports.records);
    ports.records.find = async (question, about, ask, connections) => (await find(question, about, ask, connections)).map((one) => (question === 'work-items.ofVersions' ? { ...one, records: [] } : one));
    const assembly = await assemble(ports);
    expect(assembly.gaps).toMatchObject([{ relation: 'WORK_ITEM', connection: 'jira', rule: 'Jira fix version', problem: { code: 'UNEXPECTED_ANSWER', message: 'its search leaves out PAY-1, which is planned for 2.4.0' } }]);
    expect(references(assembly, 'WORK_ITEM')).toContain('jira:work-item:PAY-1');
  });
});

describe('an assembly', () => {
  it('holds what configuration declares: the service, and the target of each environment', async () => {
    const assembly = await assemble(memoryPorts([release()]));
    expect(of(assembly, 'SERVICE')).toEqual([{ reference: 'servicenow:service:Payments', origin: 'DECLARED', environment: null, by: 'configuration' }]);
    expect(of(assembly, 'CONFIGURATION_ITEM')).toEqual([
      { reference: 'servicenow:ci:payments-api-prod', origin: 'DECLARED', environment: 'production', by: 'configuration' },
      { reference: 'servicenow:ci:payments-api-stag', origin: 'DECLARED', environment: 'staging', by: 'configuration' },
    ]);
  });

  it.each([
    ['servicenow', ['CHANGE', 'CONFIGURATION_ITEM']], ['jira', ['WORK_ITEM']], ['artifactory', ['ARTIFACT', 'WORK_ITEM']],
  ] as const)('keeps every link when %s falls silent, and says what could not be looked for', async (name, relations) => {
    const ports = memoryPorts([release()], [declared('servicenow:change:CHG9', 'CHANGE')]);
    const { tools, items } = ports.records;
    tools.servicenow.records.push(change('CHG1', { correlationId: key }), change('CHG9'));
    items.set('servicenow:change:sys-CHG1', [item('payments-api-prod', 'production')]);
    tools.jira.records.push(workItem('PAY-1'));
    tools.artifactory.records.push(build('118'), artifact('api.tgz'));
    const before = await assemble(ports);
    expect(before.gaps).toEqual([]);
    tools[name].problem = timeout;
    const after = await assemble(ports);
    expect(after.links.map(({ reference, environment }) => `${reference} ${environment ?? ''}`).sort()).toEqual(before.links.map(({ reference, environment }) => `${reference} ${environment ?? ''}`).sort());
    expect([...new Set(after.gaps.map(({ relation }) => relation))].sort()).toEqual([...relations]);
    expect(after.gaps.every((gap) => gap.connection === name && gap.problem.code === 'TIMEOUT')).toBe(true);
  });

  it('says a gap for an answer that was cut', async () => {
    const ports = memoryPorts([release()]);
    ports.records.tools.jira.isComplete = false;
    expect((await assemble(ports)).gaps).toMatchObject([{ relation: 'WORK_ITEM', connection: 'jira', rule: 'Jira fix version', problem: { code: 'UNEXPECTED_ANSWER' } }]);
  });

  it('draws a change whose items cannot be read now for every environment, and writes nothing down that it might regret', async () => {
    const ports = memoryPorts([release()]);
    const { tools } = ports.records;
    tools.servicenow.records.push(change('CHG1', { correlationId: key }));
    ports.records.relate = () => Promise.resolve(new Map([['servicenow:change:sys-CHG1', { state: 'unreadable' as const, problem: timeout }]]));
    const assembly = await assemble(ports);
    expect(of(assembly, 'CHANGE')).toMatchObject([{ environment: null }]);
    expect(assembly.gaps).toMatchObject([{ relation: 'CONFIGURATION_ITEM', rule: 'configuration item of the change' }]);
    expect([...ports.kept.links.values()].filter(({ relation }) => relation === 'CHANGE')).toEqual([]);
  });

  it('writes only what is new, and asks for correlation ids of many releases at once', async () => {
    const other = release({ key: 'payments-2.5.0', version: '2.5.0' });
    const ports = memoryPorts([release(), other]);
    ports.records.tools.servicenow.records.push(change('CHG1', { correlationId: key }), change('CHG5', { correlationId: other.key }));
    const graph = createReleaseGraph(ports);
    const assemblies = await graph.assemble([release(), other], judging);
    expect(ports.records.asked.filter((question) => question === 'find changes.ofReleases')).toHaveLength(1);
    expect(ports.records.asked.filter((question) => question === 'relate change.configurationItems')).toHaveLength(1);
    expect(assemblies.get(other.key)?.links.filter(({ relation }) => relation === 'CHANGE').map(({ reference }) => reference)).toEqual(['servicenow:change:CHG5']);
    const written = jest.spyOn(ports.releases, 'addLinks');
    await graph.assemble([release(), other], judging);
    expect(written).not.toHaveBeenCalled();
  });

  it('is remembered for those who take copies, until links change or it was not whole', async () => {
    const ports = memoryPorts([release()]);
    const graph = createReleaseGraph(ports);
    await graph.assemble([release()], page);
    const { length } = ports.records.asked;
    await graph.assemble([release()], page);
    expect(ports.records.asked).toHaveLength(length);
    await graph.assemble([release()], judging);
    expect(ports.records.asked.length).toBeGreaterThan(length);
    await ports.releases.addLinks([declared('jira:work-item:PAY-9', 'WORK_ITEM')]);
    const again = ports.records.asked.length;
    ports.records.tools.jira.problem = timeout;
    await graph.assemble([release()], page);
    await graph.assemble([release()], page);
    expect(ports.records.asked.length - again).toBeGreaterThan(length);
  });
});
