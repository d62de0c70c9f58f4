export { startArgoCd } from './argocd.ts';
export type { ArgoCdOptions } from './argocd.ts';
export { argocdCredentials } from './door.ts';
