/** For tests of tables of results: the sample ledger, sent, and what moves its results. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { openXlsx } from '../../excel-host/xlsx/open.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import type { Desk } from './flow.fixture.ts';
import { connectedDesk } from './flow.fixture.ts';
import { preview } from './preview.ts';
import { push } from './push.ts';
import { confirmMapping, readLedger } from './read-ledger.ts';

const sample = new URL('../../excel-host/samples/elm-street.xlsx', import.meta.url);

export async function sampleDesk(
  server: TestServer,
  owner: Person,
  culture = 'en-US',
  options: { readonly apiVersion?: string } = {},
): Promise<Desk> {
  const { id } = await server.property(owner);
  const workbook = openXlsx(readFileSync(sample));
  if (culture !== 'en-US') workbook.culture = { ...workbook.culture, name: culture };
  const desk = await connectedDesk(server, owner, id, { workbook, ...options });
  await sendAll(desk);
  return desk;
}

export async function sendAll({ ws }: Desk): Promise<void> {
  const { mapping } = await readLedger(ws);
  if (mapping === null) throw new Error('nothing was proposed');
  await confirmMapping(ws, mapping);
  expect((await push(ws, await preview(ws, { createUnits: true }))).status).toBe('sent');
}

/** A bill costs more: every kind of figure moves. */
export async function raiseFirstBill(desk: Desk): Promise<void> {
  const cell = "'Electric bills'!D2:D2";
  desk.excel.person.type(cell, Number(desk.excel.person.values(cell)[0]?.[0]) + 10);
  await sendAll(desk);
}
