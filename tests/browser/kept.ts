/** What a browser has from last time: who is signed in, and the workbook that was open in /try. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { connect } from '../../addin/flows/connect.ts';
import { openDesk } from '../../addin/flows/flow.fixture.ts';
import { preview } from '../../addin/flows/preview.ts';
import { createProperty } from '../../addin/flows/properties.ts';
import { push } from '../../addin/flows/push.ts';
import { confirmMapping, readLedger } from '../../addin/flows/read-ledger.ts';
import type { Session } from '../../addin/flows/session.ts';
import { openXlsx } from '../../excel-host/xlsx/open.ts';
import type { KeptFile } from '../../excel-host/web/storage.ts';
import { saveXlsx } from '../../excel-host/xlsx/save.ts';
import { addinId } from '../../server/tools/addin-id.ts';
import type { Person, TestServer } from '../setup/test-server.ts';

export interface Kept {
  readonly session?: Session;
  readonly workbook?: KeptFile;
}

/** A page without scripts on the server's origin, where what the pages keep can be put and taken away. */
export async function toWaitingPlace(page: Page, origin: string): Promise<void> {
  const place = `${origin}/healthz`;
  if (page.url() !== place) await page.goto(place);
}

/** Puts it where the pages look for it, before they do. */
export async function keep(page: Page, origin: string, kept: Kept): Promise<void> {
  await toWaitingPlace(page, origin);
  const { session, workbook } = kept;
  const base64 = workbook && Buffer.from(workbook.bytes).toString('base64');
  await page.evaluate(
    async ([session, name, base64]) => {
      if (session) localStorage.setItem('PowerTrackr.session', session);
      if (name === undefined) return;
      const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      const opening = indexedDB.open('emulated-excel', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('workbooks');
      await new Promise((done) => (opening.onsuccess = done));
      const database = opening.result;
      const writing = database.transaction('workbooks', 'readwrite');
      writing.objectStore('workbooks').put({ name, bytes }, 'open');
      await new Promise((done) => (writing.oncomplete = done));
      database.close();
    },
    [session && JSON.stringify(session), workbook?.name, base64 ?? ''] as const,
  );
}

/** Of somebody who signed in on this page with the password; the second step may be still to come. */
export async function sessionOf({ client, email, password }: Person): Promise<Session> {
  const body = { email, password, place: 'try' as const };
  const { token, next } = await client.call(ENDPOINTS.signIn, { body });
  return { email, token, next };
}

/** The sample ledger, connected to a new property of that name and sent, by the add-in's own flows. */
export async function sentLedger(
  server: TestServer,
  { client }: Person,
  property: string,
): Promise<KeptFile> {
  const name = 'elm-street.xlsx';
  const sample = new URL(`../../excel-host/samples/${name}`, import.meta.url);
  const addIn = await addinId();
  const workbook = openXlsx(await readFile(sample), { name, addIn });
  const { ws } = await openDesk({ url: server.plainUrl }, { workbook, token: client.token });
  const { id } = await createProperty(ws, { name: property, currency: 'USD' });
  await connect(ws, id);
  const { mapping } = await readLedger(ws);
  if (mapping === null) throw new Error('The sample is no ledger.');
  await confirmMapping(ws, mapping);
  await push(ws, await preview(ws, { mapping, createUnits: true }));
  return { name, bytes: saveXlsx(workbook, { addIn }) };
}
