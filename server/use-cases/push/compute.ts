/** What a push does, computed in memory: rows taken into the ledger, and what that moves. */
import { KIND_ORDER } from '../../../contract/kinds.ts';
import type { PushRequest, Summary, TableResult, MoneyEffect } from '../../../contract/push.ts';
import { decimalsOf } from '../currency.ts';
import { factRows, type Terms } from '../facts.ts';
import { changesOf, countChanges, type Changes, type FactRows, type Ledger } from '../ledger.ts';
import { matchCorrected, settleMissing } from './absent.ts';
import { summaryOf } from './answer.ts';
import type { SourceBase } from './bases.ts';
import { Choices } from './choices.ts';
import { momentOf, moneyEffects } from './effects.ts';
import { identifyRows } from './identify.ts';
import { mergeRows } from './merge-rows.ts';
import { Places } from './places.ts';
import { answerReadings, tellAboutReadings } from './questions.ts';
import { placeRows } from './resolve.ts';
import { groupTables, rulesOf, type Group, type Run } from './run.ts';
import { readTables } from './sheet.ts';

export interface PushInput {
  readonly body: PushRequest;
  /** As it stands; the rows of the push are taken into it. */
  readonly ledger: Ledger;
  readonly bases: readonly SourceBase[];
  readonly trusted: boolean;
  readonly nextId: number;
  readonly terms: Terms;
}

export interface Computed {
  readonly run: Run;
  readonly changes: Changes;
  readonly nextId: number;
  readonly tables: TableResult[];
  readonly summary: Summary;
  readonly money: MoneyEffect[];
}

export function computePush(input: PushInput): Computed {
  const { body, ledger, bases, trusted, terms } = input;
  const decimals = decimalsOf(terms.currency);
  let { nextId } = input;
  const newId = () => nextId++;
  const sheets = readTables(body.tables, decimals);
  const run: Run = {
    ...{ ledger, decimals, bases, firstNewId: nextId },
    places: new Places(ledger, newId),
    choices: new Choices(body.choices ?? []),
    createUnits: body.createUnits ?? false,
    rules: rulesOf(ledger, newId, decimals),
    groups: groupTables(sheets, bases, trusted),
  };
  const before = factRows(ledger);
  mergeAll(run);
  const { changes, money } = settle(run, before, terms);
  const tables = sheets.map(({ report, rows }) => report.result(rows));
  const summary = summaryOf(tables);
  return { run, changes, nextId, tables, summary, money };
}

/** Those that others refer to come first. */
function mergeAll(run: Run): void {
  const absent = new Map<Group, ReadonlySet<string>>();
  for (const kind of KIND_ORDER) {
    const groups = run.groups.filter((group) => group.kind === kind);
    if (groups.length === 0) continue;
    placeRows(run, kind, groups);
    identifyRows(run, kind, groups);
    for (const group of groups) {
      absent.set(group, matchCorrected(run, group));
      mergeRows(run, group);
    }
  }
  settleMissing(run, absent);
}

interface Settled {
  readonly changes: Changes;
  readonly money: MoneyEffect[];
}

/** What the changes do to money; questions about readings are asked and answered on the way. */
function settle(run: Run, before: FactRows, terms: Terms): Settled {
  let changes = changesOf(run.ledger);
  const asksAboutReadings = run.groups.some(({ kind }) => kind === 'readings');
  if (!asksAboutReadings && countChanges(changes) === 0) return { changes, money: [] };
  let after = momentOf(factRows(run.ledger), terms);
  while (answerReadings(run, after.derived)) {
    changes = changesOf(run.ledger);
    after = momentOf(factRows(run.ledger), terms);
  }
  tellAboutReadings(run, after.derived);
  if (countChanges(changes) === 0) return { changes, money: [] };
  return { changes, money: moneyEffects(momentOf(before, terms), after, terms.currency) };
}
