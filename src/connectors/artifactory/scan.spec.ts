import { toScan, toScanState } from './scan.ts';
import type { ScanStatus, ScanSummary } from './wire.ts';

const sha256 = 'a'.repeat(64);
const asked = { place: { repo: 'libs', path: 'p', name: 'x.tgz' }, sha256 };
const done: ScanStatus = { overall: { status: 'DONE', time: '2026-03-02T10:00:00+01:00' }, details: { sca: { status: 'DONE' } } };
const unknown = { state: 'UNKNOWN', critical: null, high: null, medium: null, low: null, scannedAt: null };

function summary(...severities: readonly string[]): ScanSummary {
  return { general: { path: 'default/libs/p/x.tgz', sha256 }, issues: severities.map((severity) => ({ severity, issue_type: 'security' })) };
}

describe('what a scan says', () => {
  it('counts by severity', () => {
    expect(toScan(asked, done, [summary('Critical', 'High', 'high', 'Medium', 'Low', 'Information')])).toEqual({ state: 'SCANNED', critical: 1, high: 2, medium: 1, low: 1, scannedAt: '2026-03-02T09:00:00.000Z' });
    expect(toScan(asked, done, [summary()])).toMatchObject({ state: 'SCANNED', critical: 0, low: 0 });
  });

  it('counts the worst where several summaries speak of one content', () => {
    expect(toScan(asked, done, [summary(), summary('Critical', 'Low'), summary('Low')])).toMatchObject({ state: 'SCANNED', critical: 1, low: 1 });
    expect(toScan(asked, done, [summary(), summary('Unknown')])).toEqual(unknown);
  });

  it('tells every licence once, and none where a summary tells none', () => {
    const licensed = (...names: readonly (string | null)[]): ScanSummary => ({ ...summary(), licenses: names.map((name) => ({ name })) });
    expect(toScan(asked, done, [licensed('MIT', 'Apache-2.0'), licensed('MIT')]).licences).toEqual(['Apache-2.0', 'MIT']);
    expect(toScan(asked, done, [licensed('MIT', 'Unknown'), licensed(null)]).licences).toEqual(['MIT', 'NOASSERTION']);
    for (const silent of [[summary()], [licensed()], [licensed('MIT'), summary()]]) expect(toScan(asked, done, silent)).not.toHaveProperty('licences');
  });

  it('counts no licence or operational issues', () => {
    expect(toScan(asked, done, [{ ...summary('High'), issues: [{ severity: 'High', issue_type: 'license' }] }])).toMatchObject({ high: 0 });
  });

  it.each([['PENDING', 'PENDING'], ['FAILED', 'FAILED'], ['NOT_SUPPORTED', 'NOT_SCANNED'], ['NOT_SCANNED', 'NOT_SCANNED'], ['PARTIAL', 'UNKNOWN'], ['done', 'UNKNOWN'], ['constructor', 'UNKNOWN']])('status %s with an empty summary is %s, never clean', (status, state) => {
    expect(toScan(asked, { overall: { status } }, [summary()])).toEqual({ ...unknown, state });
  });

  it.each(['NOT_SUPPORTED', 'FAILED', 'PENDING', 'NOT_SCANNED', 'ODD'])('a whole that is DONE while its search for vulnerabilities is %s is not scanned', (status) => {
    expect(toScanState({ ...done, details: { sca: { status } } })).not.toBe('SCANNED');
  });

  it('a whole that is not DONE is not scanned, though its search for vulnerabilities is', () => {
    expect(toScanState({ overall: { status: 'PENDING' }, details: { sca: { status: 'DONE' } } })).toBe('PENDING');
  });

  it('goes by the digest, and by the place only where there is none', () => {
    const elsewhere = [{ ...summary(), general: { path: 'default/libs/p/', sha256 } }];
    expect(toScan(asked, done, elsewhere).state).toBe('SCANNED');
    expect(toScan({ ...asked, sha256: null }, done, elsewhere)).toEqual(unknown);
    expect(toScan({ ...asked, sha256: null }, done, [summary()]).state).toBe('SCANNED');
  });

  it.each([
    ['no summary', []],
    ['the summary of other content at that place', [{ ...summary(), general: { path: 'default/libs/p/x.tgz', sha256: 'b'.repeat(64) } }]],
    ['a summary that does not say of which content', [{ ...summary(), general: { path: 'default/libs/p/x.tgz' } }]],
    ['a severity of "Unknown"', [summary('Low', 'Unknown')]],
    ['a severity nobody knows', [summary('Catastrophic')]],
  ])('DONE with %s is UNKNOWN', (_what, summaries) => {
    expect(toScan(asked, done, summaries)).toEqual(unknown);
  });
});
