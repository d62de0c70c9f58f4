// Writes the software bill of materials of what is shipped to stdout or to the file named: CycloneDX 1.5 JSON, the same bytes for the same package-lock.json.
// Made by ourselves: npm sbom --omit dev leaves out what is shipped and needed for tests too (it listed 131 of 239; zod and ws were not among them).
import { readFileSync, writeFileSync } from 'node:fs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const { name, version, license, description } = read('package.json');
const { packages } = read('package-lock.json');
const modules = 'node_modules/';
const shipped = Object.entries(packages).filter(([where, { dev, devOptional }]) => where !== '' && dev !== true && devOptional !== true);
const nameOf = (where) => where.slice(where.lastIndexOf(modules) + modules.length);
const purlOf = (its, number) => `pkg:npm/${its.replace('@', '%40')}@${number}`;
const refOf = (where) => (where === '' ? purlOf(name, version) : `${purlOf(nameOf(where), packages[where].version)}#${where}`);

/** Where Node finds a package that is asked for from there: in its own node_modules, or in one above it. */
function foundFrom(where, wanted) {
  for (let folder = where; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf(`/${modules}`)))) {
    const place = `${folder === '' ? '' : `${folder}/`}${modules}${wanted}`;
    if (packages[place] !== undefined) return place;
    if (folder === '') return null;
  }
}

const component = ([where, one]) => ({
  'type': 'library', 'bom-ref': refOf(where), 'name': nameOf(where), 'version': one.version, 'purl': purlOf(nameOf(where), one.version), 'scope': one.optional === true ? 'optional' : 'required',
  'licenses': [/[ ()]/.test(one.license ?? '') ? { expression: one.license } : { license: { id: one.license } }],
  'hashes': [{ alg: 'SHA-512', content: Buffer.from(one.integrity.slice('sha512-'.length), 'base64').toString('hex') }],
});

const dependency = ([where, { dependencies = {}, optionalDependencies = {}, peerDependencies = {} }]) => {
  const found = Object.keys({ ...peerDependencies, ...optionalDependencies, ...dependencies }).map((wanted) => foundFrom(where, wanted));
  return { ref: refOf(where), dependsOn: [...new Set(found.filter((place) => place !== null && shipped.some(([one]) => one === place)).map(refOf))].sort() };
};

const bom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json', bomFormat: 'CycloneDX', specVersion: '1.5', version: 1,
  metadata: { component: { 'type': 'application', 'bom-ref': refOf(''), name, version, description, 'purl': purlOf(name, version), 'licenses': [{ license: { id: license } }] } },
  components: shipped.map(component),
  dependencies: [['', packages['']], ...shipped].map(dependency),
};
const text = `${JSON.stringify(bom, null, 2)}\n`;
const [, , file] = process.argv;
if (file === undefined) process.stdout.write(text);
else writeFileSync(file, text);
