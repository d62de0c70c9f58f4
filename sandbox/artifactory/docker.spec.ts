import { createHash, generateKeyPairSync } from 'node:crypto';
import { signedImage } from '../bank/signing.ts';
import { pushImage, pushSignatures, type Pusher } from './pusher.ts';
import { adminToken, visitor, type Visitor } from './visitor.ts';

interface Folder { readonly children: readonly { readonly uri: string }[] }
interface Manifest { readonly layers: readonly { readonly digest: string; readonly annotations?: Readonly<Record<string, string>> }[] }

let at: Visitor;
let pusher: Pusher;
beforeEach(async () => {
  at = await visitor();
  pusher = { url: at.tool.url, token: adminToken, repository: 'docker-local' };
});
afterEach(async () => { await at.tool.close(); });

const childrenOf = async (folder: string): Promise<readonly string[]> => (await at.call<Folder>(`/artifactory/api/storage/docker-local/${folder}`)).body.children.map(({ uri }) => uri);

describe('a registry', () => {
  it('keeps a tag as a folder, with the manifest whose sha256 is the digest and each layer by its own', async () => {
    const digest = await pushImage(pusher, 'pay/api', '2.4.0', 'a layer');
    const children = await childrenOf('pay/api/2.4.0');
    expect(children).toHaveLength(3);
    expect(children).toEqual(expect.arrayContaining(['/manifest.json', `/sha256__${createHash('sha256').update('a layer').digest('hex')}`]));
    expect((await at.call<{ readonly checksums: { readonly sha256: string } }>('/artifactory/api/storage/docker-local/pay/api/2.4.0/manifest.json')).body.checksums.sha256).toBe(digest);
  });

  it('keeps what cosign signs beside the image, under a tag named by its digest', async () => {
    const digest = await pushImage(pusher, 'pay/api', '2.4.0', 'a layer');
    const signature = signedImage(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, digest, 'sha256');
    await pushSignatures(pusher, 'pay/api', digest, [signature]);
    const { body: { layers } } = await at.call<Manifest>(`/artifactory/docker-local/pay/api/sha256-${digest}.sig/manifest.json`);
    expect(layers).toMatchObject([{ annotations: { 'dev.cosignproject.cosign/signature': signature.signature } }]);
    const kept = await at.call<string>(`/artifactory/docker-local/pay/api/sha256-${digest}.sig/${layers[0]?.digest.replace(':', '__') ?? ''}`);
    expect(kept.headers.get('content-type')).toContain('octet-stream');
    expect(kept.body).toBe(signature.payload);
    expect((await at.call<Manifest>(`/artifactory/api/docker/docker-local/v2/pay/api/manifests/sha256-${digest}.sig`)).body).toEqual({ ...(await at.call<object>(`/artifactory/docker-local/pay/api/sha256-${digest}.sig/manifest.json`)).body });
  });

  it('refuses a manifest of layers that nobody pushed, and bytes of another digest', async () => {
    const put = (path: string, body: string) => at.call(`/artifactory/api/docker/docker-local/v2/${path}`, { method: 'PUT', token: adminToken, body });
    expect((await put('pay/manifests/1', JSON.stringify({ layers: [{ digest: `sha256:${'a'.repeat(64)}` }] }))).status).toBe(400);
    expect((await put('pay/manifests/1', 'no manifest')).status).toBe(400);
    expect((await put(`pay/blobs/uploads/x?digest=sha256:${'a'.repeat(64)}`, 'other bytes')).status).toBe(400);
  });
});
