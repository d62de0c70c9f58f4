import { releaseKey, signedStatement, testReport, type Envelope } from '../bank/signing.ts';
import type { StoryRelease } from '../bank/story.ts';
import type { StoredEvidence, StoredFile } from './data.ts';
import { digestsOf } from './digests.ts';

const minute = 60_000;

/** What the pipeline says of each file of a release whose tests the story tells: where it was built, and how its suites ended. */
export function attested(release: StoryRelease, file: StoredFile, before: number): readonly StoredEvidence[] {
  if (release.suites === undefined) return [];
  const built = { buildDefinition: { buildType: 'https://northbank.example/deploy.yml', externalParameters: { revision: release.build.vcsRevision } }, runDetails: { builder: { id: 'https://northbank.example/runners' } } };
  const envelopes = [signedStatement(releaseKey, [file.sha256], 'https://slsa.dev/provenance/v1', built), testReport(releaseKey, file.sha256, 'PASSED', release.suites)];
  const createdAt = new Date(Date.parse(release.build.startedAt) + 30 * minute).toISOString();
  return envelopes.map((envelope, nth) => storedEvidence(envelope, JSON.stringify(envelope), { file, number: before + nth + 1, createdAt, createdBy: 'ci', isVerified: true }));
}

interface Keeping {
  readonly file: StoredFile;
  readonly number: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly isVerified: boolean;
}

/** As the library keeps an envelope that came as this text. */
export function storedEvidence({ payload }: Envelope, text: string, { file, number, createdAt, createdBy, isVerified }: Keeping): StoredEvidence {
  const statement = JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) as Readonly<Record<string, unknown>>;
  const predicateType = typeof statement['predicateType'] === 'string' ? statement['predicateType'] : null;
  const { repo, path, name, sha256 } = file;
  return {
    subject: { repo, path, name, sha256 }, name: `${slugOf(predicateType)}-${number}.json`, sha256: digestsOf(Buffer.from(text)).sha256,
    predicateType, predicate: statement['predicate'] ?? null, createdAt, createdBy, isVerified, envelope: text,
  };
}

export function slugOf(predicateType: string | null): string {
  return (predicateType ?? 'generic').replace(/^https?:\/\//, '').replaceAll(/[^A-Za-z0-9]+/g, '-');
}
