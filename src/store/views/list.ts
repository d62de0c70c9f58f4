import { mirrorViews } from './mirror.ts';
import { reportViews } from './report.ts';
import { integer, key, type View } from './view.ts';

/** Grows by one whenever a view or a column is added (docs/decisions/0033); what stood keeps its name, its type and its place. */
export const viewsVersion = 3;

const version: View = {
  schema: 'report', name: 'version', says: 'The version of the views of both schemas, in one row.', from: '(values (1)) as one',
  columns: [integer('number', 'Grows by one whenever a view or a column is added.', `${viewsVersion}`, key)],
};

/** Every view that analysts may read. */
export const views: readonly View[] = [version, ...reportViews, ...mirrorViews];
