import { toArtifact } from '../../../../src/connectors/artifactory/translate.ts';
import { aqlSchema } from '../../../../src/connectors/artifactory/wire.ts';
import { believed, type Edition, type Wire } from './wire.ts';
import { digestOf, momentOf, serviceOf } from './words.ts';

/** Files as AQL answers a stretch of the sync: with their properties, neither sorted nor limited. */
export const artifacts: Wire = {
  connection: 'artifactory', system: 'ARTIFACTORY', kind: 'artifact', count: 100_000, pageSize: 2_000,
  bodies: (from, to, edition) => [JSON.stringify({ results: Array.from({ length: to - from }, (_, index) => fileOf(from + index, edition)), range: { start_pos: 0, end_pos: to - from, total: to - from } })],
  decode: ([body], fetchedAt) => believed(aqlSchema, body).results.map((item) => toArtifact(item, { connection: 'artifactory', url: 'https://northbank.jfrog.io', fetchedAt })),
};

function fileOf(number: number, edition: Edition): object {
  const service = serviceOf(number);
  const version = `${number % 7}.${number % 31}.${number}`;
  const properties = { 'build.name': service, 'build.number': String(number), 'build.timestamp': String(1_767_225_600_000 + number), 'vcs.revision': digestOf(`commit ${number}`, 40), 'release.status': edition === 0 ? 'staged' : 'released' };
  return {
    repo: 'libs-release-local', path: `northbank/${service}/${version}`, name: `${service}-${version}.jar`, size: 1_000_000 + number * 17, sha256: digestOf(`file ${number}`, 64),
    modified: momentOf(number + edition * 200_000), properties: Object.entries(properties).map(([key, value]) => ({ key, value })),
  };
}
