/** Takes the rows of one source into the ledger, each by the three-way merge. */
import { fieldsOf } from '../../../contract/kinds.ts';
import type { Outcome } from '../../../contract/push.ts';
import { mergeRow, movedFrom, type Answer, type Agreed, type Cell, type State } from './merge.ts';
import { offerNewNames, rename } from './rename.ts';
import type { SourceBase } from './bases.ts';
import { isKeyAt, type KindRules } from './rules.ts';
import type { Group, Run } from './run.ts';
import type { SheetRow } from './sheet.ts';

export function mergeRows(run: Run, group: Group): void {
  const rules = run.rules[group.kind];
  const required = requiredCells(group, rules);
  for (const row of group.rows) {
    if (row.waits || row.identity === null) continue;
    if (group.kind === 'units' && row.corrects !== null) rename(run, row, row.corrects);
    const from = row.corrects ?? row.identity;
    const server = rules.valuesOf(from);
    if (server !== null) mergeKnown(run, group, rules, row, from, server);
    else if (group.base.entries.has(from) || isGone(group, from)) {
      mergeRemoved(run, group, rules, row, required);
    } else create(run, rules, row, required);
  }
  offerNewNames(run, group);
}

/** Only a file that is not the newest may hold a row that both had agreed is deleted. */
function isGone({ base }: Group, identity: string): boolean {
  return !base.trusted && base.gone.has(identity);
}

/** Places of the cells that a new row cannot do without and that have no column. */
function requiredCells({ kind, tables }: Group, { fields }: KindRules): number[] {
  const known = fieldsOf(kind);
  return [...fields.keys()].filter((position) => {
    const field = known[fields[position] ?? ''];
    if (field?.required !== true || field.key === true) return false;
    return tables.some(({ mapped }) => !mapped.has(position));
  });
}

function create(run: Run, rules: KindRules, row: SheetRow, required: readonly number[]): void {
  const { report } = row.table;
  for (const position of required) {
    if (row.cells[position] !== undefined) continue;
    const message = 'No column says this, and the row is new. Choose the column that does.';
    report.problem(row, rules.fields[position] ?? null, 'empty', message);
  }
  const values = row.cells.map((said): Cell => said ?? null);
  if (row.waits || !isSound(rules, row, values)) return;
  save(run, rules, row, null, values);
  report.outcome(row, 'new');
}

function isSound(rules: KindRules, row: SheetRow, values: readonly Cell[]): boolean {
  for (const { field, code, message } of rules.faultsOf(values)) {
    row.table.report.problem(row, field, code, message);
  }
  return !row.waits;
}

function save(
  run: Run,
  rules: KindRules,
  row: SheetRow,
  from: string | null,
  values: readonly Cell[],
): void {
  run.places.use(row.place);
  row.identity = rules.save(from, row.identity ?? '', values, row.place);
}

function mergeKnown(
  run: Run,
  { base }: Group,
  rules: KindRules,
  row: SheetRow,
  from: string,
  server: readonly Cell[],
): void {
  const { report } = row.table;
  if (row.corrects === null && saysTheSame(rules, row, server)) {
    report.outcome(row, row.isRenaming ? 'changed' : 'unchanged');
    return;
  }
  const agreed = agreedOf(base, row, from, server);
  const answerTo = (field: number, state: State) => answerOf(run, rules, row, field, state);
  const merged = mergeRow(agreed, row.cells, server, rules.same, answerTo);
  const outcome = row.corrects === null ? merged.outcome : correctedOutcome(merged.outcome);
  if (outcome === 'changed') {
    if (!isSound(rules, row, merged.values)) return;
    save(run, rules, row, from, merged.values);
  }
  row.isApart = merged.states.some((state) => state === 'newerOnServer' || state === 'conflict');
  report.outcome(row, outcome);
  tellDifferences(rules, row, merged.states, agreed, server);
}

/** No base is kept of a key; where it was corrected, only the sheet has moved. */
function agreedOf(
  { trusted, entries }: SourceBase,
  { corrects, table }: SheetRow,
  from: string,
  server: readonly Cell[],
): Agreed | null {
  const cells = trusted ? entries.get(from)?.cells : undefined;
  if (cells === undefined) return null;
  if (corrects === null) return cells;
  return server.map((value, position) => (isKeyAt(table.kind, position) ? value : cells[position]));
}

/** A corrected key is a change, though all else agrees. */
function correctedOutcome(outcome: Outcome): Outcome {
  return outcome === 'conflict' ? outcome : 'changed';
}

function saysTheSame(rules: KindRules, row: SheetRow, server: readonly Cell[]): boolean {
  for (const [field, value] of server.entries()) {
    const said = row.cells[field];
    if (said !== undefined && said !== value && !rules.same(field, said, value)) return false;
  }
  return true;
}

/** One answer for all is for conflicts; what only the server moved is turned back row by row. */
function answerOf(
  { choices }: Run,
  { fields }: KindRules,
  { table, row, identity }: SheetRow,
  position: number,
  state: State,
): Answer | undefined {
  const field = fields[position] ?? '';
  const asked = { kind: table.kind, source: table.source, row, key: identity, field };
  const given =
    state === 'conflict' ? choices.answer(asked, ANSWERS) : choices.named(asked, ANSWERS);
  return given?.action === 'takeSheet' || given?.action === 'takeServer' ? given.action : undefined;
}

const ANSWERS = ['takeSheet', 'takeServer'] as const;

function tellDifferences(
  rules: KindRules,
  row: SheetRow,
  states: readonly State[],
  base: Agreed | null,
  server: readonly Cell[],
): void {
  for (const [position, state] of states.entries()) {
    if (state === 'agreed') continue;
    const agreed = base?.[position];
    row.table.report.differences.push({
      ...{ row: row.row, key: null, field: rules.fields[position] ?? '', state },
      base: agreed === undefined || agreed === false ? null : agreed,
      sheet: row.cells[position] ?? null,
      server: server[position] ?? null,
    });
  }
}

/** The server's row is gone: it comes back only if the user says so. */
function mergeRemoved(
  run: Run,
  { base }: Group,
  rules: KindRules,
  row: SheetRow,
  required: readonly number[],
): void {
  const { kind, source, report } = row.table;
  const asked = { kind, source, row: row.row, key: row.identity };
  const answer = run.choices.answer(asked, ANSWERS);
  if (answer?.action === 'takeSheet') {
    create(run, rules, row, required);
    return;
  }
  const agreed = base.entries.get(row.identity ?? '');
  const rest = row.cells.map((said, position) => (isKeyAt(kind, position) ? undefined : said));
  const moved = agreed !== undefined && movedFrom(agreed.cells, rest, rules.same);
  const outcome = moved ? 'conflict' : 'newerOnServer';
  if (answer?.action === 'takeServer') {
    row.waits = true;
    report.outcome(row, 'newerOnServer');
    return;
  }
  const what = moved ? 'changed here and deleted on the server' : 'deleted on the server';
  const message = `The row was ${what}. Take it out of the sheet, or put it back.`;
  report.question(
    row,
    null,
    { code: 'removed-on-server', message, actions: ['takeServer', 'takeSheet'] },
    outcome,
  );
}
