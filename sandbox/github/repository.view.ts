import type { Repository } from './state.ts';

type View = Record<string, unknown>;

/** Somebody who did something; links lead back to the stand-in. */
export function account(login: string, base: string): View {
  const url = `${base}/users/${login}`;
  return {
    login, id: Array.from(login).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 90_000_000, 7), node_id: `U_${login}`, avatar_url: `${base}/avatars/${login}`, gravatar_id: '',
    url, html_url: `${base}/${login}`, followers_url: `${url}/followers`, following_url: `${url}/following{/other_user}`, gists_url: `${url}/gists{/gist_id}`, starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`, organizations_url: `${url}/orgs`, repos_url: `${url}/repos`, events_url: `${url}/events{/privacy}`, received_events_url: `${url}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User', user_view_type: 'public', site_admin: false,
  };
}

/** The one who asks, as only they are told about themselves. */
export function ownAccount(login: string, base: string): View {
  return {
    ...account(login, base), id: 1042, user_view_type: 'private', name: login, company: null, blog: null, location: null, email: null, hireable: null, bio: null, twitter_username: null,
    public_repos: 0, public_gists: 0, followers: 0, following: 0, created_at: '2024-01-01T00:00:00Z', updated_at: '2024-01-01T00:00:00Z', private_gists: 0, total_private_repos: 0,
    owned_private_repos: 0, disk_usage: 0, collaborators: 0, two_factor_authentication: true,
  };
}

/** What can be asked of a repository beside itself, as its links say it. */
const places = {
  archive: '{archive_format}{/ref}', assignees: '{/user}', branches: '{/branch}', collaborators: '{/collaborator}', comments: '{/number}', commits: '{/sha}', compare: '{base}...{head}', contents: '{+path}',
  contributors: '', deployments: '', downloads: '', events: '', forks: '', hooks: '', issues: '{/number}', keys: '{/key_id}', labels: '{/name}', languages: '', merges: '', milestones: '{/number}',
  notifications: '{?since,all,participating}', pulls: '{/number}', releases: '{/id}', stargazers: '', statuses: '{sha}', subscribers: '', subscription: '', tags: '', teams: '',
} as const;
const gitPlaces = { blobs: 'git/blobs', git_commits: 'git/commits', git_refs: 'git/refs', git_tags: 'git/tags', trees: 'git/trees' } as const;

/** A repository as it stands in other things' views. */
export function repositoryView(repository: Repository, base: string): View {
  const [owner = '', name = ''] = repository.fullName.split('/');
  const url = `${base}/repos/${repository.fullName}`;
  const links = Object.entries(places).map(([place, rest]) => [`${place}_url`, `${url}/${place}${rest === '' || rest.startsWith('{/') || rest.startsWith('{?') ? rest : `/${rest}`}`]);
  const gitLinks = Object.entries(gitPlaces).map(([place, where]) => [`${place}_url`, `${url}/${where}{/sha}`]);
  return {
    id: repository.id, node_id: `R_${repository.id}`, name, full_name: repository.fullName, private: true, default_branch: 'main',
    owner: { ...account(owner, base), type: 'Organization' }, html_url: `${base}/${repository.fullName}`, url, description: null, fork: false,
    ...Object.fromEntries([...links, ...gitLinks]) as View, issue_comment_url: `${url}/issues/comments{/number}`, issue_events_url: `${url}/issues/events{/number}`,
  };
}

/** A repository by itself, and in what is told by webhooks. */
export function wholeRepositoryView(repository: Repository, base: string): View {
  const page = `${base}/${repository.fullName}`;
  return {
    ...repositoryView(repository, base), clone_url: `${page}.git`, git_url: `git:${page.slice(page.indexOf('//'))}.git`, ssh_url: `git@${page.slice(page.indexOf('//') + 2)}.git`, svn_url: page, mirror_url: null, homepage: null,
    language: null, license: null, archived: false, disabled: false, visibility: 'private', has_issues: true, has_projects: false, has_wiki: false, has_pages: false, has_discussions: false, has_downloads: false,
    forks: 0, forks_count: 0, open_issues: 0, open_issues_count: 0, stargazers_count: 0, watchers: 0, watchers_count: 0, network_count: 0, subscribers_count: 0, size: 1,
    created_at: '2024-01-01T00:00:00Z', updated_at: '2024-01-01T00:00:00Z', pushed_at: '2024-01-01T00:00:00Z',
  };
}
