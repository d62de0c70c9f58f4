import { z } from 'zod';
import type { Checkup, Look } from '../../domain/ports/checkup.ts';
import { allowed } from '../../domain/ports/checkup.ts';
import { permissions } from './about.ts';
import type { Instance } from './instance.ts';
import { select } from './oql.ts';
import { changeClass } from './translate/change.ts';
import { itemClass, serviceClass } from './translate/item.ts';
import { incidentClass, problemClass } from './translate/trouble.ts';
import { getAnswer } from './wire.ts';

const versionAnswer = z.object({ code: z.literal(0), version: z.string() });

/** One object of each class that is read: iTop says by its code who may not. What may be written it tells nobody. */
export function createCheckup(instance: Instance, account: string | null): Checkup {
  const { rest, options } = instance;
  const read = (className: string): Look => ({
    use: 'READ', what: className, permission: `${permissions.read} (${className})`,
    async tell(ask) {
      await rest({ params: { operation: 'core/get', class: className, key: select(className, []), output_fields: 'id', limit: 1, page: 1 }, schema: getAnswer, ask, doing: `looking whether we may read ${className}` });
      return allowed;
    },
  });
  return {
    // It names nobody: what is told is whom the configuration signs in.
    async signIn(ask) {
      const { version } = await rest({ params: { operation: 'list_operations' }, schema: versionAnswer, ask, doing: 'proving that iTop knows our account' });
      return { account, version: `REST API ${version}` };
    },
    looks: [
      ...[...new Set([changeClass, itemClass, serviceClass, incidentClass, problemClass])].map(read),
      { use: 'WRITE', what: ['changes', ...(options.incidents === undefined ? [] : ['incidents']), ...(options.problems === undefined ? [] : ['problems']), 'running versions'].join(', '), permission: permissions.write },
    ],
  };
}
