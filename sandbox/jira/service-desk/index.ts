export { itemsRoute } from './items.ts';
export { serviceDeskRoutes } from './routes.ts';
export { changeFields, changeStatuses, itemsField, objectNamed, serviceProject, tellServiceDesk } from './tables.ts';
export type { DeskChange } from './tables.ts';
export { deskCandidate } from './candidate.ts';
export { changeView } from './views.ts';
