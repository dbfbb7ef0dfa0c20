import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { newHouse } from '../../server/use-cases/statements/house.fixture.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Desk } from './flow.fixture.ts';
import { connectedDesk } from './flow.fixture.ts';
import { issueBills } from './bills/issue-bills.ts';
import { loadBills } from './bills/period-bills.ts';
import { placeTable } from './place-table.ts';
import {
  listIssued,
  listOnSheet,
  mailBills,
  openPdf,
  previewMails,
  putListOnSheet,
  voidStatement,
} from './statements.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

/** No. 1 of Ann, who has an address, and No. 2 of nobody. */
async function issued(): Promise<Desk & { propertyId: string }> {
  const { propertyId } = (await newHouse(server, owner)).params;
  const desk = await connectedDesk(server, owner, propertyId);
  const period = await loadBills(desk.ws, { periodEnd: '2025-01-31', issueDate: '2025-02-03' });
  await issueBills(desk.ws, period, { issueId: randomUUID(), bills: period.bills });
  return { ...desk, propertyId };
}

test('what was issued is listed with its mails, the latest first; a void one stays in its place', async () => {
  const { ws, propertyId } = await issued();
  const mailing = { mailingId: randomUUID(), numbers: [1, 2], again: false };
  await mailBills(ws, propertyId, mailing);
  await voidStatement(ws, propertyId, { number: 2, reason: 'Nobody lives there' });
  const [second, first] = await listIssued(ws, propertyId);
  expect(second).toMatchObject({ number: 2, unit: 'Apt 2', tenant: null, mails: [] });
  expect(second?.voided).toMatchObject({ reason: 'Nobody lives there' });
  expect(first).toMatchObject({ number: 1, tenant: 'Ann', voided: null, issueDate: '2025-02-03' });
  expect(first?.mails).toMatchObject([{ to: 'ann@example.com', by: 'Ada' }]);
});

test('the list is put on a sheet, and found there; one of some periods only is not it', async () => {
  const { ws, excel } = await issued();
  await placeTable(ws, { kind: 'Statements', from: '2025-02-28', at: 'own-sheet' });
  expect(await listOnSheet(ws)).toBe(null);
  const put = await putListOnSheet(ws);
  expect(put?.found).toMatchObject({ state: 'standing', sheet: 'Statements 2' });
  expect(excel.person.values("'Statements 2'!A1:A4")).toEqual([['Number'], [1], [2], ['']]);
  expect(await listOnSheet(ws)).toEqual(put);
});

test('mails are seen before they go, in words of the landlord’s own, and the same mailing goes once', async () => {
  const { ws, propertyId } = await issued();
  const words = { subject: 'Power {{period}}', text: 'Please pay {{totalDue}}.' };
  const [ann, nobody] = await previewMails(ws, propertyId, { numbers: [1, 2], ...words });
  expect(ann).toMatchObject({ to: 'ann@example.com', reason: null });
  expect(ann?.subject).toBe('Power Jan 1, 2025 – Jan 31, 2025');
  expect(nobody).toMatchObject({ to: null, reason: 'noAddress' });
  const before = (await server.mailsTo('ann@example.com')).length;
  const mailing = { ...words, mailingId: randomUUID(), numbers: [1], again: false };
  await mailBills(ws, propertyId, mailing);
  expect((await mailBills(ws, propertyId, mailing)).mailed).toHaveLength(1);
  expect(await server.mailsTo('ann@example.com')).toHaveLength(before + 1);
  const again = { ...mailing, mailingId: randomUUID() };
  expect((await mailBills(ws, propertyId, again)).notMailed).toEqual([
    { number: 1, reason: 'mailed' },
  ]);
  expect((await mailBills(ws, propertyId, { ...again, again: true })).mailed).toHaveLength(1);
});

test('a PDF comes through a link that is left to a click where none is being answered', async () => {
  const { ws, propertyId } = await issued();
  const link = await openPdf(ws, propertyId, [1]);
  const path = new URL(link?.url ?? '').pathname;
  const answer = await fetch(`${server.url}${path}`);
  expect(answer.headers.get('content-type')).toContain('pdf');
  expect((await fetch(`${server.url}${path}`)).status).toBe(404);
});
