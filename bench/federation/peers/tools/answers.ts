/** The parts of page.graphql's and board.graphql's answers that tools alone can tell. */
export interface Source { readonly key?: string; readonly url: string; readonly isStale: false; readonly problem?: null }

export interface ChangeAnswer {
  readonly number: string;
  readonly title: string | null;
  readonly type: string;
  readonly state: string;
  readonly stateLabel: string | null;
  readonly approval: string;
  readonly risk: string | null;
  readonly plannedStartAt: string | null;
  readonly plannedEndAt: string | null;
  readonly source: Source;
}

export interface ApprovalAnswer { readonly state: string; readonly decidedAt: string | null; readonly approver: { readonly name: string } | null }

export interface WorkItemAnswer {
  readonly key: string;
  readonly title: string | null;
  readonly statusLabel: string | null;
  readonly progress: string;
  readonly assignee: { readonly name: string } | null;
  readonly source: Source;
}

export interface ArtifactAnswer {
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly source: Source;
}

export interface ItemAnswer {
  readonly name: string;
  readonly className: string;
  readonly operationalState: string;
  readonly runningVersion: string | null;
  readonly source: Source;
}

export interface ServiceAnswer { readonly name: string; readonly criticality: string | null }
