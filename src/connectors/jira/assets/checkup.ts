import type { Checkup } from '../../../domain/ports/checkup.ts';
import { allowed } from '../../../domain/ports/checkup.ts';
import { permissions } from '../about.ts';
import { listing } from './aql.ts';
import type { Workspace } from './workspace.ts';

/** A search of everything: whoever may see no schema finds nothing, and is told nothing about it. */
export function createCheckup(workspace: Workspace, account: string | null): Checkup {
  const search = workspace.search.bind(workspace, listing({ text: null, typeName: null, attribute: null }), 1);
  return {
    async signIn(ask) {
      await search(ask, 'proving that Jira Assets answers our account');
      return { account, version: null };
    },
    looks: [{
      use: 'READ', what: 'objects', permission: permissions.objects,
      tell: async (ask) => ((await search(ask, 'looking whether we may read objects')).objects.length > 0 ? allowed : { isAllowed: null, because: 'a search of everything finds nothing: there is nothing, or our account sees no schema' }),
    }],
  };
}
