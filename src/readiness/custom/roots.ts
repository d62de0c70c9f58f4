import type { LinkRelation } from '../../domain/release.ts';
import type { SourceRecord } from '../../domain/source.ts';
import type { Fact } from '../fact.ts';
import type { AskedName, Facts, RecordFacts, TroubleFacts } from '../facts.ts';
import { unlearnt, unusable, type Finding } from '../finding.ts';
import { troubleFindings } from '../reach.ts';
import type { Incident, Problem } from '../../domain/incident.ts';
import * as vocabulary from './vocabulary.ts';
import type { Subject, Word } from './word.ts';

/** One thing of a root, with what findings say of it. */
export interface Told {
  readonly value: object;
  readonly subject: Subject;
  readonly identity: string;
  readonly url: string | null;
  /** What is wrong with it whatever an expression says: unread, missing, or of a tool that does not count. */
  readonly standing: Finding | null;
}

/** A root as one judgement finds it. */
export interface Gathered {
  readonly things: readonly Told[];
  /** What is not among the things and could not be learnt; with any, the list is not whole, and reading it as one is untold. */
  readonly standing: readonly Finding[];
}

/** A variable of the language. */
export interface Root {
  readonly type: string;
  readonly about: string;
  readonly isList: boolean;
  readonly relations: readonly LinkRelation[];
  readonly asks: readonly AskedName[];
  /** "no work item": what there is when it is empty, and then no gate passes; null: none is an answer. */
  readonly nothing: string | null;
  gather(facts: Facts): Gathered;
}

const subjectOf = (label: string, record: SourceRecord | null): Subject => ({ label, record, ledger: [] });

function plain<T>(word: Word<T>, from: T, subject: Subject, identity: string, url: string | null = null): Told {
  return { value: word.tell(from, subject), subject, identity, url, standing: null };
}

function own<T>(word: Word<T>, about: string, nothing: string | null, read: (facts: Facts) => { readonly from: T; readonly label: string; readonly identity: string } | null): Root {
  return {
    type: word.name, about, isList: false, relations: [], asks: [], nothing,
    gather(facts) {
      const found = read(facts);
      if (found === null) return { things: [], standing: [] };
      return { things: [plain(word, found.from, subjectOf(found.label, null), found.identity)], standing: [] };
    },
  };
}

function records<T extends SourceRecord, F extends RecordFacts<T>>(word: Word<F>, about: string, relation: LinkRelation, nothing: string, read: (facts: Facts) => readonly F[], isList = true): Root {
  return {
    type: isList ? `list<${word.name}>` : word.name, about, isList, relations: [relation], asks: [], nothing,
    gather(facts) {
      return { things: read(facts).map((one) => tellRecord<T, F>(word, one)), standing: [] };
    },
  };
}

function tellRecord<T extends SourceRecord, F extends RecordFacts<T>>(word: Word<F>, facts: F): Told {
  const record = facts.record.state === 'known' ? facts.record.value : null;
  const subject = subjectOf(record?.label ?? facts.source.key, record);
  return { value: word.tell(facts, subject), subject, identity: record?.id ?? facts.reference, url: facts.source.url, standing: unusable(facts) };
}

function trouble<T extends Incident | Problem>(word: Word<T>, about: string, name: 'openIncidents' | 'openProblems', what: string, read: (facts: Facts) => Fact<readonly TroubleFacts<T>[]>): Root {
  return {
    type: `list<${word.name}>`, about, isList: true, relations: ['CONFIGURATION_ITEM'], asks: ['reach', name], nothing: null,
    gather(facts) {
      const open = read(facts);
      const looked = troubleFindings<T>(facts, { what, open, judge: () => null });
      const standing = looked.length === 0 ? [unlearnt('which services the release reaches', { state: 'absent', fetchedAt: facts.judgedAt })] : looked.filter(({ outcome }) => outcome !== 'PASS');
      const all = open.state === 'known' ? open.value.flatMap((one) => (one.open.state === 'known' ? one.open.value : [])) : [];
      const distinct = [...new Map(all.filter(({ isOpen }) => isOpen !== false).map((one) => [one.id, one])).values()];
      return { things: distinct.map((one) => plain(word, one, subjectOf(one.label, one), one.id, one.source.url)), standing };
    },
  };
}

/** Every variable of the language, by its name. */
export const roots: Readonly<Record<string, Root>> = {
  release: own(vocabulary.release, 'The release that is judged.', null, ({ release }) => ({ from: release, label: release.key, identity: release.key })),
  environment: own(vocabulary.environment, 'The environment that it would go to.', null, ({ environment }) => ({ from: environment, label: environment.name, identity: environment.name })),
  plan: own(vocabulary.plan, 'The newest deployment plan for the environment.', 'no deployment plan', ({ plan, release }) => (plan === null ? null : { from: plan, label: `the plan of ${release.key}`, identity: `${plan.plan.id} version ${plan.plan.version}` })),
  changes: records(vocabulary.change, 'The changes of the release for the environment.', 'CHANGE', 'no change', ({ changes }) => changes),
  workItems: records(vocabulary.workItem, 'The work items of the release.', 'WORK_ITEM', 'no work item', ({ workItems }) => workItems),
  artifacts: records(vocabulary.artifact, 'The artifacts of the release.', 'ARTIFACT', 'no artifact', ({ artifacts }) => artifacts),
  items: records(vocabulary.item, 'The configuration items of the release.', 'CONFIGURATION_ITEM', 'no configuration item', ({ items }) => items),
  target: records(vocabulary.item, 'The item that holds the running version of the service in the environment.', 'CONFIGURATION_ITEM', 'no item that holds the running version', ({ target }) => (target === null ? [] : [target]), false),
  stakeholders: {
    type: `list<${vocabulary.stakeholder.name}>`, about: 'The stakeholders of the release.', isList: true, relations: [], asks: [], nothing: 'no stakeholder',
    gather: ({ stakeholders }) => ({ standing: [], things: stakeholders.map((one) => plain(vocabulary.stakeholder, one, subjectOf(one.person.name, null), `${one.role} ${one.person.id}`)) }),
  },
  deployments: {
    type: `list<${vocabulary.deployment.name}>`, about: 'How the release stands in each environment, by Muster’s own records.', isList: true, relations: [], asks: ['deployments'], nothing: 'no deployment',
    gather: ({ asked: { deployments } }) => (deployments.state !== 'known'
      ? { things: [], standing: [unlearnt('where the release was deployed', deployments)] }
      : { standing: [], things: deployments.value.map((one) => plain(vocabulary.deployment, one, subjectOf(`the deployment to ${one.environment}`, null), one.id)) }),
  },
  openIncidents: trouble(vocabulary.incident, 'What is open about the services that the items of the release reach.', 'openIncidents', 'open incidents', ({ asked }) => asked.openIncidents),
  openProblems: trouble(vocabulary.problem, 'Problems that are open about those services.', 'openProblems', 'open problems', ({ asked }) => asked.openProblems),
};
