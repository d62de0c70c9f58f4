export { installViews } from './install.ts';
export { views, viewsVersion } from './list.ts';
export { grantsSql, isRoleName, readerRole, revokesSql } from './reader.ts';
export { fullName, type View, type ViewColumn } from './view.ts';
