import type { ServiceDeclaration } from '../../domain/environment.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Discovery, Draft } from './draft.ts';
import { rules } from './rules.ts';

/** What configuration itself says belongs to every release of a service: its record, and per environment the item that holds the running version. */
export function declaredByConfiguration(service: ServiceDeclaration | undefined): Discovery {
  const declared = { identity: null, origin: 'DECLARED', by: rules.configuration, isSettled: true } as const;
  const targets = Object.entries(service?.targets ?? {}).map(([environment, { connection, match }]): Draft =>
    ({ ...declared, relation: 'CONFIGURATION_ITEM', reference: formatReference(connection, 'ci', match), environment }));
  const record = service?.record == null ? [] : [{ ...declared, relation: 'SERVICE' as const, reference: service.record, environment: null }];
  return { drafts: [...record, ...targets], gaps: [], dropped: new Set() };
}
