import type { Instant } from '../domain/instant.ts';
import type { Person } from '../domain/person.ts';
import type { Evidence } from '../domain/readiness.ts';
import type { SourceRecord } from '../domain/source.ts';
import type { RecordFacts } from './facts.ts';
import type { Absent, Unknown } from './fact.ts';

/** What a gate found about one thing it looked at; a verdict is made of them. */
export interface Finding {
  readonly outcome: 'PASS' | 'FAIL' | 'UNKNOWN';
  /** One sentence, ending in a full stop. */
  readonly because: string;
  readonly actual: string;
  readonly evidence: readonly Evidence[];
  /** Identities and decided values only: what the facts digest covers. */
  readonly restsOn: readonly string[];
  readonly remedy: string | null;
  readonly remedyUrl: string | null;
  readonly responsible: readonly Person[];
  readonly passesFromAt: Instant | null;
}

type Told = Pick<Finding, 'because' | 'actual'> & Partial<Finding>;

export function finding(outcome: Finding['outcome'], told: Told): Finding {
  return { outcome, evidence: [], restsOn: [], remedy: null, remedyUrl: null, responsible: [], passesFromAt: null, ...told };
}

/** Evidence: this field of this record says this. */
export function says(record: SourceRecord, field: string, value: string | null, label: string = record.label): Evidence {
  return { source: record.source, recordId: record.id, field, label, value, url: record.source.url };
}

/** What is wrong with a record before any gate looks into it: unread, missing, or of a tool that does not count here. Null when it can be looked into. */
export function unusable<T extends SourceRecord>(facts: RecordFacts<T>): Finding | null {
  const { source, record } = facts;
  const evidence = [{ source, recordId: record.state === 'known' ? record.value.id : null, field: null, label: source.key, value: null, url: source.url }];
  if (facts.discountedBecause !== null) {
    return finding('FAIL', {
      because: `${source.key} does not count: ${facts.discountedBecause}.`, actual: `${source.key} of ${source.connection}`, evidence, restsOn: [`${facts.reference} discounted`],
      remedy: `Link the record of the production tool instead of ${facts.reference}, or take this one out with a reason.`, remedyUrl: source.url,
    });
  }
  if (record.state === 'absent') {
    return finding('FAIL', {
      because: `${source.connection} has no ${source.key}, or hides it from Muster.`, actual: `${source.key} not found`, evidence, restsOn: [`${facts.reference} absent`],
      remedy: `Look ${source.key} up in ${source.connection}: mend the link, or let Muster's account see it.`, remedyUrl: source.url,
    });
  }
  return record.state === 'unknown' ? unread(facts, source.key, record.problem.message) : null;
}

/** Something about a record could not be read: nobody knows, and nobody's not knowing is a yes. */
export function unread(facts: RecordFacts<SourceRecord>, what: string, problem: string): Finding {
  const { source } = facts;
  return finding('UNKNOWN', {
    because: `${what} could not be read from ${source.connection}: ${problem.replace(/\.$/, '')}.`, actual: `${what} unread`, restsOn: [`${facts.reference} unread`],
    evidence: [{ source, recordId: facts.record.state === 'known' ? facts.record.value.id : null, field: null, label: what, value: null, url: source.url }],
    remedy: `Judge again once ${source.connection} answers; its connection page says what is wrong.`, remedyUrl: source.url,
  });
}

/** Something beyond single records could not be learnt; `what` reads on from "nobody can tell". */
export function unlearnt(what: string, fact: Unknown | Absent): Finding {
  const why = fact.state === 'unknown' ? fact.problem.message.replace(/\.$/, '') : 'who keeps it says that it is not there';
  return finding('UNKNOWN', {
    because: `Nobody can tell ${what}: ${why}.`, actual: `${what}: unknown`, restsOn: [`${what} unknown`],
    remedy: 'Judge again; if it stays so, the connection pages say what is wrong.',
  });
}

/** A field this gate needs is hidden or empty. */
export function hidden(facts: RecordFacts<SourceRecord>, field: string, what: string): Finding {
  const { source } = facts;
  return finding('UNKNOWN', {
    because: `${source.connection} does not say ${what} of ${source.key}.`, actual: `${what} of ${source.key} hidden`, restsOn: [`${facts.reference} ${field} hidden`],
    evidence: [{ source, recordId: facts.record.state === 'known' ? facts.record.value.id : null, field, label: source.key, value: null, url: source.url }],
    remedy: `Fill in ${what} of ${source.key}, or let Muster's account in ${source.connection} read it.`, remedyUrl: source.url,
  });
}
