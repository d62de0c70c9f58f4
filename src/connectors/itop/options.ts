import { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { ConnectorSettings } from '../connector.ts';

const attribute = z.string().regex(/^[a-z][a-z0-9_]*$/, 'write the code of an attribute, e.g. correlation_id');
const className = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'write the code of a class, e.g. OtherSoftware');
const timeZone = z.string().refine(isTimeZone, 'write the name of a time zone, e.g. Europe/Paris');

/** Under which organization, and for which caller (e-mail), tickets are opened. */
const opening = z.strictObject({ organization: z.string().min(1), caller: z.email().optional() });
export type Opening = z.infer<typeof opening>;

const optionsSchema = z.strictObject({
  /** iTop's dates carry no time zone: this is the `timezone` of its configuration file. Left out, no date is understood. */
  timeZone: timeZone.optional(),
  /** Attributes that hold our correlation ids; iTop has none by itself, a company adds them. */
  correlation: z.strictObject({ change: attribute.optional(), incident: attribute.optional(), problem: attribute.optional() }).default({}),
  /** Attributes that say how an object is classified; iTop has none by itself, a company adds them. */
  classification: z.strictObject({ change: attribute.optional(), incident: attribute.optional(), problem: attribute.optional() }).default({}),
  /** How incidents are opened. Left out, none is. */
  incidents: opening.optional(),
  /** How problems are opened. Left out, none is. */
  problems: opening.optional(),
  /** Where software keeps its version and environment, by class. iTop has neither by itself. */
  software: z.record(className, z.strictObject({ version: attribute.optional(), environment: attribute.optional() })).default({}),
  /** Classes that have a `status`; FunctionalCI itself has none. Name only those that the instance has installed. */
  statusClasses: z.array(className).default(['PhysicalDevice', 'VirtualDevice', 'SoftwareInstance', 'ApplicationSolution', 'BusinessProcess']),
});
export type ITopOptions = z.infer<typeof optionsSchema>;

/** Throws UserMistake INVALID that names the first wrong option. */
export function readOptions({ name, options }: Pick<ConnectorSettings, 'name' | 'options'>): ITopOptions {
  const read = optionsSchema.safeParse(options ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).map(String);
  throw new UserMistake('INVALID', `${name}: ${path.join('.') || 'options'}: ${issue?.message ?? 'not understood'}. iTop takes { timeZone, correlation, classification, incidents, problems, software, statusClasses }.`, ['options', ...path]);
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
