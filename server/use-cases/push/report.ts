/** What becomes of one table's rows, as the answer says it. */
import type { Kind } from '../../../contract/kinds.ts';
import type { Action, Issue, IssueCode } from '../../../contract/problem.ts';
import type { Outcome, TableResult } from '../../../contract/push.ts';
import type { Cell } from './merge.ts';
import type { SheetRow } from './sheet.ts';

export interface Difference {
  readonly row: number | null;
  /** Names a row that is not in the sheet. */
  readonly key: string | null;
  readonly field: string;
  readonly state: 'update' | 'newerOnServer' | 'conflict';
  readonly base: Cell;
  readonly sheet: Cell;
  readonly server: Cell;
}

interface Question {
  readonly code: IssueCode;
  readonly message: string;
  readonly actions: readonly Action[];
  readonly value?: string;
}

export class Report {
  readonly kind: Kind;
  readonly source: string;
  readonly issues: Issue[] = [];
  readonly differences: Difference[] = [];
  /** By place in the columns as they were sent. */
  readonly #outcomes: Outcome[] = [];
  readonly #absent: { readonly key: string; readonly outcome: Outcome }[] = [];

  constructor(kind: Kind, source: string) {
    this.kind = kind;
    this.source = source;
  }

  /** The row waits until it is corrected. */
  problem(
    row: SheetRow,
    column: string | null,
    code: IssueCode,
    message: string,
    actions: readonly Action[] = [],
    value: string | null = null,
  ): void {
    row.waits = true;
    this.#outcomes[row.index] = 'problem';
    this.#issue(row.row, column, 'problem', { code, message, actions }, value);
  }

  /** The row waits for an answer. */
  question(row: SheetRow, column: string | null, asked: Question, outcome: Outcome = 'problem') {
    row.waits = true;
    this.#outcomes[row.index] = outcome;
    this.#issue(row.row, column, 'question', asked, asked.value ?? null);
  }

  /** It went in, and there is something to know about it. */
  note(
    row: SheetRow,
    column: string | null,
    code: IssueCode,
    message: string,
    actions: readonly Action[] = [],
  ): void {
    this.#issue(row.row, column, 'note', { code, message, actions }, null);
  }

  /** About a row that is not in the sheet; without actions it is a problem. */
  aboutAbsent(key: string, asked: Question): void {
    this.#issue(null, null, asked.actions.length > 0 ? 'question' : 'problem', asked, key);
  }

  #issue(
    row: number | null,
    column: string | null,
    severity: Issue['severity'],
    { code, message, actions }: Question,
    value: string | null,
  ): void {
    const { kind } = this;
    this.issues.push({ kind, row, column, code, severity, message, actions: [...actions], value });
  }

  outcome(row: SheetRow, outcome: Outcome): void {
    this.#outcomes[row.index] = outcome;
  }

  outcomeOf(row: SheetRow): Outcome {
    return this.#outcomes[row.index] ?? 'unchanged';
  }

  absent(key: string, outcome: Outcome): void {
    this.#absent.push({ key, outcome });
  }

  result(rows: readonly SheetRow[]): TableResult {
    const { kind, source, issues, differences } = this;
    const absent = this.#absent;
    return {
      kind,
      source,
      outcomes: {
        row: [...rows.map(({ row }) => row), ...absent.map(() => null)],
        key: [...rows.map(() => null), ...absent.map(({ key }) => key)],
        outcome: [
          ...rows.map((row) => this.outcomeOf(row)),
          ...absent.map(({ outcome }) => outcome),
        ],
        issues,
      },
      differences: {
        row: differences.map(({ row }) => row),
        key: differences.map(({ key }) => key),
        field: differences.map(({ field }) => field),
        state: differences.map(({ state }) => state),
        base: differences.map(({ base }) => base),
        sheet: differences.map(({ sheet }) => sheet),
        server: differences.map(({ server }) => server),
      },
    };
  }
}
