import { afterEach, beforeEach, expect, test } from 'vitest';
import { figuresOf } from '../../excel-host/operations/chart-figures.ts';
import type { OpenedExcel } from '../../excel-host/node/open-excel.ts';
import { openExcel } from '../../excel-host/node/open-excel.ts';
import { drawCharts } from './result-charts.ts';
import type { ResultColumn, ResultTable } from './result-table.ts';
import type { KnownTable, WrittenResults } from './workbook-state.ts';
import { writeResults } from './write-results.ts';

let excel: OpenedExcel;
beforeEach(async () => {
  excel = await openExcel({ requirementSets: { ExcelApi: '1.9', SharedRuntime: '1.1' } });
});
afterEach(() => excel.close());

/** A column of a unit for each of the headers; null: it is emptied. */
function usage(units: Readonly<Record<string, readonly string[] | null>>): ResultTable {
  const ends = ['2025-01-31', '2025-02-28'];
  const columns = Object.entries(units).map(([header, values]): ResultColumn => ({
    ...{ key: `unit ${header}`, header, kind: 'number', isNamed: true, format: '#,##0' },
    ...(values ? { values } : { values: ends.map(() => null), isEmptied: true }),
  }));
  const end = { key: 'periodEnd', header: 'To', kind: 'date', isKey: true } as const;
  return {
    ...{ name: 'Usage', sheet: 'Usage', total: 'Total', gone: 'gone' },
    columns: [{ ...end, format: 'm/d/yyyy', values: ends }, ...columns],
  };
}

const form = { type: 'LineMarkers', name: 'Usage chart', title: 'Usage' } as const;

async function write(result: ResultTable, known: WrittenResults['tables']): Promise<KnownTable> {
  const written = await writeResults(excel, [result], known);
  const table = written.known['Usage'];
  if (!table) throw new Error('not written');
  return table;
}

async function draw(table: KnownTable, isWanted = false): Promise<KnownTable> {
  const wanted = { form, categories: 'periodEnd', table, isWanted };
  const [outcome] = await drawCharts(excel, [wanted]);
  return outcome?.known ? { ...table, chart: outcome.known } : table;
}

const drawn = () => {
  const chart = excel.workbook.sheets.flatMap(({ charts }) => charts)[0];
  const series = chart ? figuresOf(excel.workbook, chart).series : [];
  return series.map(({ name, values }) => [name, ...values]);
};

test('a unit that is in the results no more leaves the chart, and its column stays without figures', async () => {
  const two = { A: ['1', '2'], B: ['3', '4'] };
  const made = await draw(await write(usage(two), {}), true);
  expect(drawn()).toEqual([
    ['A', 1, 2],
    ['B', 3, 4],
  ]);
  const { columns, ...table } = await write(usage({ A: ['1', '5'], C: ['6', '7'], B: null }), {
    Usage: made,
  });
  const { 'unit B': _emptied, ...left } = columns;
  await draw({ ...table, columns: left });
  expect(drawn()).toEqual([
    ['A', 1, 5],
    ['C', 6, 7],
  ]);
  expect(excel.person.texts('Usage!A1:D2')).toEqual([
    ['To', 'A', 'B', 'C'],
    ['1/31/2025', '1', '', '6'],
  ]);
});

test('units whose names look like numbers, dates or formulas are called so', async () => {
  const odd = { '101': ['1', '2'], '1-2': ['3', '4'], '=A1': ['5', '6'], TRUE: ['7', '8'] };
  const table = await write(usage(odd), {});
  expect(excel.person.texts('Usage!B1:E1')).toEqual([Object.keys(odd)]);
  await draw(table, true);
  expect(drawn().map(([name]) => name)).toEqual(Object.keys(odd));
});

test('a column that the user took out of the table leaves the chart with it', async () => {
  const made = await draw(await write(usage({ A: ['1', '2'], B: ['3', '4'] }), {}), true);
  await excel.Excel.run(async (context) => {
    context.workbook.tables.getItem('Usage').columns.getItem('A').delete();
    await context.sync();
  });
  await draw(await write(usage({ A: ['1', '2'], B: ['3', '9'] }), { Usage: made }));
  expect(drawn()).toEqual([['B', 3, 9]]);
});
