import { judging } from '../../domain/ports/ask.ts';
import { linkRelations, type Link } from '../../domain/release.ts';
import { memoryPorts, now, release, type MemoryPorts } from '../memory.fixture.ts';
import { newLink } from '../new-link.ts';
import { artifact, build, change, item, timeout, workItem } from '../tools.fixture.ts';
import { createReleaseGraph } from './index.ts';

const key = 'payments-2.4.0';

function world(): MemoryPorts {
  const ports = memoryPorts([release()], [newLink(key, { relation: 'INCIDENT', reference: 'servicenow:incident:INC1', identity: null, environment: null, origin: 'DECLARED', by: 'Ines' }, now)]);
  const { tools, items } = ports.records;
  tools.servicenow.records.push(change('CHG1', { correlationId: key }));
  items.set('servicenow:change:sys-CHG1', [item('payments-api-prod', 'production'), item('edge', null)]);
  tools.jira.records.push(workItem('PAY-1'));
  tools.artifactory.records.push(build('118', ['PAY-7']), artifact('api.tgz'));
  return ports;
}

const told = (links: readonly Link[]) => links.map(({ relation, reference, environment, origin }) => [relation, reference, environment, origin].join(' ')).sort();
/** An answer that does not come while the spec runs. */
const never = (): Promise<never> => new Promise(() => undefined);

describe('assembleApart', () => {
  it.each([[judging], [{ purpose: 'page', maxAgeMs: 60_000 } as const]])('says, relation by relation, what the whole says, and writes down the same (%j)', async (ask) => {
    const [apart, whole] = [world(), world()];
    for (const silent of [false, true]) {
      if (silent) for (const { records: { tools } } of [apart, whole]) tools.artifactory.problem = timeout;
      const part = createReleaseGraph(apart).assembleApart([release()], ask);
      const parts = await Promise.all(linkRelations.map(async (relation) => (await part(relation)).get(key) ?? { links: [], gaps: [] }));
      const assembly = (await createReleaseGraph(whole).assemble([release()], ask)).get(key);
      expect(told(parts.flatMap(({ links }) => links))).toEqual(told(assembly?.links ?? []));
      expect(parts.flatMap(({ gaps }) => gaps.map(({ relation, rule }) => `${relation} ${rule}`)).sort()).toEqual((assembly?.gaps ?? []).map(({ relation, rule }) => `${relation} ${rule}`).sort());
      expect(told([...apart.kept.links.values()])).toEqual(told([...whole.kept.links.values()]));
    }
  });

  it('looks once for a relation, however often it is asked for', async () => {
    const ports = world();
    const part = createReleaseGraph(ports).assembleApart([release()], judging);
    await Promise.all([part('WORK_ITEM'), part('WORK_ITEM'), part('ARTIFACT'), part('CHANGE'), part('CONFIGURATION_ITEM')]);
    for (const question of ['find work-items.ofVersions', 'find builds.ofVersion', 'find changes.ofReleases', 'relate change.configurationItems']) expect(ports.records.asked.filter((asked) => asked === question)).toHaveLength(1);
  });

  it('answers what other tools tell while the change tool has yet to answer', async () => {
    const ports = world();
    const find = ports.records.find.bind(ports.records);
    ports.records.find = (question, about, ask, connections) => (question.startsWith('changes') ? never() : find(question, about, ask, connections));
    const part = createReleaseGraph(ports).assembleApart([release()], judging);
    void part('CHANGE');
    const [packed, work] = await Promise.all([part('ARTIFACT'), part('WORK_ITEM')]);
    expect(told([packed, work].flatMap((assemblies) => assemblies.get(key)?.links ?? []))).toEqual(['ARTIFACT artifactory:artifact:libs/api.tgz  DISCOVERED', 'WORK_ITEM jira:work-item:PAY-1  DISCOVERED', 'WORK_ITEM jira:work-item:PAY-7  DISCOVERED']);
  });
});
