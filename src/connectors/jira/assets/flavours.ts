import { dataCenter } from '../data-center.ts';
import { searchCloud } from './cloud.search.ts';
import { searchDataCenter } from './data-center.search.ts';
import type { AssetsFlavour } from './workspace.ts';

/** Assets of Cloud, at an origin of its own (apis/README.md §8). Its objects' pages stand at the site, which the connection does not know. */
export const cloudAssets: AssetsFlavour = { system: 'JIRA_ASSETS', refusedSignIn: () => undefined, pageOf: () => null, search: searchCloud };

/** Assets of Data Center, beside Jira itself, whose door it shares (apis/README.md §6, §8). */
export const dataCenterAssets: AssetsFlavour = {
  system: 'JIRA_ASSETS_DATA_CENTER',
  refusedSignIn: dataCenter.refusedSignIn,
  pageOf: (url, id) => `${url.replace(/\/+$/, '')}/secure/ShowObject.jspa?id=${id}`,
  search: searchDataCenter,
};
