import type { ConnectorAbout } from '../connector.ts';

/** What to ask the administrator for. */
export const permissions = {
  read: 'Read on the release repositories and on the build-info repositories; no administrator rights are needed',
  scans: 'Xray: Read on the indexed repositories',
  properties: 'For properties: Annotate on the release repositories',
  promotion: 'For promotion of builds: Read on the source and Deploy on the target repository, Deploy on the build',
  bundles: 'For bundles: Read, and Promote to the environment',
  evidence: 'For evidence: Annotate on the repository; the Evidence service enabled, and a token with the audience of all services',
} as const;

/** What an administrator must know before Muster reads and writes a JFrog platform. */
export const about: ConnectorAbout = {
  product: 'Artifactory',
  tool: 'JFrog Artifactory (REST, AQL), Xray v1 and v2, Release Lifecycle v2, Evidence v1 and OneModel GraphQL',
  reads: [
    'Artifacts by place (repo/path/name), by identity, by sha256 wherever they stand, by the builds they are labelled with, by name',
    'With the option `classification`: the property that classifies files, which restricted records may go by; one with two values of it, or whose properties were not told, is hidden',
    'All artifacts page by page with their properties, in the order they were modified; copies that kept an old date at the end of each round',
    'Container images: digest, platforms and layers of manifest.json and list.manifest.json',
    'Build info by name and number, also in the projects and build repositories that the options name; runs of one number told apart by their start; build statuses',
    'Release bundles v2 with their state, versions, artifacts and promotions',
    'Evidence of artifacts, with whether the platform could check its signature',
    'What cosign keeps beside container images: signatures and attestations under the tags sha256-….sig and sha256-….att of the same repository, at most 20 of a tag',
    'Predefined webhooks of the domains artifact, artifact_property, docker, build, release_bundle_v2 and release_bundle_v2_promotion, by X-JFrog-Event-Auth: which artifact, build or bundle to read again',
    'State of the Xray scan and counts by severity; clean is believed only after a status of DONE',
  ],
  writes: [
    'Properties of an artifact: adds or replaces those given, reads them back',
    'Promotion of a build by copy, posted once; done only when every file stands in the target with its sha256',
    'Promotion of a release bundle to an environment by copy, posted once and followed to its end',
    'Evidence: a DSSE envelope on an artifact, the same statement once',
  ],
  permissions: Object.values(permissions),
  limits: [
    'AQL queries are at most 6,000 characters, three at a time; a result cut at 500,000 rows is never called whole',
    'The tool limits before it checks permissions: lists by name are never called complete',
    'Scan states are asked one artifact at a time, at most 20 for a page; the rest is UNKNOWN there',
    'Builds are read one call each, and are not synchronised as a whole: the tool has no bulk read of build info',
    'Webhooks carry no id and no moment: the same bytes again within ten seconds are one delivery, and a secret that is sent instead of signed with may be read on the way',
    'Virtual and remote repositories: name the physical one, for a remote its cache (npm-remote-cache)',
    'Environment variables in build info are never read',
    'A bundle promotion that takes longer than five minutes is answered as it then stands, and followed on when asked again',
  ],
  unverified: [
    'Escape of , ; = | and \\ in properties (what was written is read back)',
    'Whether copying renews `modified` or `updated` of a file; a changed property renews neither as far as is known, and is then seen when the artifact is next read',
    'That AQL compares texts with $gt in the same order as it sorts them (documented operator; no record is skipped when it does not sort)',
    'Whether source_repo_path and target_repo_path of a webhook name repositories or whole places (both are read), whether the platform sends again what was not taken, and the data of release bundle events (taken by the names of the lifecycle API)',
    'Levels of messages of a promotion inside a 200; release bundles below Enterprise X',
    'How evidence search names the folder of a file at a repository\'s root (sent empty)',
    'That an envelope stands below /artifactory at its downloadPath (the vendor\'s command line reads it so), and that a sigstore bundle keeps it in dsseEnvelope',
    'That every layer of a tag is a file sha256__… in its folder, also one that was pushed with another image before (one that is not there makes the signature unreadable, never valid)',
    'What a platform without the Evidence service answers (403 and 404 are taken for that, and only for container images)',
    'Summaries of container images (is their sha256 the manifest\'s?); whether Xray leaves `issues` out of a clean summary',
  ],
};
