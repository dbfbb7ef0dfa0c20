/** The sample ledger taken through `npm run workbook` to bills of every design, as files. */
import { join } from 'node:path';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import type { TestClient } from '../setup/client.ts';
import { workbookDocument } from '../setup/run-workbook.ts';
import { DESIGNS, addDesigns } from './designs.ts';

const ELM = 'excel-host/samples/elm-street.xlsx';

export const ISSUER = {
  issuer: 'Elm Street Lettings LLC\n12 Elm Street, Springfield',
  contact: 'Rosa Delgado, 555 0142, rosa@elmstreet.example',
  paymentDetails: 'Check to Elm Street Lettings LLC\nor transfer to 021000021 / 4455 6677',
  dueDays: 14,
  note: 'The stairs are lit by sensors since August, which shows in the common part.',
};

export interface Filled {
  /** Name of the template's sheet. */
  readonly template: string;
  /** The ledger with its bills. */
  readonly file: string;
  /** The bills alone. */
  readonly apart: string;
  readonly sheets: readonly { readonly sheet: string; readonly unit: string }[];
}

export interface FilledLedger {
  /** As it was before anything of ours. */
  readonly designed: string;
  /** Pushed and refreshed, with every template and no bill. */
  readonly ledger: string;
  readonly designs: readonly Filled[];
}

/**
 * August is billed and issued before, so that September, which is billed by every design, has balances,
 * payments and open items to tell of.
 */
export async function fillDesigns(client: TestClient, folder: string): Promise<FilledLedger> {
  const designed = join(folder, 'Elm Street 12.xlsx');
  await addDesigns(ELM, designed);
  const server = ['--server', client.url, '--token', client.token ?? ''];
  const { id } = await client.call(ENDPOINTS.createProperty, {
    body: { name: 'Elm Street 12', currency: 'USD' },
  });
  await client.call(ENDPOINTS.changeProperty, {
    ...{ params: { propertyId: id }, body: { settings: { statements: ISSUER } } },
  });
  const ledger = join(folder, 'ledger.xlsx');
  await workbookDocument(designed, '--push', '--refresh', '--out', ledger, ...server);
  const august = ['--period', '2025-08', '--dated', '2025-09-02'];
  await workbookDocument(ledger, '--bills', 'List', ...august, '--issue', ...server);
  const september = ['--period', '2025-09', '--dated', '2025-10-02'];
  const designs: Filled[] = [];
  for (const template of [null, ...Object.keys(DESIGNS)]) {
    const file = join(folder, `${template ?? 'Sample'}.xlsx`);
    const wanted = template === null ? ['--bills-sample'] : ['--bills', template];
    const apart = join(folder, `${template ?? 'Sample'} alone.xlsx`);
    const args = [...wanted, ...september, '--out', file, '--bills-out', apart, ...server];
    // oxlint-disable-next-line no-await-in-loop -- each is a process of its own, on few cores
    const { bills } = await workbookDocument(ledger, ...args);
    if (!bills || bills.notMade.length > 0)
      throw new Error(`${template}: ${bills?.notMade.join()}`);
    designs.push({ template: bills.template, file, apart, sheets: bills.made });
  }
  return { designed, ledger, designs };
}
