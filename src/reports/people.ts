import type { Asked } from './asked.ts';
import type { Values } from './values.ts';

/**
 * People as a table of email, name, employment, unit, starts_on, ends_on, moved_on and is_listed: as the last feed said, or as feeds had said at
 * the moment that is asked about. Nobody at a moment of which that is not known.
 */
export function listedPeople(asked: Asked, values: Values): string {
  if (!asked.isPast) return 'muster.listed_person';
  const columns = 'email, name, employment, unit, starts_on, ends_on, moved_on, is_listed';
  const moment = values.as('timestamptz', asked.at);
  return `(
    select * from (
      select ${columns} from muster.listed_person where said_since <= ${moment}
      union all select ${columns} from muster.listed_person_version where valid_from <= ${moment} and valid_to > ${moment}) as said where ${areKnown(asked, values)})`;
}

/** Whether it is known whom feeds named at the moment that is asked about. */
export function areKnown({ isPast, at }: Asked, values: Values): string {
  return isPast ? `exists (select from muster.listed_people_kept where since <= ${values.as('timestamptz', at)})` : 'true';
}

/**
 * Open releases as a table of id, key, owner_email and stakeholders: now, or at the moment that is asked about. Owner and stakeholders are
 * null where who they were then is not known.
 */
export function openReleases({ isPast, at }: Asked, values: Values): string {
  if (!isPast) return '(select id, key, owner_email, stakeholders from muster.release where canceled_at is null and closed_at is null)';
  const moment = values.as('timestamptz', at);
  return `(
    select release.id, release.key, people.owner_email, people.stakeholders from muster.release
    left join (
      select id as release_id, owner_email, stakeholders from muster.release where coalesce(people_since, created_at) <= ${moment}
      union all select release_id, owner_email, stakeholders from muster.release_people_version where valid_from <= ${moment} and valid_to > ${moment}) as people on people.release_id = release.id
    where created_at <= ${moment} and (canceled_at is null or canceled_at > ${moment}) and (closed_at is null or closed_at > ${moment}))`;
}

/** Who agreed to a plan of a release, as a table of release_key and email: until now, or until the moment that is asked about. */
export function agreed({ isPast, at }: Asked, values: Values): string {
  return `(
    select plan.release_key, agreement.email from muster.plan join muster.agreement on agreement.plan_id = plan.id and agreement.plan_version = plan.version
    ${isPast ? `where coalesce(first_agreed_at, agreed_at) <= ${values.as('timestamptz', at)}` : ''})`;
}
