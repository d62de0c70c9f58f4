import type { Entitlement, Licence } from '../../../domain/licence.ts';
import type { Absent, Fact, Unknown } from '../../fact.ts';
import type { Facts, FoundLicences } from '../../facts.ts';
import { finding, says, unlearnt, type Finding } from '../../finding.ts';
import type { Involved } from './people.ts';

/** Does this person hold a right to the product that is in force? */
export function licenceFinding({ name, email, parts }: Involved, { asked, judgedAt }: Facts, product: string): Finding {
  const who = `${name}, ${parts.join(' and ')}`;
  if (asked.licences.state !== 'known') return unlearnt(`whether ${who}, is licensed for ${product}`, asked.licences);
  const held = asked.licences.value.flatMap((found) => heldIn(found, email, product));
  const good = held.find(({ entitlement, licence }) => entitlement.isActive === true && isInForce(licence, judgedAt));
  if (good !== undefined) {
    return finding('PASS', { because: `${who}, is licensed for ${product}.`, actual: `${name}: licensed`, restsOn: [`${email ?? name} licensed for ${product}`], evidence: [says(good.entitlement, 'licenceId', good.licence.label)] });
  }
  const unread = asked.licences.value.flatMap(({ licences, entitlements }): readonly Fact<unknown>[] => [licences, entitlements]).find((fact): fact is Absent | Unknown => fact.state !== 'known');
  if (unread !== undefined) return unlearnt(`whether ${who}, is licensed for ${product}`, unread);
  const told = { actual: `${name}: not licensed`, remedy: `Give ${name} a licence for ${product}.`, evidence: held.map(({ entitlement }) => says(entitlement, 'isActive', entitlement.isActive === null ? null : String(entitlement.isActive))) };
  if (asked.licences.value.length === 0) return finding('UNKNOWN', { ...told, because: `No tool that keeps licences was asked whether ${who}, is licensed for ${product}.`, restsOn: ['licences unknown'] });
  if (held.some(({ entitlement }) => entitlement.isActive === null)) return finding('UNKNOWN', { ...told, because: `Nobody can tell whether the licence of ${who}, for ${product} is in force.`, restsOn: [`${email ?? name} licence unknown`] });
  return finding('FAIL', { ...told, because: `${who}, holds no licence for ${product} that is in force.`, restsOn: [`${email ?? name} without licence for ${product}`] });
}

interface Held {
  readonly entitlement: Entitlement;
  readonly licence: Licence;
}

function heldIn({ licences, entitlements }: FoundLicences, email: string | null, product: string): readonly Held[] {
  if (licences.state !== 'known' || entitlements.state !== 'known' || email === null) return [];
  const byId = new Map(licences.value.filter((licence) => isFor(licence, product)).map((licence) => [licence.id, licence]));
  return entitlements.value.filter(({ heldBy }) => heldBy?.email?.toLowerCase() === email).flatMap((entitlement) => {
    const licence = byId.get(entitlement.licenceId ?? '');
    return licence === undefined ? [] : [{ entitlement, licence }];
  });
}

function isFor({ product, name }: Licence, asked: string): boolean {
  return [product, name].some((one) => one?.toLowerCase() === asked.toLowerCase());
}

/** A licence that does not say when it ends has no end. */
function isInForce({ startsAt, endsAt }: Licence, at: string): boolean {
  return (startsAt === null || startsAt <= at) && (endsAt === null || endsAt > at);
}
