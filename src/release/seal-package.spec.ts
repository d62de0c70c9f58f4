import { createHash } from 'node:crypto';
import type { Link } from '../domain/release.ts';
import { packageDigest, sealPackage } from './index.ts';
import { mistake } from './mistake.fixture.ts';
import { by, ines, memoryPorts, now, omar, release, type MemoryPorts } from './memory.fixture.ts';
import { newLink } from './new-link.ts';
import { artifact, timeout } from './tools.fixture.ts';

const declared = (name: string): Link => newLink('payments-2.4.0', { relation: 'ARTIFACT', reference: `artifactory:artifact:libs/${name}`, identity: null, environment: null, origin: 'DECLARED', by: 'Ines' }, now);
const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
const seal = (ports: MemoryPorts, replace = false) => sealPackage(ports, by(ines), { releaseKey: 'payments-2.4.0', replace });

function packed(...names: string[]): MemoryPorts {
  const ports = memoryPorts([release()], names.map(declared));
  ports.records.tools.artifactory.records.push(...names.map((name, index) => artifact(name, { sha256: index === 0 ? b : a, buildName: null })));
  return ports;
}

describe('packageDigest', () => {
  it('is what sha256sum would write, sorted, and hashed again', () => {
    const text = `${a}  x:artifact:2\n${b}  x:artifact:1\n`;
    const artifacts = [{ sha256: b, reference: 'x:artifact:1' }, { sha256: a, reference: 'x:artifact:2' }];
    expect(packageDigest(artifacts)).toBe(createHash('sha256').update(text).digest('hex'));
    expect(packageDigest(artifacts.toReversed())).toBe(packageDigest(artifacts));
  });
});

describe('sealPackage', () => {
  it('pins the digest of every artifact, read now', async () => {
    const sealed = await seal(packed('api.tgz', 'worker.tgz'));
    expect(sealed.sealed).toMatchObject({
      revision: 1, sealedAt: now, sealedBy: { name: 'Ines' },
      artifacts: [{ reference: 'artifactory:artifact:libs/api.tgz', name: 'api.tgz', sha256: b }, { reference: 'artifactory:artifact:libs/worker.tgz', sha256: a }],
    });
    expect(sealed.sealed?.digest).toBe(packageDigest(sealed.sealed?.artifacts ?? []));
  });

  it('seals a second time only when asked to, as the next revision', async () => {
    const ports = packed('api.tgz');
    await seal(ports);
    expect(await mistake(seal(ports))).toEqual({ code: 'ALREADY_SEALED', path: 'replace' });
    expect((await seal(ports, true)).sealed?.revision).toBe(2);
  });

  it('takes what the build of the version holds', async () => {
    const ports = memoryPorts([release()]);
    ports.records.tools.artifactory.records.push({ kind: 'build', id: 'b', source: artifact('x').source, label: 'payments/118', name: 'payments', number: '118', startedAt: null, url: null, testsPassed: null, vcsRevision: null, vcsRepository: null, artifacts: [], workItemKeys: [] }, artifact('api.tgz'));
    expect((await seal(ports)).sealed?.artifacts.map(({ name }) => name)).toEqual(['api.tgz']);
  });

  it('leaves out what somebody took out', async () => {
    const ports = packed('api.tgz', 'worker.tgz');
    const [first] = ports.kept.links.keys();
    await ports.releases.exclude(first ?? '', { because: 'not ours', by: omar, at: now, agreedBy: null, needsAgreement: false });
    expect((await seal(ports)).sealed?.artifacts.map(({ name }) => name)).toEqual(['worker.tgz']);
  });

  it('refuses an empty package, a missing artifact and one without a digest, and names them', async () => {
    expect(await mistake(seal(memoryPorts([release()])))).toEqual({ code: 'INVALID', path: 'releaseKey' });
    await expect(seal(memoryPorts([release()], [declared('api.tgz')]))).rejects.toMatchObject({ message: expect.stringContaining('artifactory:artifact:libs/api.tgz is not in the library') as string, about: ['artifactory:artifact:libs/api.tgz'] });
    const ports = packed('api.tgz');
    ports.records.tools.artifactory.records.splice(0, 1, artifact('api.tgz', { sha256: null, buildName: null }));
    await expect(seal(ports)).rejects.toThrow('artifactory:artifact:libs/api.tgz has no sha256');
    expect((await ports.releases.byKeys(['payments-2.4.0'])).get('payments-2.4.0')?.sealed).toBeNull();
  });

  it('refuses while the library cannot be asked, or has not told everything', async () => {
    const silent = packed('api.tgz');
    silent.records.tools.artifactory.problem = timeout;
    expect(await mistake(seal(silent))).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    const cut = packed('api.tgz');
    cut.records.tools.artifactory.isComplete = false;
    expect(await mistake(seal(cut))).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    const unread = packed('api.tgz');
    unread.records.read = () => Promise.resolve(new Map());
    await expect(seal(unread)).rejects.toThrow('could not read artifactory:artifact:libs/api.tgz');
  });
});
