import type { Problem } from '../../domain/incident.ts';
import type { ProblemDesk } from '../../domain/ports/desk.ts';
import type { FoundIn } from '../../domain/ports/records.ts';
import type { Source } from '../../domain/source.ts';

/** The pretended tool's problems, by correlation, and which incidents each explains. */
export class Problems {
  readonly opened = new Map<string, Problem>();
  /** Problem by incident. */
  readonly explained = new Map<string, string>();
  readonly #meet: (call: string) => Promise<void>;

  constructor(meet: (call: string) => Promise<void>) {
    this.#meet = meet;
  }

  byId(id: string): Problem | null {
    return [...this.opened.values()].find((problem) => problem.id === id) ?? null;
  }

  close(correlation: string): void {
    const problem = this.opened.get(correlation);
    if (problem !== undefined) this.opened.set(correlation, { ...problem, isOpen: false });
  }

  async find(correlation: string): Promise<readonly FoundIn<Problem>[]> {
    await this.#meet('problems');
    const known = this.opened.get(correlation);
    return [{ connection: 'servicenow', isProduction: true, records: known === undefined ? [] : [known], isComplete: true, problem: null }];
  }

  desk(): ProblemDesk {
    return {
      createOrFind: async ({ correlation, title, incidents }) => {
        await this.#meet('problem');
        const known = this.opened.get(correlation);
        const problem = known ?? problemNamed(`PRB${this.opened.size + 1}`, title);
        this.opened.set(correlation, problem);
        for (const incident of incidents) this.explained.set(incident, problem.id);
        return { problem, isNew: known === undefined };
      },
      join: async (problem, incidents) => {
        await this.#meet('join');
        for (const incident of incidents) this.explained.set(incident, problem);
      },
    };
  }
}

function problemNamed(number: string, title: string): Problem {
  const source: Source = { reference: `servicenow:problem:${number}`, system: 'SERVICENOW', connection: 'servicenow', key: number, url: null, fetchedAt: '', isStale: false, problem: null };
  return { kind: 'problem', id: `servicenow:problem:${number}`, source, label: number, number, title, isOpen: true, isKnownError: null };
}
