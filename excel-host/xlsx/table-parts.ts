import type { Sheet, Table, Workbook } from '../model/workbook.ts';
import type { Package } from './package.ts';
import { type KeptTable, writeTable } from './tables.ts';
import { contentTypes } from './template.ts';
import { attribute, parseXml, rootOf } from './xml.ts';

const numberOf = (kept: KeptTable): number =>
  Number(attribute(rootOf(parseXml(kept.xml)), 'id') ?? 0);

/** A function that writes tables: each to the part it came from, new ones to new parts. */
export function tableWriter(workbook: Workbook, pack: Package, file: string | undefined) {
  const keptOf = ({ kept }: { kept: unknown }): KeptTable | undefined => {
    const note = kept as KeptTable | undefined;
    return note?.file === file ? note : undefined;
  };
  const all = workbook.sheets.flatMap(({ tables }) =>
    tables.flatMap((table) => keptOf(table) ?? []),
  );
  let highest = Math.max(0, ...all.map(numberOf));
  return (table: Table, sheet: Sheet): string => {
    const kept = keptOf(table);
    const isOriginal = kept?.id === table.id;
    const path = isOriginal ? kept.path : pack.newPath('xl/tables/table', '.xml');
    const number = isOriginal ? numberOf(kept) : (highest += 1);
    pack.put(path, writeTable(table, sheet, number, kept), contentTypes.table);
    return path;
  };
}
