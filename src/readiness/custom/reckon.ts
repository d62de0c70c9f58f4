import type { Facts } from '../facts.ts';
import { finding, type Finding } from '../finding.ts';
import type { Compiled } from './compile.ts';
import { costOf } from './cost.ts';
import type { CustomGateDefinition } from './custom-gate.ts';
import { limits } from './limits.ts';
import type { Gathered, Root, Told } from './roots.ts';
import { Untold } from './untold.ts';
import type { Word } from './word.ts';

/** What a custom gate asks of every judgement. */
export interface Question {
  readonly definition: CustomGateDefinition;
  readonly compiled: Compiled;
  /** Set for LIST.all(x, …): what is asked of each of them. */
  readonly perRecord: { readonly list: string; readonly variable: string; readonly inner: Compiled } | null;
  readonly read: readonly { readonly name: string; readonly root: Root }[];
}

const evidenceTold = 20;

/** One custom gate before the facts of one judgement. */
export class Reckoning {
  readonly #question: Question;
  readonly #facts: Facts;
  readonly #gathered: ReadonlyMap<string, Gathered>;
  readonly #variables: Readonly<Record<string, unknown>>;

  constructor(question: Question, facts: Facts, parameters: Word<Readonly<Record<string, unknown>>>, given: Readonly<Record<string, unknown>>) {
    this.#question = question;
    this.#facts = facts;
    this.#gathered = new Map(question.read.map(({ name, root }) => [name, root.gather(facts)]));
    const own = { judgedAt: new Date(facts.judgedAt), parameters: parameters.tell(given, { label: "the policy's parameters", record: null, ledger: [] }) };
    this.#variables = question.read.reduce((variables, { name, root }) => Object.defineProperty(variables, name, { get: () => valueOf(root, this.#of(name)) }), own);
  }

  /** A finding for each thing that stands, and one for each record asked or for the expression as a whole. */
  findings(mayBeEmpty: boolean): readonly Finding[] {
    const { read, perRecord } = this.#question;
    const standing = read.flatMap(({ name }) => [...this.#of(name).standing, ...this.#of(name).things.flatMap((one) => one.standing ?? [])]);
    const needed = read.filter(({ root }) => root.nothing !== null);
    const empty = needed.filter(({ name }) => this.#of(name).things.length === 0 && this.#of(name).standing.length === 0);
    if (empty.length > 0 && (!mayBeEmpty || empty.length === needed.length)) return standing.concat(mayBeEmpty || empty.length === needed.length ? [] : empty.map(({ root }) => this.#lacking(root)));
    const cost = this.#cost();
    if (cost > limits.steps) return [...standing, this.#unknown(null, `It would take ${cost} steps on these facts, and ${limits.steps} are the most`)];
    if (perRecord === null || this.#of(perRecord.list).things.length === 0) return [...standing, this.#ask(this.#question.compiled, null, this.#variables)];
    const { list, variable, inner } = perRecord;
    const each = this.#of(list).things.filter((one) => one.standing === null).map((one) => this.#ask(inner, one, Object.defineProperty(Object.create(this.#variables) as Record<string, unknown>, variable, { value: one.value })));
    return [...standing, ...each];
  }

  #of(name: string): Gathered {
    return this.#gathered.get(name) ?? { things: [], standing: [] };
  }

  #ask(compiled: Compiled, about: Told | null, variables: Readonly<Record<string, unknown>>): Finding {
    try {
      const answer = compiled.run(variables);
      if (answer === true) return finding('PASS', { ...this.#about(about, 'meets it'), because: this.#question.definition.sentence, actual: `${this.#label(about)}: so it is` });
      if (answer === false) return finding('FAIL', { ...this.#about(about, 'does not meet it'), because: this.#because(about), actual: `${this.#label(about)}: not so`, remedy: this.#question.definition.remedy, remedyUrl: about?.url ?? null });
      return this.#unknown(about, 'The expression answered neither true nor false');
    } catch (error) {
      return this.#unknown(about, error instanceof Untold ? error.message : summaryOf(error));
    }
  }

  #unknown(about: Told | null, why: string): Finding {
    return finding('UNKNOWN', {
      ...this.#about(about, 'is untold'), because: `Nobody can tell of ${this.#label(about)} whether this holds: ${this.#question.definition.sentence.replace(/\.$/, '')}. ${why.replace(/\.$/, '')}.`, actual: `${this.#label(about)}: unknown`,
      remedy: `Fill in what is missing, or let Muster's account read it; then judge again.`, remedyUrl: about?.url ?? null,
    });
  }

  #lacking({ nothing }: Root): Finding {
    const { release, environment } = this.#facts;
    return finding('FAIL', { because: `${release.key} has ${nothing ?? 'nothing'} in ${environment.name}.`, actual: nothing ?? 'nothing', restsOn: [nothing ?? 'nothing'], remedy: this.#question.definition.remedy });
  }

  #about(about: Told | null, said: string): Partial<Finding> {
    const things = about === null ? this.#question.read.flatMap(({ name }) => this.#of(name).things) : [about];
    const evidence = things.flatMap(({ subject }) => subject.ledger).slice(0, evidenceTold);
    return { evidence, restsOn: about === null ? [`expression ${said}`, ...things.map(({ identity }) => identity)] : [`${about.identity} ${said}`] };
  }

  #label(about: Told | null): string {
    return about?.subject.label ?? this.#facts.release.key;
  }

  #because(about: Told | null): string {
    const { because, sentence } = this.#question.definition;
    return because === null ? `${this.#label(about)} does not meet the rule "${sentence}"` + '.' : because.replaceAll('{label}', this.#label(about));
  }

  #cost(): number {
    const lengths = Object.fromEntries(this.#question.read.map(({ name }) => [name, this.#of(name).things.length]));
    return costOf(this.#question.compiled.tree, lengths, longestWithin(this.#facts));
  }
}

function valueOf(root: Root, { things, standing }: Gathered): unknown {
  if (standing[0] !== undefined) throw new Untold(standing[0].because);
  if (root.isList) return things.map(({ value }) => value);
  if (things[0] === undefined) throw new Untold(`There is ${root.nothing ?? 'nothing'}.`);
  return things[0].value;
}

function summaryOf(error: unknown): string {
  const { summary, message } = error as { readonly summary?: string; readonly message?: string };
  return `The expression could not be reckoned: ${summary ?? message ?? 'no reason was given'}`;
}

/** How long the longest list within a record is. */
function longestWithin({ changes, workItems, artifacts, plan, release }: Facts): number {
  const lengths = [
    ...changes.flatMap(({ approvals, items }) => [approvals, items].map((fact) => (fact.state === 'known' ? fact.value.length : 0))),
    ...workItems.map(({ record }) => (record.state === 'known' ? record.value.fixVersions?.length ?? 0 : 0)),
    ...artifacts.flatMap(({ record }) => (record.state === 'known' ? Object.values(record.value.properties ?? {}).map((values) => Math.max(values.length, Object.keys(record.value.properties ?? {}).length)) : [])),
    plan?.agreements.length ?? 0, release.dependsOn.length,
  ];
  return lengths.reduce((longest, length) => Math.max(longest, length), 0);
}
