import { beforeAll, describe, expect, test } from 'vitest';
import type { Chart } from '../../excel-host/model/workbook.ts';
import { figuresOf } from '../../excel-host/operations/chart-figures.ts';
import { placeOf } from '../../excel-host/operations/chart-place.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Desk } from './flow.fixture.ts';
import { connectedDesk, savedCopy } from './flow.fixture.ts';
import { loadResults } from './load-results.ts';
import { placeTable } from './place-table.ts';
import { raiseFirstBill, sampleDesk, sendAll } from './placed.fixture.ts';
import { forgetTable, listTables } from './placed-tables.ts';
import { refresh } from './refresh.ts';
import { switchChart } from './result-charts.ts';
import type { ResultKind } from './results/forms.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const units = ['Apt 1A', 'Apt 1B', 'Apt 2A', 'Apt 2B', 'Office', 'Shop'];

/** A table with its chart beside it, on a sheet of its own. */
async function charted(kind: ResultKind = 'UsageByUnit', apiVersion = '1.17'): Promise<Desk> {
  const desk = await sampleDesk(server, owner, 'en-US', { apiVersion });
  await placeTable(desk.ws, { kind, at: 'own-sheet', hasChart: true });
  return desk;
}

const chartsOf = ({ excel }: Desk): Chart[] =>
  excel.workbook.sheets.flatMap(({ charts }) => charts);

function drawn(desk: Desk) {
  const [chart] = chartsOf(desk);
  if (!chart) throw new Error('no chart');
  return figuresOf(desk.excel.workbook, chart);
}

/** What a person does to the first chart of the workbook. */
function edit(desk: Desk, act: (chart: Excel.Chart) => void): Promise<void> {
  const sheet = desk.excel.workbook.sheets.find(({ charts }) => charts.length > 0)?.name ?? '';
  return desk.excel.Excel.run(async (context) => {
    act(context.workbook.worksheets.getItem(sheet).charts.getItemAt(0));
    await context.sync();
  });
}

/** A bill of a further month, with a reading of one apartment and of a unit that is new. */
async function addMonth(desk: Desk): Promise<void> {
  const { person, workbook } = desk.excel;
  const bill = [46_023, 46_053, 1900, 370, 'TP-2026-1', 46_074];
  person.insert("'Electric bills'!A14:G14");
  person.type("'Electric bills'!A14", [bill]);
  const used = person.values('Readings!A1:A200').findLastIndex(([cell]) => cell !== '') + 2;
  person.type(`Readings!A${used}`, [
    ['Apt 1A', '', 46_053, 42_900],
    ['Attic', '', 46_022, 100],
    ['Attic', '', 46_053, 130],
  ]);
  expect(workbook.stale).toBe(false);
  await sendAll(desk);
}

describe('usage by unit', () => {
  test.each(['1.9', '1.17'])(
    'stands as a column for each unit, and is drawn as lines over time (ExcelApi %s)',
    async (version) => {
      const desk = await charted('UsageByUnit', version);
      const { allocation } = await loadResults(desk.ws);
      const { person } = desk.excel;
      expect(person.texts("'Usage by unit'!A1:G1")).toEqual([['To', ...units]]);
      const { series, categories, title } = drawn(desk);
      expect(title).toBe('Usage by unit, kWh');
      expect(series.map(({ name }) => name)).toEqual(units);
      expect(categories).toEqual(person.texts("'Usage by unit'!A2:A13").flat());
      const usage = allocation.columns.usageKwh.filter(
        (_, i) => allocation.columns.unit[i] === 'Apt 1A',
      );
      expect(series[0]?.values).toEqual(usage.map(Number));
      expect(chartsOf(desk)[0]).toMatchObject({ type: 'LineMarkers', name: 'UsageByUnit chart' });
    },
  );

  test('grows with a further month and a further unit', async () => {
    const desk = await charted();
    await addMonth(desk);
    const { tables } = await refresh(desk.ws);
    expect(tables).toMatchObject([{ table: 'UsageByUnit', newRows: 1, chart: null }]);
    const { series, categories } = drawn(desk);
    expect(categories.at(-1)).toBe('1/31/2026');
    expect(series.map(({ name }) => name)).toEqual([...units, 'Attic']);
    expect(series.at(-1)?.values).toEqual([...Array<null>(12).fill(null), 30]);
    expect(chartsOf(desk)).toHaveLength(1);
  });
});

