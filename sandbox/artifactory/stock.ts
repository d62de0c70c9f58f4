import { libraryRepository } from '../bank/artifacts.ts';
import type { Story, StoryArtifact, StoryRelease, StoryService } from '../bank/story.ts';
import { attested } from './attested.ts';
import type { ArtifactoryData, BuildInfo, Scan, StoredFile } from './data.ts';
import { fullPath } from './data.ts';
import { digestsOf } from './digests.ts';
import { buildInstant } from './instants.ts';
import { issuesOf } from './issues.ts';

/** Where the security team keeps copies only administrators see: what makes a page short before it is the last. */
export const quarantineRepository = 'quarantine-local';

const minute = 60_000;

/** Translates the story's packages into Artifactory's files, builds, bundles and scans. */
export function stockArtifactory(story: Story): ArtifactoryData {
  const data: ArtifactoryData = {
    repositories: {
      [libraryRepository]: { isHidden: false, isIndexed: true },
      'libs-production-local': { isHidden: false, isIndexed: true },
      // What a remote repository fetched stands in its cache, and only that name is in AQL's rows.
      'npm-remote-cache': { isHidden: false, isIndexed: true },
      'docker-local': { isHidden: false, isIndexed: true },
      'scratch-local': { isHidden: false, isIndexed: false },
      [quarantineRepository]: { isHidden: true, isIndexed: false },
    },
    files: {}, blobs: {}, scans: {}, builds: [], bundles: [], promotions: [], evidence: [],
  };
  for (const release of story.releases) stockRelease(data, release, story.services.find(({ key }) => key === release.serviceKey));
  return data;
}

function stockRelease(data: ArtifactoryData, release: StoryRelease, service: StoryService | undefined): void {
  const files = release.artifacts.map((artifact) => stockFile(data, artifact, release));
  for (const file of files) data.evidence.push(...attested(release, file, data.evidence.length));
  const info = buildInfo(release, files, service);
  data.builds.push({ project: null, info });
  data.bundles.push({
    name: release.serviceKey, version: release.version, createdAt: later(release.build.startedAt, 10 * minute),
    build: { name: release.build.name, number: release.build.number, started: info.started },
    files: files.map((file) => fullPath(file.repo, file.path, file.name)),
  });
}

function stockFile(data: ArtifactoryData, artifact: StoryArtifact, release: StoryRelease): StoredFile {
  const bytes = Buffer.from(artifact.content, 'utf8');
  const at = later(release.build.startedAt, 4 * minute);
  const file: StoredFile = {
    ...digestsOf(bytes), repo: artifact.repository, path: artifact.path, name: artifact.name, size: bytes.length,
    createdAt: at, createdBy: 'ci', modifiedAt: at, modifiedBy: 'ci',
    properties: {
      'build.name': [release.build.name], 'build.number': [release.build.number],
      'build.timestamp': [String(Date.parse(release.build.startedAt))], 'vcs.revision': [release.build.vcsRevision],
    },
  };
  const copies = isQuarantined(file) ? [file, { ...file, repo: quarantineRepository }] : [file];
  for (const one of copies) data.files[fullPath(one.repo, one.path, one.name)] = one;
  data.blobs[file.sha256] = bytes.toString('base64');
  data.scans[file.sha256] = scanOf(artifact, file, at);
  return file;
}

/** About one file in eight, by its digest. */
function isQuarantined(file: StoredFile): boolean {
  return parseInt(file.sha1.slice(0, 2), 16) % 8 === 0;
}

function scanOf(artifact: StoryArtifact, file: StoredFile, uploadedAt: string): Scan {
  if (artifact.scan === 'never') return { outcome: 'never', finishedAt: uploadedAt, issues: [] };
  return { outcome: 'finished', finishedAt: later(uploadedAt, 3 * minute), issues: artifact.scan === 'vulnerable' ? issuesOf(file.sha256) : [], licences: artifact.licences ?? ['Apache-2.0', 'MIT'] };
}

function buildInfo(release: StoryRelease, files: readonly StoredFile[], service: StoryService | undefined): BuildInfo {
  const repository = service?.repository ?? release.serviceKey;
  const page = `https://github.northbank.example/${repository}`;
  return {
    version: '1.0.1', name: release.build.name, number: release.build.number, type: 'GENERIC',
    agent: { name: 'GitHub Actions', version: '2.330.0' }, buildAgent: { name: 'jfrog-cli-go', version: '2.83.0' },
    started: buildInstant(release.build.startedAt), durationMillis: 4 * minute, artifactoryPrincipal: 'ci',
    url: `${page}/actions/runs/${release.build.number}`,
    vcs: [{ url: `${page}.git`, revision: release.build.vcsRevision, branch: 'main', message: `Release ${release.version}` }],
    modules: [{
      id: `northbank:${release.serviceKey}:${release.version}`, type: 'generic',
      artifacts: files.map(({ repo, path, name, sha1, sha256, md5 }) => ({ type: 'tgz', name, path: `${path}/${name}`, originalDeploymentRepo: repo, sha1, sha256, md5 })),
    }],
    issues: {
      tracker: { name: 'JIRA', version: '1001.0.0' }, aggregateBuildIssues: false, aggregationBuildStatus: '',
      affectedIssues: release.workItems.map(({ key, title }) => ({ key, url: `https://northbank.atlassian.example/browse/${key}`, summary: title, aggregated: false })),
    },
    statuses: [{ status: 'Tested', comment: 'all suites passed', repository: libraryRepository, timestamp: buildInstant(later(release.build.startedAt, 30 * minute)), user: 'ci', ciUser: 'ci' }],
    // What a careless pipeline leaves in the open; whoever shows builds must strip it (apis/README.md §9).
    properties: { 'buildInfo.env.CI': 'true', 'buildInfo.env.GITHUB_REPOSITORY': repository, 'buildInfo.env.DEPLOY_PASSWORD': 'sandbox-leaked-by-the-pipeline' },
  };
}

function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}
