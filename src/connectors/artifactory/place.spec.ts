import { keyOf, pinnedKey, placeOf, readPinned } from './place.ts';

const digest = 'a'.repeat(64);

describe('places in the library', () => {
  it.each([
    ['libs/northbank/pay/2.4.0/pay.tgz', { repo: 'libs', path: 'northbank/pay/2.4.0', name: 'pay.tgz' }],
    ['libs/pay.tgz', { repo: 'libs', path: '.', name: 'pay.tgz' }],
    ['docker/img/sha256:0123/manifest.json', { repo: 'docker', path: 'img/sha256:0123', name: 'manifest.json' }],
    ['npm/@scope/pkg/-/pkg-1.0.0.tgz', { repo: 'npm', path: '@scope/pkg/-', name: 'pkg-1.0.0.tgz' }],
  ])('%s goes there and back', (key, place) => {
    expect(placeOf(key)).toEqual(place);
    expect(keyOf(place)).toBe(key);
  });

  it.each(['', 'libs', 'libs/', '/pay.tgz', 'libs//pay.tgz', 'libs/../x', 'libs/./x', 'libs/a\nb'])('%j names no file', (key) => {
    expect(placeOf(key)).toBeNull();
    expect(readPinned(key)).toBeNull();
  });

  it('an identity pins the content, an "@" in a name does not', () => {
    const place = { repo: 'npm', path: '@scope/pkg', name: 'x@1.0.0.tgz' };
    expect(readPinned(pinnedKey(place, digest))).toEqual({ place, sha256: digest });
    expect(readPinned(pinnedKey(place, null))).toEqual({ place, sha256: null });
    expect(readPinned(`${keyOf(place)}@${'A'.repeat(64)}`)?.sha256).toBeNull();
  });
});
