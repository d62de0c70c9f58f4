import type { JiraData } from '../state.ts';

/** People as the portal's API tells them: no account type, links of their own. */
export function deskUser(userName: string, data: JiraData, base: string): Record<string, unknown> {
  const found = data.people.find((one) => one.userName === userName);
  return {
    accountId: found?.accountId ?? userName, displayName: found?.name ?? userName, active: found?.isActive ?? false, timeZone: 'Etc/UTC',
    ...(found === undefined ? {} : { emailAddress: found.email }), _links: { self: `${base}/rest/api/2/user?accountId=${encodeURIComponent(found?.accountId ?? userName)}` },
  };
}
