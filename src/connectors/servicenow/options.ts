import { z } from 'zod';
import { changeStates, type ChangeState } from '../../domain/change.ts';
import { UserMistake } from '../../domain/error.ts';
import type { ConnectorSettings } from '../connector.ts';

export type KnownState = Exclude<ChangeState, 'UNKNOWN'>;

const known = changeStates.filter((state): state is KnownState => state !== 'UNKNOWN');
const shape = z.strictObject({
  /** Values of change_request.state that the company's change models added, each with the state it stands for: {"-40": "SCHEDULED"}. */
  states: z.record(z.string().regex(/^-?\d{1,9}$/), z.enum(known)).default({}),
});

export interface InstanceOptions {
  /** By value. */
  readonly states: ReadonlyMap<string, KnownState>;
}

/** UserMistake INVALID for options that this system does not have. */
export function readOptions({ name, options }: ConnectorSettings): InstanceOptions {
  const read = shape.safeParse(options ?? {});
  if (!read.success) throw new UserMistake('INVALID', `${name}: ServiceNow's options are states, e.g. states: {"-40": SCHEDULED} for the value -40 of a change model's own state; each of ${known.join(', ')}.`, ['options']);
  return { states: new Map(Object.entries(read.data.states)) };
}
