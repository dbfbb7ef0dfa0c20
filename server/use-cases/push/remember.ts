/** What a workbook's source and the server agree on after the push: the base of the next one. */
import { emptyBase, type Entry, type Meaning, type SourceBase } from './bases.ts';
import { rememberedKey } from './labels.ts';
import { nextBase, type Base } from './merge.ts';
import type { Group, Run } from './run.ts';
import type { SheetRow } from './sheet.ts';

export function nextBaseOf(run: Run, group: Group): SourceBase {
  const { kind, source, base, rows, complete } = group;
  const rules = run.rules[kind];
  const next = emptyBase(kind, source, true);
  for (const identity of base.gone) next.gone.add(identity);
  if (base.trusted) {
    for (const [identity, entry] of base.entries) next.entries.set(identity, entry);
  }
  if (!complete) {
    for (const [key, meaning] of base.units) next.units.set(key, meaning);
    for (const [key, meaning] of base.subMeters) next.subMeters.set(key, meaning);
    for (const [own, identity] of base.aliases) next.aliases.set(own, identity);
  }
  for (const row of rows) {
    rememberLabels(run, base, next, row);
    const { identity, own, corrects } = row;
    if (identity === null) continue;
    if (own !== null && own !== identity && !row.waits) next.aliases.set(own, identity);
    if (!row.waits && corrects !== null && corrects !== identity) next.entries.delete(corrects);
    const entry = row.waits ? waitingEntry(run, group, row, identity) : entryOf(run, group, row);
    if (entry !== null) next.entries.set(identity, entry);
  }
  if (base.trusted) {
    const present = new Set(rows.map(({ identity }) => identity));
    forgetGone(next, present, (identity) => rules.valuesOf(identity) !== null);
  }
  return next;
}

function entryOf({ rules }: Run, { kind, base }: Group, row: SheetRow): Entry {
  const { cells, isApart, corrects, identity } = row;
  const prior = base.trusted ? base.entries.get(corrects ?? identity ?? '')?.cells : undefined;
  if (isApart) {
    const { same, valuesOf } = rules[kind];
    const agreed = nextBase(prior ?? null, cells, valuesOf(identity ?? '') ?? [], same);
    return { row: row.row, cells: agreed };
  }
  // The server holds all that the sheet says.
  if (prior === undefined) return { row: row.row, cells };
  return {
    row: row.row,
    cells: cells.map((said, field) => (said === undefined ? prior[field] : said)),
  };
}

/** Of a row that waits nothing new is agreed; one that the server deleted is still known. */
function waitingEntry(run: Run, { base, kind }: Group, row: SheetRow, identity: string) {
  const prior = base.entries.get(identity);
  const isDeleted = run.rules[kind].valuesOf(identity) === null;
  if (prior !== undefined && (base.trusted || isDeleted)) return { ...prior, row: row.row };
  if (base.trusted || !base.gone.has(identity) || !isDeleted) return null;
  return { row: row.row, cells: row.cells.map((said): Base => said ?? false) };
}

/** Rows that are neither in the sheet nor on the server. */
function forgetGone(
  next: SourceBase,
  present: ReadonlySet<string | null>,
  isOnServer: (identity: string) => boolean,
): void {
  for (const identity of next.entries.keys()) {
    if (present.has(identity)) next.gone.delete(identity);
    else if (!isOnServer(identity)) {
      next.entries.delete(identity);
      next.gone.add(identity);
    }
  }
}

function rememberLabels({ places }: Run, base: SourceBase, next: SourceBase, row: SheetRow): void {
  const { unitLabel, subMeterLabel } = row;
  const { unitId, subMeterId } = row.place;
  if (unitLabel !== null) {
    const key = rememberedKey(unitLabel);
    const prior = base.units.get(key);
    if (row.waits) keep(next.units, key, prior);
    else if (unitId !== null && !next.units.has(key)) {
      const server = places.unit(unitId)?.label ?? '';
      next.units.set(key, meaningOf(unitId, key, server, prior));
    }
  }
  if (subMeterLabel === null || unitId === null) return;
  const key = `${unitId}|${rememberedKey(subMeterLabel)}`;
  const prior = base.subMeters.get(key);
  if (row.waits) keep(next.subMeters, key, prior);
  else if (subMeterId !== null && !next.subMeters.has(key)) {
    const server = places.subMeter(subMeterId)?.label ?? '';
    const own = rememberedKey(subMeterLabel);
    next.subMeters.set(key, meaningOf(subMeterId, own, server, prior));
  }
}

function keep(meanings: Map<string, Meaning>, key: string, prior: Meaning | undefined): void {
  if (prior !== undefined && !meanings.has(key)) meanings.set(key, prior);
}

/** What the sheet spells as the server does is agreed; else what was agreed before stays so. */
function meaningOf(id: number, own: string, server: string, prior: Meaning | undefined): Meaning {
  if (rememberedKey(server) === own) return { id, agreed: server };
  return { id, agreed: prior?.id === id ? prior.agreed : null };
}
