/** A workbook as the add-in keeps it: its id, and the ids of its last pushes. */
import { randomUUID } from 'node:crypto';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import type { Kind } from '../../../contract/kinds.ts';
import type { Problem } from '../../../contract/problem.ts';
import { pushTable } from '../../../contract/push.ts';
import type { PushRequest, PushResult, PushTable } from '../../../contract/push.ts';
import type { TestClient } from '../../../tests/setup/client.ts';

type Row = Readonly<Record<string, string | boolean | null>>;

/** Rows as a person thinks of them; every field that any row names has a column. */
export function table(
  kind: Kind,
  rows: readonly Row[],
  { complete = true, source = 'Sheet1', from = 2 } = {},
): PushTable {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = Object.fromEntries(
    names.map((name) => [name, rows.map((row) => row[name] ?? null)]),
  );
  const numbers = rows.map((_, index) => from + index);
  return pushTable.parse({ kind, source, complete, rows: numbers, columns });
}

type Options = Partial<Omit<PushRequest, 'tables' | 'workbookId'>>;

export class Workbook {
  readonly client: TestClient;
  readonly propertyId: string;
  readonly workbookId: string;
  sent: string | null = null;
  answered: string | null = null;

  get params() {
    return { propertyId: this.propertyId };
  }

  constructor(client: TestClient, propertyId: string, workbookId: string = randomUUID()) {
    this.client = client;
    this.propertyId = propertyId;
    this.workbookId = workbookId;
  }

  /** The same file, copied or as it was last saved. */
  copy(): Workbook {
    const copy = new Workbook(this.client, this.propertyId, this.workbookId);
    copy.sent = this.sent;
    copy.answered = this.answered;
    return copy;
  }

  request(tables: PushTable[], options: Options = {}): PushRequest {
    const after = [this.sent, this.answered].filter((id) => id !== null);
    const { workbookId } = this;
    const ids = { workbookId, pushId: randomUUID(), after };
    return { ...ids, mode: 'commit', tables, ...options };
  }

  async commit(tables: PushTable[], options: Options = {}): Promise<PushResult> {
    const body = this.request(tables, options);
    this.sent = body.pushId;
    const result = await this.client.call(ENDPOINTS.push, { params: this.params, body });
    this.answered = body.pushId;
    return result;
  }

  /** What a commit does, without the file hearing of it. */
  async commitUnsaved(tables: PushTable[], options: Options = {}): Promise<PushResult> {
    const body = this.request(tables, options);
    return this.client.call(ENDPOINTS.push, { params: this.params, body });
  }

  async preview(tables: PushTable[], options: Options = {}): Promise<PushResult> {
    const body = this.request(tables, { ...options, mode: 'preview' });
    return this.client.call(ENDPOINTS.push, { params: this.params, body });
  }

  async refused(tables: PushTable[], options: Options = {}): Promise<Problem> {
    const body = this.request(tables, options);
    return this.client.refused(ENDPOINTS.push, { params: this.params, body });
  }
}

/** Issues as "row field code". */
export function issuesOf(result: PushResult): string[] {
  return result.tables.flatMap(({ outcomes }) =>
    outcomes.issues.map(({ row, column, code }) => `${row} ${column} ${code}`),
  );
}

export function outcomesOf(result: PushResult): string[] {
  return result.tables.flatMap(({ outcomes }) => outcomes.outcome);
}

/** Differences as "row field state: sheet | server". */
export function differencesOf(result: PushResult): string[] {
  return result.tables.flatMap(({ differences: { row, field, state, sheet, server } }) =>
    row.map((at, i) => `${at} ${field[i]} ${state[i]}: ${sheet[i]} | ${server[i]}`),
  );
}
