import type { ScanIssue } from './data.ts';

const known: readonly ScanIssue[] = [
  { id: 'XRAY-900101', summary: 'Unsafe deserialisation in a message codec lets a peer run code', severity: 'Critical', cve: 'CVE-2099-10101', component: 'npm://example-message-codec:2.1.0', fixedIn: '2.1.4' },
  { id: 'XRAY-900102', summary: 'Path traversal when unpacking archives', severity: 'High', cve: 'CVE-2099-10102', component: 'npm://example-unpacker:4.0.2', fixedIn: '4.0.3' },
  { id: 'XRAY-900103', summary: 'Denial of service by a crafted regular expression', severity: 'Medium', cve: 'CVE-2099-10103', component: 'npm://example-router:1.9.0', fixedIn: '1.9.1' },
  { id: 'XRAY-900104', summary: 'Timing difference when comparing tokens', severity: 'Low', cve: 'CVE-2099-10104', component: 'npm://example-session:0.8.5', fixedIn: '0.9.0' },
];

/** What the scanner found in a vulnerable content: two to four of the known issues, always one High, chosen by its digest. */
export function issuesOf(sha256: string): readonly ScanIssue[] {
  const chance = parseInt(sha256.slice(0, 2), 16);
  return known.filter(({ severity }, nth) => severity === 'High' || severity === 'Medium' || (chance >> nth) % 2 === 1);
}