test('each bill is drawn as a column of parts that add up to it', async () => {
  const desk = await charted('BillShares');
  const { reconciliation } = await loadResults(desk.ws);
  const { series, categories } = drawn(desk);
  expect(series.map(({ name }) => name)).toEqual([...units, "Owner's share", 'Not passed on']);
  const cents = categories.map((_, i) =>
    series.reduce((sum, { values }) => sum + Math.round((values[i] ?? 0) * 100), 0),
  );
  const { billed } = reconciliation.periods.columns;
  expect(cents).toEqual(billed.map((amount) => Math.round(Number(amount) * 100)));
  expect(chartsOf(desk)[0]).toMatchObject({ type: 'ColumnStacked' });
  await raiseFirstBill(desk);
  await refresh(desk.ws);
  const after = drawn(desk).series.reduce((sum, { values }) => sum + (values[0] ?? 0), 0);
  expect(after).toBeCloseTo((cents[0] ?? 0) / 100 + 10, 6);
});

describe("a refresh leaves the user's chart as it is", () => {
  test('where nothing moved nothing is written, and where figures alone moved nothing of the chart', async () => {
    const desk = await charted('BillShares');
    const [chart] = chartsOf(desk);
    const before = JSON.stringify(chart);
    const happened: string[] = [];
    desk.excel.workbook.observers.add(({ happenings }) =>
      happened.push(...happenings.map(({ what }) => what)),
    );
    expect(await refresh(desk.ws)).toEqual({ status: 'unchanged', tables: [] });
    expect(happened).toEqual([]);
    await raiseFirstBill(desk);
    happened.length = 0;
    await refresh(desk.ws);
    expect(happened).toContain('cellsEdited');
    expect(happened).not.toContain('chartChanged');
    expect(JSON.stringify(chartsOf(desk)[0])).toBe(before);
  });

  test('title, legend, kind, place, name, names of series and further series stay', async () => {
    const desk = await charted();
    const first = { chartType: 'Line', left: 30, top: 400, width: 300, height: 200 } as const;
    await edit(desk, (chart) => {
      chart.set(first);
      chart.name = 'Mine';
      chart.title.text = 'Who uses what';
      chart.legend.position = 'Left';
      chart.series.getItemAt(5).name = 'Corner shop';
    });
    await addMonth(desk);
    await refresh(desk.ws);
    const [chart] = chartsOf(desk);
    expect(chart).toMatchObject({
      ...{ name: 'Mine', type: 'Line', title: { text: 'Who uses what' } },
      legend: { position: 'Left' },
    });
    const sheet = desk.excel.workbook.sheets.find(({ charts }) => charts.length > 0);
    const { chartType: _kind, ...place } = first;
    // Excel moves what lies below a table down with each new row.
    const moved = { ...place, top: place.top + (sheet?.defaultRowHeight ?? 0) };
    expect(sheet && chart && placeOf(sheet, chart.anchor)).toEqual(moved);
    const names = drawn(desk).series.map(({ name }) => name);
    expect(names).toEqual([...units.slice(0, 5), 'Corner shop', 'Attic']);
    expect(drawn(desk).series[5]?.values).toHaveLength(13);
  });

  test('what was taken out of the chart stays out, and what was put in stays', async () => {
    const desk = await charted();
    await edit(desk, (chart) => {
      chart.series.getItemAt(4).delete();
      chart.series.getItemAt(0).delete();
      chart.series.add('Average');
    });
    await addMonth(desk);
    await refresh(desk.ws);
    const names = drawn(desk).series.map(({ name }) => name);
    expect(names).toEqual(['Apt 1B', 'Apt 2A', 'Apt 2B', 'Shop', 'Average', 'Attic']);
  });

  test('deleted, it is told once and stays deleted', async () => {
    const desk = await charted();
    await edit(desk, (chart) => chart.delete());
    expect((await listTables(desk.ws)).tables).toMatchObject([{ chartOn: null }]);
    await addMonth(desk);
    expect((await refresh(desk.ws)).tables).toMatchObject([{ chart: 'gone', newRows: 1 }]);
    await raiseFirstBill(desk);
    expect((await refresh(desk.ws, { anew: true })).tables).toMatchObject([{ chart: null }]);
    expect(chartsOf(desk)).toEqual([]);
  });

  test('on another sheet it is found, and on a protected one left for later', async () => {
    const desk = await charted();
    const { person } = desk.excel;
    person.addSheet('Charts');
    const [from, to] = ['Usage by unit', 'Charts'].map((name) =>
      desk.excel.workbook.sheets.find((sheet) => sheet.name === name),
    );
    if (!from || !to) throw new Error('no such sheets');
    // Cut and pasted, it is another chart of the same name.
    to.charts.push(...from.charts.splice(0).map((chart) => ({ ...chart, id: '{other}' })));
    expect((await listTables(desk.ws)).tables).toMatchObject([{ chartOn: 'Charts' }]);
    person.protect('Charts');
    await addMonth(desk);
    expect((await refresh(desk.ws)).tables).toMatchObject([{ chart: 'protected', newRows: 1 }]);
    expect(drawn(desk).categories).toHaveLength(12);
    person.unprotect('Charts');
    await refresh(desk.ws, { anew: true });
    expect(drawn(desk).categories).toHaveLength(13);
  });

  test('saved and opened again, it is known as before', async () => {
    const desk = await charted();
    const workbook = savedCopy(desk);
    const { propertyId } = JSON.parse(String(workbook.settings.get('PowerTrackr.workbook'))) as {
      propertyId: string;
    };
    const later = await connectedDesk(server, owner, propertyId, { workbook });
    await addMonth(later);
    await refresh(later.ws);
    expect(drawn(later).series.map(({ name }) => name)).toEqual([...units, 'Attic']);
    expect(drawn(later).categories).toHaveLength(13);
    const [again] = savedCopy(later).sheets.flatMap(({ charts }) => charts);
    expect(again?.series).toHaveLength(7);
  });
});

