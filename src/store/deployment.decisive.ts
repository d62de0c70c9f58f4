import { activeStates } from '../domain/deployment.ts';

const active = [...activeStates].map((state) => `'${state}'`).join(', ');

/** What waits, was refused, or was called off before its trigger touched nothing, and decides nothing. */
export const decides = `(state in (${active}) or triggered_at is not null or origin = 'OBSERVED')`;

/** Of those that decide, the one that says how things stand comes first. */
export const decisiveFirst = `(triggered_at is null and origin = 'TRIGGERED') desc, coalesce(triggered_at, requested_at) desc, sequence desc`;

/** State in each environment of the release that the query is about. */
const standing = `(select distinct on (environment) environment, state from muster.deployment where release_key = release.key and ${decides} order by environment, ${decisiveFirst}) as standing`;

/** The state of a row of muster.release, as domain/release-state.ts says it; `last` is the parameter that names the last environment. */
export function releaseStateIn(last: string): string {
  return `case when canceled_at is not null then 'CANCELED' when closed_at is not null then 'CLOSED'
    when exists (select from ${standing} where state in (${active})) then 'DEPLOYING'
    else coalesce((select case state when 'SUCCEEDED' then 'DEPLOYED' when 'BACKED_OUT' then 'BACKED_OUT' end from ${standing} where environment = ${last}),
      case when exists (select from muster.sealed_package where release_key = release.key) then 'SEALED' else 'PLANNED' end) end`;
}
