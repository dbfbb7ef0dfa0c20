/** Everything that an account holds and owns, as a zip: tables for Excel, and one JSON of it all. */
import { promisify } from 'node:util';
import { strToU8, zip } from 'fflate';
import type { AsyncZippable } from 'fflate';
import type { Sql } from '../../db/client.ts';
import { listPropertiesOf } from '../../db/properties.ts';
import { transaction } from '../../db/transaction.ts';
import type { Services } from '../context.ts';
import { safeName } from '../file-names.ts';
import { accountData } from './account-data.ts';
import { propertyData } from './property-data.ts';
import type { PropertyData } from './property-data.ts';

const zipped = promisify<AsyncZippable, Uint8Array<ArrayBuffer>>(zip as never);

const READ_ME = `What PowerTrackr keeps of your account, and of every property that you own.

The .csv files open in Excel. Those in a property's folder hold its rows in the words in which a
workbook sends them. A text that Excel would take for a formula has an apostrophe in front.

everything.json holds all of it exactly, for programs: also what every change did, row by row.
Your password and the secrets of your second step are in neither.
`.replaceAll('\n', '\r\n');

/** As of one moment, whatever is pushed meanwhile. */
export async function accountFile(services: Services, userId: string): Promise<File> {
  const now = services.now();
  const { account, properties } = await transaction(
    services.database,
    async (sql) => ({
      account: await accountData(sql, userId, now),
      properties: await ownedProperties(sql, userId),
    }),
    'isolation level repeatable read read only',
  );
  const everything = {
    format: 'powertrackr-account-export',
    version: 1,
    exportedAt: now.toISOString(),
    ...account.json,
    properties: properties.map(({ json }) => json),
  };
  const texts: Record<string, string> = {
    'READ ME.txt': READ_ME,
    'everything.json': JSON.stringify(everything),
    ...account.tables,
    ...inFolders(properties),
  };
  const files = Object.entries(texts).map(([name, text]) => [name, strToU8(text)] as const);
  const bytes = await zipped(Object.fromEntries(files));
  const name = `PowerTrackr ${now.toISOString().slice(0, 10)}.zip`;
  return new File([bytes], name, { type: 'application/zip' });
}

async function ownedProperties(sql: Sql, userId: string): Promise<PropertyData[]> {
  const owned = (await listPropertiesOf(sql, userId)).filter(({ role }) => role === 'owner');
  const data: PropertyData[] = [];
  // One after the other, on one connection.
  // oxlint-disable-next-line no-await-in-loop -- see above
  for (const property of owned) data.push(await propertyData(sql, property));
  return data;
}

function inFolders(properties: readonly PropertyData[]): Record<string, string> {
  const taken = new Set<string>();
  return Object.fromEntries(
    properties.flatMap(({ name, tables }) => {
      const folder = folderName(name, taken);
      return Object.entries(tables).map(([file, text]) => [`${folder}/${file}`, text]);
    }),
  );
}

/** A name that every system takes, and no two alike. */
function folderName(name: string, taken: Set<string>): string {
  const base = safeName(name, 'Property');
  let folder = base;
  for (let n = 2; taken.has(folder.toLowerCase()); n += 1) folder = `${base} (${n})`;
  taken.add(folder.toLowerCase());
  return folder;
}
