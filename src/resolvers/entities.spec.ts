import 'reflect-metadata';
import { createLoaders, type LoaderPorts } from '../loaders/index.ts';
import { keysOf } from '../schema/federation.ts';
import type { RequestContext } from './context.ts';
import { entitiesOf } from './entities.ts';

const kept = { releases: ['release:1', 'release:2'], plans: ['plan:1', 'plan:2'], assessments: ['assessment:1', 'assessment:2'], freezes: ['freeze:1', 'freeze:2'], waivers: ['waiver:1', 'waiver:2'], deployments: ['deployment:1', 'deployment:2'] };
const person = (email: string) => ({ id: `person:${email}`, name: email, email });

/** A hub that writes down what is asked of it; every record that is asked for is there, save those of the key "gone". */
function scene(): { readonly asked: string[]; readonly context: RequestContext } {
  const asked: string[] = [];
  const found = (what: string, names: readonly string[], of: (name: string) => object): Promise<Map<string, object>> => {
    asked.push(`${what} ${names.join()}`);
    return Promise.resolve(new Map(names.map((name) => [name, of(name)])));
  };
  const store = (what: keyof typeof kept) => ({ byIds: (ids: readonly string[]) => found(what, ids.filter((id) => kept[what].includes(id)), (id) => ({ id, key: `${id} key` })) });
  const ports = {
    ...Object.fromEntries(Object.keys(kept).map((what) => [what, store(what as keyof typeof kept)])),
    releases: { ...store('releases'), byKeys: (keys: readonly string[]) => found('releases by key', keys.filter((key) => key !== 'gone'), (key) => ({ id: 'release:1', key })) },
    hidden: [],
    records: {
      // A tool that answers to the label "CHG0030001", and whose change it knows by another id.
      readAtHand: () => undefined,
      read: (kind: string, names: readonly string[]) => found(kind, names, (name) => (name.endsWith(':gone') ? { state: 'absent', fetchedAt: '' } : { state: 'found', value: { kind, id: name.replace('CHG0030001', '46c7') } })),
    },
  } as unknown as LoaderPorts;
  const hub = {
    catalogue: { environment: (name: string) => (name === 'production' ? { name, isProduction: true, policy: 'production' } : undefined) },
    connections: { byName: () => undefined }, people: { ofEmail: person },
  };
  return { asked, context: { hub, loaders: createLoaders(ports, { purpose: 'page', maxAgeMs: 0 }) } as unknown as RequestContext };
}

async function answers(representations: readonly unknown[], context = scene().context): Promise<readonly unknown[]> {
  const settled = await Promise.allSettled(entitiesOf(representations, context));
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message));
}

const ids: Readonly<Record<string, (nth: number) => string>> = {
  Release: (nth) => `release:${nth}`, DeploymentPlan: (nth) => `plan:${nth}`, Assessment: (nth) => `assessment:${nth}`, Freeze: (nth) => `freeze:${nth}`, Waiver: (nth) => `waiver:${nth}`,
  Deployment: (nth) => `deployment:${nth}`, Environment: () => 'environment:production', Person: (nth) => `person:p${nth}@bank.example`,
  Change: (nth) => `servicenow:change:${nth}`, WorkItem: (nth) => `jira:work-item:${nth}`, PlannedVersion: (nth) => `jira:version:${nth}`, Artifact: (nth) => `artifactory:artifact:a/b:${nth}`,
  Build: (nth) => `artifactory:build:${nth}`, ReleaseBundle: (nth) => `artifactory:bundle:${nth}`, ConfigurationItem: (nth) => `servicenow:ci:${nth}`, Service: (nth) => `servicenow:service:${nth}`,
  Incident: (nth) => `servicenow:incident:${nth}`, Problem: (nth) => `servicenow:problem:${nth}`, KnowledgeArticle: (nth) => `servicenow:knowledge:${nth}`, ChangeWindow: (nth) => `servicenow:window:${nth}`,
  AccountRecord: (nth) => `servicenow:account:${nth}`, Licence: (nth) => `servicenow:licence:${nth}`, Entitlement: (nth) => `servicenow:entitlement:${nth}`,
};
const nouns = Object.keys(keysOf);

