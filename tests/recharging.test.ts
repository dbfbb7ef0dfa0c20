import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  isThere,
  MAPPING,
  MARCH,
  published,
  read,
  rechargingLedger,
  SUPPLY,
} from './setup/recharging.ts';
import { workbookDocument } from './setup/run-workbook.ts';
import type { WorkbookDocument } from './setup/run-workbook.ts';
import { workbookFolder } from './setup/workbook-folder.ts';

const cents = (text: string | null | undefined) => Math.round(Number(text) * 100);

describe.skipIf(!isThere)('the real ledger, through npm run workbook', { timeout: 120_000 }, () => {
  let answer: WorkbookDocument;

  beforeAll(async () => {
    const folder = await workbookFolder();
    const [file, mapping] = [join(folder, 'ledger.xlsx'), join(folder, 'mapping.json')];
    await Promise.all([
      rechargingLedger().xlsx.writeFile(file),
      writeFile(mapping, JSON.stringify(MAPPING)),
    ]);
    answer = await workbookDocument(file, '--push', '--mapping', mapping, '--currency', 'GBP');
  }, 120_000);

  function march() {
    const { columns } = answer.allocation;
    return columns.unit.flatMap((site, i) =>
      columns.periodEnd[i] === MARCH
        ? [{ site, kwh: columns.usageKwh[i] ?? null, charge: columns.charge[i] ?? null }]
        : [],
    );
  }

  test('every row goes in; what was rounded is said', () => {
    expect(answer.summary).toMatchObject({ problem: 0, conflict: 0, changed: 0, removed: 0 });
    const issues = answer.tables.flatMap(({ outcomes }) => outcomes.issues);
    expect(new Set(issues.map(({ code, severity }) => `${severity} ${code}`))).toEqual(
      new Set(['note rounded']),
    );
  });

  test('the published sites are charged, each by what was published, and no other', () => {
    const charged = new Map(march().map((one) => [one.site, one]));
    expect([...charged.keys()].toSorted()).toEqual(
      published()
        .map(({ site }) => site)
        .toSorted(),
    );
    for (const { site, kwh, charge } of published()) {
      const ours = charged.get(site);
      expect(Number(ours?.kwh), `kWh of site ${site}`).toBe(kwh);
      // Ours are whole cents, theirs have six decimals: each lies within a cent of the other.
      expect(Math.abs(Number(ours?.charge) - charge), `charge of site ${site}`).toBeLessThan(0.01);
    }
  });

  test('among them a dial that counts tens, one that ran backwards, several sub-meters', () => {
    const charged = new Map(march().map((one) => [one.site, one]));
    const usage = ['9', '2', '14'].map((site) => Number(charged.get(site)?.kwh));
    // As the ledger's README names them.
    expect(usage).toEqual([3010, -2000, 24_919]);
    expect(published().map(({ multiplier }) => multiplier)).toEqual(
      expect.arrayContaining([10, -1]),
    );
  });

  test('charges and the common part are the bill, to the cent', () => {
    const { columns } = answer.reconciliation.periods;
    const at = columns.periodEnd.indexOf(MARCH);
    const invoice = read('electric_invoice').rows.find(
      (row) => row['MPAN/MPR'] === SUPPLY && row['Date'] === '2023-03-01',
    );
    const sum = march().reduce((total, { charge }) => total + cents(charge), 0);
    expect(cents(columns.billed[at])).toBe(cents(invoice?.['Total Net (GBP)']));
    expect(cents(columns.charges[at])).toBe(sum);
    expect(sum + cents(columns.ownerShare[at])).toBe(cents(columns.billed[at]));
    expect(columns.difference[at]).toBe('0.00');
  });
});
