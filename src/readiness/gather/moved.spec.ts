import type { Artifact } from '../../domain/artifact.ts';
import type { FoundIn } from '../../domain/ports/records.ts';
import { absent } from '../fact.ts';
import { artifactFactsOf, greenArtifact, now, sha, timeout } from '../green.fixture.ts';
import { goneOf, movedTo } from './moved.ts';

const reference = greenArtifact.source.reference;
const place = greenArtifact.source.key;
const gone = goneOf([artifactFactsOf({}, { record: absent(now) })], new Map([[reference, sha]]))[0];

function found(records: readonly Artifact[], more: Partial<FoundIn<Artifact>> = {}): FoundIn<Artifact> {
  return { connection: 'artifactory', isProduction: true, records, isComplete: true, problem: null, ...more };
}

function copyAt(key: string, more: Partial<Artifact> = {}): Artifact {
  return { ...greenArtifact, repository: key.split('/')[0] ?? '', name: key.split('/').at(-1) ?? '', source: { ...greenArtifact.source, key, reference: `artifactory:artifact:${key}` }, ...more };
}

function moved(answer: FoundIn<Artifact> | undefined) {
  if (gone === undefined) throw new Error('nothing is gone');
  return movedTo(gone, answer);
}

describe('a sealed artifact that is not where it was sealed', () => {
  it('is looked for only when the tool answered that its place is empty', () => {
    expect(goneOf([artifactFactsOf(), artifactFactsOf({ sha256: 'b'.repeat(64) })], new Map([[reference, sha]]))).toEqual([]);
    expect(goneOf([artifactFactsOf({}, { record: absent(now) })], new Map())).toEqual([]);
    expect(gone).toMatchObject({ connection: 'artifactory', sha256: sha });
  });

  it('is where the very content stands, best at the same path of another repository', () => {
    const [same, other] = [copyAt(place.replace(/^[^/]+/, 'libs-production-local')), copyAt(`a-archive/x/${greenArtifact.name}`)];
    expect(moved(found([other, same]))).toMatchObject({ state: 'known', value: { source: { key: same.source.key } } });
    expect(moved(found([other]))).toMatchObject({ state: 'known', value: { source: { key: other.source.key } } });
  });

  it('is the first by name of several elsewhere, in whatever order they are told', () => {
    const [a, b] = [copyAt(`a-archive/x/${greenArtifact.name}`), copyAt(`b-archive/x/${greenArtifact.name}`)];
    for (const all of [[a, b], [b, a]]) expect(moved(found(all))).toMatchObject({ state: 'known', value: { source: { key: a.source.key } } });
  });

  it('is known by its place without the digest that a reference may end with, and with one that stands within', () => {
    for (const sealed of [place, `cas/@${'c'.repeat(64)}/${greenArtifact.name}`]) {
      const [one] = goneOf([artifactFactsOf({}, { reference: `artifactory:artifact:${sealed}@${sha}`, record: absent(now) })], new Map([[`artifactory:artifact:${sealed}@${sha}`, sha]]));
      if (one === undefined) throw new Error('nothing is gone');
      const away = copyAt(sealed.replace(/^[^/]+/, 'libs-production-local'));
      expect(movedTo(one, found([copyAt(`a-archive/x/${greenArtifact.name}`), away]))).toMatchObject({ state: 'known', value: { source: { key: away.source.key } } });
      expect(movedTo(one, found([copyAt(sealed)])).state).toBe('unknown');
    }
  });

  it('is never another content, and never one of another name', () => {
    const away = place.replace(/^[^/]+/, 'libs-production-local');
    expect(moved(found([copyAt(away, { sha256: 'b'.repeat(64) }), copyAt(away, { sha256: null }), copyAt('scratch-local/else.tgz')]))).toEqual(absent(now));
  });

  it('is unknown when the search finds it at the very place that was said to be empty', () => {
    const away = place.replace(/^[^/]+/, 'libs-production-local');
    expect(moved(found([copyAt(away), copyAt(place)])).state).toBe('unknown');
  });

  it('is unknown when the search failed, was cut or did not come', () => {
    expect(moved(found([], { problem: timeout, isComplete: false }))).toEqual({ state: 'unknown', problem: timeout });
    expect(moved(found([], { isComplete: false }))).toEqual({ state: 'unknown', problem: { code: 'UNEXPECTED_ANSWER', message: 'the search for a sealed artifact by its digest was cut', sinceAt: now, retryAt: null } });
    expect(moved(undefined).state).toBe('unknown');
  });
});
