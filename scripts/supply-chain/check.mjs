// What is installed, as package-lock.json says it: whole (a SHA-512 of every package, no address of any registry, no package from anywhere else),
// above the floors of known vulnerabilities, under licences that we may ship, and running scripts at installation only where that is known.
// Usage: node scripts/supply-chain/check.mjs [LOCKFILE]; prints every complaint and exits 1, else one line and 0. Needs nothing installed, asks nobody.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [, , file = path.join(root, 'package-lock.json')] = process.argv;
const read = (name) => JSON.parse(readFileSync(name, 'utf8'));
const { floors, exceptions: excepted } = read(new URL('floors.json', import.meta.url));
const exceptions = excepted.flatMap(({ where, ...one }) => where.map((place) => ({ ...one, where: place })));
const { licences, scripts } = read(new URL('allowed.json', import.meta.url));
const lock = read(file);

const installed = Object.entries(lock.packages).filter(([where]) => where !== '').map(([where, one]) => ({ where, name: one.name ?? where.slice(where.lastIndexOf('node_modules/') + 'node_modules/'.length), ...one }));
const shipped = installed.filter(({ dev, devOptional }) => dev !== true && devOptional !== true);

/** 1.2.3 or 1.2.3-rc.1, which stands before it. */
function parts(version) {
  const [, major, minor, patch, before] = /^(\d+)\.(\d+)\.(\d+)(?:-([^+]+))?/.exec(version) ?? [];
  return major === undefined ? null : [Number(major), Number(minor), Number(patch), before === undefined ? 1 : 0];
}

function isBelow(one, other) {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && one[at] < other[at];
}

function isVulnerable(version, fixed) {
  const its = parts(version);
  if (its === null) return true;
  const mended = fixed.map(parts);
  const sameMajor = mended.filter(([major]) => major === its[0]);
  if (sameMajor.length > 0) return sameMajor.every((one) => isBelow(its, one));
  return its[0] < Math.max(...mended.map(([major]) => major));
}

/** "(MIT OR CC0-1.0)" wants one of them, "(MIT AND BSD-3-Clause)" both; anything that is harder to read is not allowed. */
function isAllowed(licence) {
  const text = String(licence ?? '').replace(/^\((.*)\)$/, '$1');
  if (text.includes('(')) return false;
  return text.split(' OR ').some((some) => some.split(' AND ').every((one) => licences.includes(one)));
}

const complaints = [
  ...(lock.lockfileVersion === 3 ? [] : [`lockfileVersion is ${lock.lockfileVersion}: write it with npm 7 or newer`]),
  ...installed.flatMap(({ where, integrity, resolved, link, version }) => [
    ...(/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '') ? [] : [`${where}: no SHA-512 of what is to be installed`]),
    ...(resolved === undefined ? [] : [`${where}: "resolved" names where it was downloaded; the lockfile holds no addresses`]),
    ...(link === true || parts(version ?? '') === null ? [`${where}: is no version of a registry`] : []),
  ]),
  ...installed.flatMap(({ where, name, version }) => floors.filter((floor) => floor.package === name && isVulnerable(version, floor.fixed))
    .filter(() => !exceptions.some((one) => one.package === name && one.version === version && one.where === where))
    .map(({ fixed, advisory, reason }) => `${where}: ${version} is below ${fixed.join(' / ')} (${advisory}: ${reason})`)),
  ...exceptions.filter(({ where, version }) => lock.packages[where]?.version !== version).map(({ where, version }) => `floors.json: the exception for ${where} ${version} is of no use any more: remove it`),
  ...exceptions.filter(({ where }) => shipped.some((one) => one.where === where)).map(({ where }) => `floors.json: ${where} is shipped: no exception is made for what is`),
  ...floors.filter((floor) => !installed.some(({ name }) => name === floor.package)).map((floor) => `floors.json: ${floor.package} is not installed any more: remove its floor`),
  ...shipped.filter(({ license }) => !isAllowed(license)).map(({ where, license }) => `${where}: its licence ${license ?? '(none told)'} is not among those that may be shipped (scripts/supply-chain/allowed.json)`),
  ...installed.filter(({ hasInstallScript, name }) => hasInstallScript === true && !scripts.includes(name)).map(({ where }) => `${where}: runs a script when it is installed: look at it, then name it in scripts/supply-chain/allowed.json`),
];

for (const complaint of complaints) console.error(complaint);
if (complaints.length === 0) console.log(`${installed.length} packages, ${shipped.length} of them shipped: whole, above ${floors.length} floors, licences allowed.`);
process.exitCode = complaints.length === 0 ? 0 : 1;
