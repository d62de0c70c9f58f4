import type { FileShape } from '../config/shape.ts';
import { readIssuerKeys } from '../sign-in/index.ts';
import { placeNamed, type Finding } from './finding.ts';

/** Whether tokens of the configured issuers could be checked now. */
export async function examineIssuers({ issuers, sandboxTokens }: FileShape['access']): Promise<readonly Finding[]> {
  const place = placeNamed('sign-in');
  const nobody = issuers.length === 0 ? [place.unknown(`no issuer is configured: ${sandboxTokens.length === 0 ? 'nobody can sign in' : 'only sandbox tokens sign in, which production mode refuses'}`, 'declare the company\'s sign-on and your CI under access.issuers: docs/security.md')] : [];
  return [...nobody, ...(await Promise.all(issuers.map(examineIssuer))).flat()];
}

async function examineIssuer(issuer: FileShape['access']['issuers'][number]): Promise<readonly Finding[]> {
  const place = placeNamed(`issuer ${issuer.name}`);
  try {
    const { usable, all } = await readIssuerKeys(issuer);
    if (usable > 0) return [place.well(`${usable} keys for ${issuer.algorithms.join(', ')}`)];
    return [place.mend(`none of its ${all} keys is for ${issuer.algorithms.join(', ')}`, 'check algorithms of the issuer in the configuration against what it signs with')];
  } catch (error) {
    return [place.mend(`its keys cannot be read: ${reasonOf(error)}`, 'check keys of the issuer in the configuration (an address of its JWKS), and whether the network lets this machine there')];
  }
}

/** Node's code of a failed fetch; its own text may hold addresses. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && typeof error.cause === 'object' && error.cause !== null && 'code' in error.cause ? error.cause.code : null;
  if (typeof cause === 'string') return cause;
  if (error instanceof DOMException) return 'no answer in time';
  return error instanceof Error ? error.message : 'no reason was given';
}
