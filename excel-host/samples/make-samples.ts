// Writes the sample workbooks into this folder: npx tsx excel-host/samples/make-samples.ts
import { writeFileSync } from 'node:fs';
import { recalculate } from '../formulas/recalculate.ts';
import { saveXlsx } from '../xlsx/save.ts';
import { elmStreet } from './elm-street.ts';
import { millRoad } from './mill-road.ts';

for (const workbook of [elmStreet(), millRoad()]) {
  recalculate(workbook);
  writeFileSync(new URL(workbook.name, import.meta.url), saveXlsx(workbook));
}
