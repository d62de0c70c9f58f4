export { heedAuthorization } from './heed.ts';
export { matrix, type Row } from './matrix.ts';
export { writeRefusal } from './written.ts';
