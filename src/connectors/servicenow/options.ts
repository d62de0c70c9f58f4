import { z } from 'zod';
import { changeStates, type ChangeState } from '../../domain/change.ts';
import { UserMistake } from '../../domain/error.ts';
import type { ConnectorSettings } from '../connector.ts';

export type KnownState = Exclude<ChangeState, 'UNKNOWN'>;

const known = changeStates.filter((state): state is KnownState => state !== 'UNKNOWN');
/** Kinds whose records a column can classify; accounts, licences and entitlements are restricted whole. */
const classifiable = ['change', 'incident', 'problem', 'ci', 'service', 'knowledge'] as const;
const columnName = z.string().regex(/^[a-z][a-z0-9_]*$/);
const shape = z.strictObject({
  /** Values of change_request.state that the company's change models added, each with the state it stands for: {"-40": "SCHEDULED"}. */
  states: z.record(z.string().regex(/^-?\d{1,9}$/), z.enum(known)).default({}),
  /** Names of the groups whose approvals are of building and testing, and of those whose approvals are of the release; see ApprovalGroups. */
  /** Columns that say how a record is classified, by kind: {"incident": "u_confidentiality"}; their stored values count. Their record's own, never one behind a reference. */
  classifications: z.partialRecord(z.enum(classifiable), columnName).default({}),
  approvals: z.strictObject({ buildAndTest: z.array(z.string().min(1)).min(1), release: z.array(z.string().min(1)).min(1).optional() }).optional(),
});

/** The column that classifies a record, by kind. */
export type ClassifiedBy = Readonly<Partial<Record<(typeof classifiable)[number], string>>>;

/** Who approves what: an approval does not say for which phase it was asked, but the group that it was asked of does. */
export interface ApprovalGroups {
  readonly buildAndTest: ReadonlySet<string>;
  /** Null: every other one, once its change has come to Authorize. */
  readonly release: ReadonlySet<string> | null;
}

export interface InstanceOptions {
  /** Left out where every approval is of the release. */
  readonly approvalGroups?: ApprovalGroups;
  /** By value. */
  readonly states: ReadonlyMap<string, KnownState>;
  readonly classifiedBy: ClassifiedBy;
}

/** UserMistake INVALID for options that this system does not have. */
export function readOptions({ name, options }: ConnectorSettings): InstanceOptions {
  const read = shape.safeParse(options ?? {});
  if (!read.success) throw new UserMistake('INVALID', `${name}: ServiceNow's options are states, e.g. states: {"-40": SCHEDULED} for the value -40 of a change model's own state, each of ${known.join(', ')}; approvals, e.g. approvals: {buildAndTest: [Application development], release: [CAB Approval]} by the groups that approve; and classifications, e.g. classifications: {incident: u_confidentiality} by the column that classifies a record, of ${classifiable.join(', ')}.`, ['options']);
  const { approvals, states, classifications } = read.data;
  const groups = approvals && { buildAndTest: new Set(approvals.buildAndTest), release: approvals.release === undefined ? null : new Set(approvals.release) };
  return { states: new Map(Object.entries(states)), classifiedBy: classifications, ...(groups && { approvalGroups: groups }) };
}