it.each(nouns)('finds a %s by its id, many in one load', async (noun) => {
  const { asked, context } = scene();
  const [one, two] = [1, 2].map((nth) => ids[noun]?.(nth));
  expect(await answers([{ __typename: noun, id: one }, { __typename: noun, id: two }, { __typename: noun, id: one }], context)).toMatchObject([{ id: one }, { id: two }, { id: one }]);
  expect(asked.length).toBe(['Environment', 'Person'].includes(noun) ? 0 : 1);
});

it('asks once per kind for what is mixed, in whatever order', async () => {
  const { asked, context } = scene();
  const mixed = [1, 2].flatMap((nth) => ['Release', 'Change', 'WorkItem', 'Waiver'].map((noun) => ({ __typename: noun, id: ids[noun]?.(nth) })));
  expect(await answers(mixed, context)).toMatchObject(mixed.map(({ id }) => ({ id })));
  expect(asked.map((one) => one.split(' ')[0]).toSorted()).toEqual(['change', 'releases', 'waivers', 'work-item']);
});

it('finds a release by its key and an environment by its name', async () => {
  const { asked, context } = scene();
  expect(await answers([{ __typename: 'Release', key: 'a' }, { __typename: 'Release', key: 'b' }, { __typename: 'Environment', name: 'production' }], context)).toMatchObject([{ key: 'a' }, { key: 'b' }, { id: 'environment:production' }]);
  expect(asked).toEqual(['releases by key a,b']);
});

it('answers null for what is not there', async () => {
  expect(await answers([{ __typename: 'Release', id: 'release:9' }, { __typename: 'Release', key: 'gone' }, { __typename: 'Environment', name: 'moon' }, { __typename: 'Change', id: 'servicenow:change:gone' }])).toEqual([null, null, null, null]);
});

describe('a representation', () => {
  it.each<readonly [string, unknown, string]>([
    ['of a noun that there is not', { __typename: 'Token', id: 'x' }, 'representations[1] names no noun of this hub in __typename: "Token".'],
    ['of a type that is no noun', { __typename: 'ApiToken', id: 'token:1' }, '"ApiToken"'],
    ['of a word that every object knows', { __typename: 'constructor', id: 'x' }, '"constructor"'],
    ['without a type', { id: 'release:1' }, 'in __typename: nothing'],
    ['that is no object', 'release:1', 'in __typename: nothing'],
    ['that is null', null, 'in __typename: nothing'],
    ['without a key', { __typename: 'Release', name: 'x' }, 'representations[1]: Release is found by id or key, a text, and id is nothing.'],
    ['with a key that is no text', { __typename: 'Change', id: { key: 1 } }, 'id is {"key":1}'],
    ['with an empty key', { __typename: 'Release', key: '' }, 'key is ""'],
    ['with the id of another noun', { __typename: 'Release', id: 'plan:1' }, '"plan:1" is not the id of a Release.'],
    ['with the id of a record of another kind', { __typename: 'Change', id: 'servicenow:incident:1' }, '"servicenow:incident:1" is not the id of a Change.'],
    ['with the id of nothing', { __typename: 'Change', id: 'CHG0030001' }, 'is not the id of a Change.'],
    ['with a label instead of an id', { __typename: 'Change', id: 'servicenow:change:CHG0030001' }, 'Change "servicenow:change:CHG0030001" is another one than its id says.'],
    ['whose two keys name two things', { __typename: 'Release', id: 'release:1', key: 'another' }, 'Release "release:1" is another one than its key says.'],
  ])('%s costs itself alone, and asks for nothing of another noun', async (_title, wrong, words) => {
    const { asked, context } = scene();
    const [before, told, after] = await answers([{ __typename: 'Waiver', id: 'waiver:1' }, wrong, { __typename: 'Waiver', id: 'waiver:2' }], context);
    expect([before, after]).toMatchObject([{ id: 'waiver:1' }, { id: 'waiver:2' }]);
    expect(told).toContain(words);
    expect(asked.filter((one) => !/^(waivers waiver:1,waiver:2|releases release:1|change servicenow:change:CHG0030001)$/.test(one))).toEqual([]);
  });
});
