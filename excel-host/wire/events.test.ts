import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenedExcel, openExcel, type OpenOptions } from '../node/open-excel.ts';

let excel: OpenedExcel;
const start = async (options?: OpenOptions) => {
  excel = await openExcel(options);
  excel.person.type('A1', [
    ['Unit', 'kWh'],
    ['1A', 5],
  ]);
  excel.person.makeTable('A1:B2', 'Readings');
};
beforeEach(() => start());
afterEach(() => excel.close());

/** Until events that are due have arrived. */
async function settled(): Promise<void> {
  await excel.host.events.settle();
  await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('events', () => {
  test('of tables and sheets tell what the person did, later', async () => {
    const seen: [string, string, string][] = [];
    await excel.Excel.run(async (context) => {
      const note = (kind: string) => async (event: { address: string; changeType: string }) => {
        seen.push([kind, event.changeType, event.address]);
      };
      context.workbook.tables.getItem('Readings').onChanged.add(note('table'));
      context.workbook.worksheets.getItem('Sheet1').onChanged.add(note('sheet'));
      context.workbook.worksheets.onChanged.add(note('sheets'));
      context.workbook.tables.onChanged.add(note('tables'));
      await context.sync();
    });
    excel.person.type('B2', 7);
    expect(seen).toEqual([]);
    await settled();
    expect(seen.toSorted()).toEqual([
      ['sheet', 'RangeEdited', 'B2'],
      ['sheets', 'RangeEdited', 'B2'],
      ['table', 'RangeEdited', 'B2'],
      ['tables', 'RangeEdited', 'B2'],
    ]);
    seen.length = 0;
    excel.person.type('F9', 'outside');
    excel.person.insert('2:2');
    await settled();
    expect(seen.filter(([kind]) => kind === 'table')).toEqual([['table', 'RowInserted', 'A2:B2']]);
    expect(seen.filter(([kind]) => kind === 'sheet')).toEqual([
      ['sheet', 'RangeEdited', 'F9'],
      ['sheet', 'RowInserted', '2:2'],
    ]);
  });

  test('come for own writes too, and from 1.14 say so', async () => {
    const sources: (string | undefined)[] = [];
    const listen = () =>
      excel.Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getItem('Sheet1');
        sheet.onChanged.add(async (event) => {
          sources.push(event.triggerSource);
          expect(event.details?.valueAfter).toBe(9);
        });
        await context.sync();
        sheet.getRange('B2').values = [[9]];
        await context.sync();
      });
    await listen();
    await settled();
    excel.person.type('B2', 9);
    await settled();
    expect(sources).toEqual(['ThisLocalAddin', 'Unknown']);
    excel.close();
    sources.length = 0;
    await start({ requirementSets: { ExcelApi: '1.13' } });
    await listen();
    await settled();
    expect(sources).toEqual([undefined]);
  });

  test('tell apart what another author of the file did', async () => {
    const sources: string[] = [];
    await excel.Excel.run(async (context) => {
      context.workbook.worksheets.onChanged.add(async ({ source, address }) => {
        sources.push(`${source} ${address}`);
      });
      await context.sync();
    });
    excel.coauthor.type('B2', 6);
    excel.person.enterCell();
    excel.coauthor.type('B3', 7);
    excel.person.leaveCell();
    excel.person.type('B4', 8);
    await settled();
    expect(sources).toEqual(['Remote B2', 'Remote B3', 'Local B4']);
  });

  test('give their range, and stop when nobody listens', async () => {
    const addresses: string[] = [];
    const { Excel } = excel;
    const handler = await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Sheet1');
      const result = sheet.onChanged.add((event) =>
        Excel.run(async (inner) => {
          const range = event.getRange(inner).load('address, values');
          await inner.sync();
          addresses.push(range.address);
        }),
      );
      await context.sync();
      return result;
    });
    excel.person.type('B2', 8);
    await settled();
    await settled();
    expect(addresses).toEqual(['Sheet1!B2']);
    await Excel.run(handler.context, async (context) => {
      handler.remove();
      await context.sync();
    });
    excel.person.type('B2', 9);
    await settled();
    expect(addresses).toHaveLength(1);
  });

  test('tell of selections, sheets, tables, sorting and protection', async () => {
    const seen: string[] = [];
    const note = (what: string) => async () => void seen.push(what);
    await excel.Excel.run(async (context) => {
      const { worksheets, tables } = context.workbook;
      context.workbook.onSelectionChanged.add(note('workbook selection'));
      worksheets.getItem('Sheet1').onSelectionChanged.add(async ({ address }) => {
        seen.push(`selection ${address}`);
      });
      tables.getItem('Readings').onSelectionChanged.add(async ({ isInsideTable }) => {
        seen.push(`inside ${isInsideTable}`);
      });
      worksheets.onActivated.add(note('activated'));
      worksheets.onDeactivated.add(note('deactivated'));
      worksheets.onAdded.add(note('added'));
      worksheets.onDeleted.add(note('deleted'));
      worksheets.onRowSorted.add(note('sorted'));
      worksheets.onProtectionChanged.add(note('protection'));
      tables.onAdded.add(note('table added'));
      await context.sync();
    });
    const after = async (act: () => void) => {
      act();
      await settled();
      return seen.splice(0).toSorted();
    };
    expect(await after(() => excel.person.select('B2'))).toEqual([
      'inside true',
      'selection B2',
      'workbook selection',
    ]);
    expect(await after(() => excel.person.select('H9'))).toContain('inside false');
    expect(await after(() => excel.person.addSheet('New'))).toEqual([
      'activated',
      'added',
      'deactivated',
    ]);
    expect(await after(() => excel.person.deleteSheet('New'))).toContain('deleted');
    expect(await after(() => excel.person.sort('Readings', 'kWh'))).toEqual(['sorted']);
    expect(await after(() => excel.person.protect('Sheet1'))).toEqual(['protection']);
    excel.person.unprotect('Sheet1');
    await settled();
    seen.length = 0;
    excel.person.type('D1', 'x');
    expect(await after(() => excel.person.makeTable('D1:D2', 'More'))).toEqual(['table added']);
  });

  test('of the document come to handlers of Office', async () => {
    let count = 0;
    const { document } = excel.Office.context;
    await new Promise((resolve) => {
      document.addHandlerAsync(
        excel.Office.EventType.DocumentSelectionChanged,
        () => void (count += 1),
        resolve,
      );
    });
    excel.person.select('C3');
    await settled();
    expect(count).toBe(1);
    const other = await new Promise<Office.AsyncResult<void>>((resolve) => {
      document.addHandlerAsync(excel.Office.EventType.ActiveViewChanged, () => undefined, resolve);
    });
    expect(other.status).toBe('failed');
  });
});
