// Prints what is shipped, one package a line: name, version, licence (tab-separated), as package-lock.json says it. With --count: how many of each licence.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
const shipped = Object.entries(packages).filter(([where, { dev, devOptional }]) => where !== '' && dev !== true && devOptional !== true)
  .map(([where, { version, license }]) => ({ name: where.slice(where.lastIndexOf('node_modules/') + 'node_modules/'.length), version, licence: license ?? '(none told)' }));

if (process.argv.includes('--count')) {
  for (const [licence, its] of [...Map.groupBy(shipped, ({ licence }) => licence)].sort(([, a], [, b]) => b.length - a.length)) console.log(`${its.length}\t${licence}`);
} else {
  for (const { name, version, licence } of shipped.sort((a, b) => (a.name < b.name ? -1 : 1))) console.log(`${name}\t${version}\t${licence}`);
}
