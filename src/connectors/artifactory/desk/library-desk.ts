import type { LibraryDesk } from '../../../domain/ports/desk.ts';
import type { ArtifactoryClient } from '../client.ts';
import { attachEvidence } from './attach-evidence.ts';
import { promoteBuild } from './promote-build.ts';
import { promoteBundle } from './promote-bundle.ts';
import { stamp } from './stamp.ts';

/** What we write into the library; every write is read back. */
export function libraryDesk(client: ArtifactoryClient): LibraryDesk {
  return {
    stamp: (artifact, properties, ask) => stamp(client, artifact, properties, ask),
    promoteBuild: (order, ask) => promoteBuild(client, order, ask),
    promoteBundle: (order, ask) => promoteBundle(client, order, ask),
    attachEvidence: (artifact, envelope, ask) => attachEvidence(client, artifact, envelope, ask),
  };
}