describe('a chart is switched on and off', () => {
  test('beside a table that stands, where nothing stands', async () => {
    const desk = await sampleDesk(server, owner);
    const { person, workbook } = desk.excel;
    await placeTable(desk.ws, { kind: 'UsageByUnit', at: 'own-sheet' });
    person.type("'Usage by unit'!K5", 'mine');
    expect(await switchChart(desk.ws, 'UsageByUnit', true)).toBe(true);
    const sheet = workbook.sheets.find(({ name }) => name === 'Usage by unit');
    expect(sheet?.charts[0]?.anchor.from).toMatchObject({ row: 1, column: 12 });
    expect((await listTables(desk.ws)).tables).toMatchObject([{ chartOn: 'Usage by unit' }]);
    await switchChart(desk.ws, 'UsageByUnit', false);
    expect(chartsOf(desk)).toEqual([]);
    await addMonth(desk);
    expect((await refresh(desk.ws)).tables).toMatchObject([{ chart: null }]);
    expect(chartsOf(desk)).toEqual([]);
  });

  test('two of them on one sheet cover nothing of one another', async () => {
    const desk = await sampleDesk(server, owner);
    desk.excel.person.addSheet('Overview');
    const place = (kind: ResultKind, row: number) =>
      placeTable(desk.ws, { kind, at: { sheet: 'Overview', row, column: 0 }, hasChart: true });
    await place('UsageByUnit', 0);
    await place('BillShares', 16);
    const [one, two] = chartsOf(desk).map(({ anchor }) => anchor);
    expect(two?.from.row ?? 0).toBeGreaterThanOrEqual(one?.to?.row ?? 99);
  });

  test.each(['UsageByUnit', 'BillShares'] as const)(
    'a table with nothing in it has none: %s',
    async (kind) => {
      const { id } = await server.property(owner);
      const desk = await connectedDesk(server, owner, id);
      await placeTable(desk.ws, { kind, at: 'own-sheet', hasChart: true });
      expect(chartsOf(desk)).toEqual([]);
      expect(await switchChart(desk.ws, kind, true)).toBe(false);
    },
  );
});

test('it goes with a table that is taken out, and comes back with one that is made again', async () => {
  const desk = await charted();
  desk.excel.person.deleteSheet('Usage by unit');
  await refresh(desk.ws, { remake: ['UsageByUnit'] });
  expect(drawn(desk).series.map(({ name }) => name)).toEqual(units);
  await forgetTable(desk.ws, 'UsageByUnit', true);
  expect(chartsOf(desk)).toEqual([]);
  expect(desk.excel.workbook.sheets.map(({ name }) => name)).not.toContain('Usage by unit');
});
