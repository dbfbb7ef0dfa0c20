import { expect, test } from 'vitest';
import { openExcel } from '../../excel-host/node/open-excel.ts';
import { readPlace } from './place.ts';

test('Excel says where it runs; on the page to try it in, the address does', async () => {
  const excel = await openExcel({ installGlobals: false });
  expect(readPlace(excel, '/taskpane.html')).toBe('excel-web');
  expect(readPlace(excel, '/try/taskpane.html')).toBe('try');
  excel.close();
});
