import { afterEach, expect, test } from 'vitest';
import { openXlsx } from '../xlsx/open.ts';
import type { OpenedExcel } from './open-excel.ts';
import { openExcel } from './open-excel.ts';

const opened: OpenedExcel[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

async function open(version = '1.17'): Promise<OpenedExcel> {
  const excel = await openExcel({
    requirementSets: { ExcelApi: version, SharedRuntime: '1.1' },
    installGlobals: false,
  });
  opened.push(excel);
  return excel;
}

const fileOf = ({ Office }: OpenedExcel, sliceSize = 1_000): Promise<Office.File> =>
  new Promise((resolve, reject) => {
    Office.context.document.getFileAsync(Office.FileType.Compressed, { sliceSize }, (answer) => {
      if (answer.status === Office.AsyncResultStatus.Succeeded) resolve(answer.value);
      else reject(new Error(answer.error.message));
    });
  });

const sliceOf = (file: Office.File, index: number): Promise<Office.Slice> =>
  new Promise((resolve, reject) => {
    file.getSliceAsync(index, (answer) => {
      if (answer.status === ('succeeded' as unknown)) resolve(answer.value);
      else reject(new Error(answer.error.message));
    });
  });

async function bytesOf(file: Office.File): Promise<Uint8Array> {
  const indices = Array.from({ length: file.sliceCount }, (_, i) => i);
  const slices = await Promise.all(indices.map((index) => sliceOf(file, index)));
  return Uint8Array.from(slices.flatMap(({ data }) => data as number[]));
}

test('the open file is read in slices, as it would be saved', async () => {
  const excel = await open();
  excel.person.type('Sheet1!A1', 'typed');
  const file = await fileOf(excel);
  const bytes = await bytesOf(file);
  expect([bytes.length, file.sliceCount]).toEqual([file.size, Math.ceil(file.size / 1_000)]);
  expect(openXlsx(bytes).sheets[0]?.rows[0]?.cells[0]?.value).toBe('typed');
});

test('no more than two copies are there at once, and none while a cell is edited', async () => {
  const excel = await open();
  const first = await fileOf(excel);
  await fileOf(excel);
  await expect(fileOf(excel)).rejects.toMatchObject({ name: 'Error' });
  await new Promise<void>((resolve) => {
    first.closeAsync(() => resolve());
  });
  await expect(sliceOf(first, 0)).rejects.toMatchObject({ name: 'Error' });
  excel.person.enterCell();
  await expect(fileOf(excel)).rejects.toMatchObject({ name: 'Error' });
  excel.person.leaveCell();
  await fileOf(excel);
});

test('a new workbook is opened from a file, or blank; what is no workbook is refused', async () => {
  const excel = await open();
  excel.person.type('Sheet1!A1', 'typed');
  const bytes = await bytesOf(await fileOf(excel));
  await excel.Excel.createWorkbook(Buffer.from(bytes).toString('base64'));
  await excel.Excel.createWorkbook();
  const cells = excel.created.map(({ sheets }) => sheets[0]?.rows[0]?.cells[0]?.value);
  expect(cells).toEqual(['typed', undefined]);
  await expect(excel.Excel.createWorkbook('AAAA')).rejects.toMatchObject({
    code: 'InvalidArgument',
  });
  expect(excel.created).toHaveLength(2);
});
