/** The category is what a status means; its name is whatever the project's people call it (apis/README.md §5). */
export interface Category { readonly id: number; readonly key: 'undefined' | 'new' | 'indeterminate' | 'done'; readonly colorName: string; readonly name: string }

export const categories = {
  none: { id: 1, key: 'undefined', colorName: 'medium-gray', name: 'No Category' },
  toDo: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  inProgress: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
} as const satisfies Readonly<Record<string, Category>>;

export interface Status { readonly id: string; readonly name: string; readonly category: Category }
/** A way from one status to another; `id` means something only while the issue is in `from`. */
export interface Transition { readonly id: string; readonly name: string; readonly from: string; readonly to: string }
export interface Workflow { readonly statuses: readonly Status[]; readonly transitions: readonly Transition[] }

/**
 * Three workflows, given to the projects in turn. The second is in German. In the third the word "done" stands in the name
 * of a status that is not, and the finished one is called otherwise: a reader that goes by names is wrong there.
 */
const workflows: readonly [Workflow, Workflow, Workflow] = [
  workflow(10_000, { toDo: 'To Do', building: 'In Progress', checking: 'In Review', done: 'Done' }),
  workflow(10_100, { toDo: 'Zu erledigen', building: 'In Arbeit', checking: 'In Prüfung', done: 'Fertig' }),
  workflow(10_200, { toDo: 'Backlog', building: 'Building', checking: 'Dev Done', done: 'Shipped' }),
];

function workflow(base: number, names: { toDo: string; building: string; checking: string; done: string }): Workflow {
  const [toDo, building, checking, done] = [
    { id: String(base), name: names.toDo, category: categories.toDo },
    { id: String(base + 1), name: names.building, category: categories.inProgress },
    { id: String(base + 2), name: names.checking, category: categories.inProgress },
    { id: String(base + 3), name: names.done, category: categories.done },
  ] as const;
  const way = (id: number, name: string, from: Status, to: Status): Transition => ({ id: String(id), name, from: from.id, to: to.id });
  return {
    statuses: [toDo, building, checking, done],
    transitions: [
      way(11, 'Start', toDo, building), way(21, 'Back', building, toDo), way(22, 'Review', building, checking), way(31, 'Finish', building, done),
      way(32, 'Accept', checking, done), way(23, 'Rework', checking, building), way(41, 'Reopen', done, building),
    ],
  };
}

export const statuses: readonly Status[] = workflows.flatMap((one) => one.statuses);

export function workflowOf(projects: readonly { readonly key: string }[], projectKey: string): Workflow {
  const index = Math.max(0, projects.findIndex(({ key }) => key === projectKey));
  return workflows[index % workflows.length] ?? workflows[0];
}

export function statusOf(id: string): Status {
  return statuses.find((status) => status.id === id) ?? { id, name: 'Unknown', category: categories.none };
}

/** The status of an issue's own workflow that means what the story says. */
export function statusFor(projects: readonly { readonly key: string }[], issueKey: string, told: 'To Do' | 'In Progress' | 'Done'): Status {
  const { statuses: own } = workflowOf(projects, issueKey.replace(/-\d+$/, ''));
  const nth = { 'To Do': 0, 'In Progress': 1, Done: 3 }[told];
  return own[nth] ?? statusOf('');
}
