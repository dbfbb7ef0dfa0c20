import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import { CROWD } from '../../../tests/setup/scale.ts';
import { testServer, type Person, type TestServer } from '../../../tests/setup/test-server.ts';
import { startMailServer, type MailServer } from '../../mail/mail-server.fixture.ts';
import { startMailer } from '../../mail/mailer.ts';
import { smtpTransport } from '../../mail/transport.ts';
import { readPdf } from '../../pdf/read-pdf.fixture.ts';
import { table } from '../push/workbook.fixture.ts';
import { attachmentOf } from './attachment.ts';
import { copyStatements } from './copies.fixture.ts';
import { newHouse, whole, type House } from './house.fixture.ts';

const { download, downloadStatements } = ENDPOINTS;
const { listStatementMails, mailStatements, previewStatementMails } = ENDPOINTS;
const FROM = 'PowerTrackr <no-reply@ledger.example.com>';
const JANUARY = '2025-01-31';
const HOUR = 3_600_000;

let post: MailServer;
let server: TestServer;
let owner: Person;
beforeAll(async () => {
  post = await startMailServer();
  const smtp = smtpTransport(post.url, FROM, 2_000);
  server = await testServer({
    // Codes of those who sign up stay files.
    transportOver: (files) => ({
      send: (...mail) => (mail[2] === undefined ? files.send(...mail) : smtp.send(...mail)),
      close: () => {
        smtp.close();
        files.close();
      },
    }),
  });
  owner = await server.signedInUser();
});
afterAll(() => post.stop());
beforeEach(() => {
  post.received.length = 0;
  post.toRecipient = () => null;
});

/** A house whose tenant has an address that no other test uses. */
async function billedHouse(by = owner): Promise<House & { readonly to: string }> {
  const to = `${randomUUID()}@example.com`;
  const tenant = { unit: 'Apt 1', tenant: 'Ann', email: to, movedIn: '2024-06-01', movedOut: null };
  const rows = whole.map((one) => (one.kind === 'tenancies' ? table('tenancies', [tenant]) : one));
  const house = await newHouse(server, by, rows);
  await house.issue(JANUARY);
  return Object.assign(house, { to });
}

interface Mailing {
  readonly numbers?: number[];
  readonly mailingId?: string;
  readonly again?: boolean;
  readonly locale?: string;
  readonly subject?: string;
  readonly text?: string;
}

const mail = ({ params }: House, some: Mailing = {}) => {
  const body = { numbers: [1], mailingId: randomUUID(), ...some };
  return owner.client.call(mailStatements, { params, body });
};

const preview = async ({ params }: House, some: Mailing = {}) =>
  (await owner.client.call(previewStatementMails, { params, body: { numbers: [1], ...some } }))
    .mails;

async function statesOf({ params }: House): Promise<string[]> {
  await server.services.mailer.settled();
  return (await owner.client.call(listStatementMails, { params })).columns.state;
}

/** Time passes, and whatever is due then is tried. */
async function later(ms: number): Promise<void> {
  server.pass(ms);
  server.services.mailer.wake();
  await server.services.mailer.settled();
}

/** What counts is that they were taken: nobody waits for hundreds to be printed and sent. */
async function leaveUnsent(): Promise<void> {
  await server.database.sql`delete from outbox`;
  await server.services.mailer.settled();
}

async function outboxCount(): Promise<number> {
  const [row] = await server.database.sql`select count(*)::int as n from outbox`;
  return Number(row?.['n']);
}

describe('a statement', () => {
  test('goes to its tenant as it was shown before, with the PDF as it is downloaded', async () => {
    const house = await billedHouse();
    const [shown] = await preview(house, { locale: 'en-US' });
    expect(shown).toMatchObject({
      ...{ number: 1, to: house.to, reason: null, attachment: 'Bill 1 Apt 1 Ann.pdf' },
      subject: 'Electricity bill No. 1, Apt 1, Jan 1, 2025 – Jan 31, 2025',
    });
    expect(shown?.text).toContain('Hello Ann,\n\nattached you find your electricity bill, No. 1,');
    expect(shown?.text).toContain(
      'Total due: $30.00\n\nPlease pay by Mar 24, 2025.\n\nElm Street Ltd',
    );
    expect(post.received).toEqual([]);

    const answer = await mail(house, { locale: 'en-US' });
    expect(answer).toEqual({ mailed: [{ number: 1, to: house.to }], notMailed: [] });
    expect(await statesOf(house)).toEqual(['sent']);
    const [{ to, from, mail: received } = {}] = post.received;
    expect([from, to]).toEqual(['no-reply@ledger.example.com', [house.to]]);
    expect(received).toMatchObject({
      ...{ from: { name: 'Elm Street Ltd', address: 'no-reply@ledger.example.com' } },
      ...{ replyTo: [{ address: 'office@elm.example' }], subject: shown?.subject },
    });
    expect(received?.text?.trimEnd()).toBe(shown?.text.trimEnd());
    const [file] = received?.attachments ?? [];
    expect([file?.filename, file?.mimeType]).toEqual([shown?.attachment, 'application/pdf']);
    const body = { numbers: [1], locale: 'en-US' };
    const { url } = await owner.client.call(downloadStatements, { params: house.params, body });
    const params = { token: url.split('/').at(-1) ?? '' };
    const downloaded = await server.client().call(download, { params });
    const attached = Buffer.from(file?.content as ArrayBuffer);
    expect(attached.equals(Buffer.from(await downloaded.arrayBuffer()))).toBe(true);
    expect((await readPdf(attached)).text).toContain('$30.00 Total due');
  });

  test('is logged with day, address and who sent it', async () => {
    const house = await billedHouse();
    await mail(house);
    await statesOf(house);
    const { params } = house;
    const { columns } = await owner.client.call(listStatementMails, { params });
    expect(columns).toEqual({
      ...{ number: [1], to: [house.to], by: ['Ada'], state: ['sent'] },
      at: [expect.stringMatching(/^\d{4}-.*Z$/)],
    });
    const query = { from: '2025-02-01' };
    const none = await owner.client.call(listStatementMails, { params, query });
    expect(none.columns.number).toEqual([]);
  });

  test('is not mailed where nobody has an address, it is void, or it was mailed', async () => {
    const house = await billedHouse();
    await house.issue('2025-02-28');
    await mail(house, { numbers: [3] });
    await house.void(1).catch(() => house.void(3));
    const answer = await mail(house, { numbers: [3, 2, 1] });
    expect(answer.notMailed).toEqual([
      { number: 2, reason: 'noAddress' },
      { number: 3, reason: 'voided' },
    ]);
    expect(answer.mailed).toEqual([{ number: 1, to: house.to }]);
    expect((await mail(house)).notMailed).toEqual([{ number: 1, reason: 'mailed' }]);
    const reasons = (await preview(house, { numbers: [1, 2, 3] })).map(({ reason }) => reason);
    expect(reasons).toEqual(['mailed', 'noAddress', 'voided']);
  });

  test('that is not there mails nothing at all', async () => {
    const house = await billedHouse();
    const body = { numbers: [1, 9], mailingId: randomUUID() };
    const refusal = await owner.client.refused(mailStatements, { params: house.params, body });
    expect(refusal.code).toBe('not-found');
    expect(await statesOf(house)).toEqual([]);
  });
});

describe('the words', () => {
  test('are the user’s own, with the fields of the bill in their places', async () => {
    const house = await billedHouse();
    const subject = 'Strom {{ Unit }}: {{totaldue}}';
    const text =
      'Liebe {{tenant}},\n\n{{property}}: {{period}}\nNr. {{number}}, bis {{dueDate}}.\n';
    const [shown] = await preview(house, { subject, text, locale: 'de-DE' });
    expect(shown?.subject).toBe('Strom Apt 1: 30,00 $');
    const words =
      'Liebe Ann,\n\nElm Street 4: 01.01.2025 – 31.01.2025\nNr. 1, bis 24.03.2025.\n\n--\nAda (';
    expect(shown?.text.startsWith(words)).toBe(true);
    expect(shown?.text).toContain(owner.email);
  });

  test('that name no field are refused, with those that there are', async () => {
    const house = await billedHouse();
    const body = { numbers: [1], mailingId: randomUUID(), text: 'Dear {{tenat}}' };
    const { params } = house;
    const { code, detail } = await owner.client.refused(mailStatements, { params, body });
    expect(code).toBe('bad-request');
    expect(detail).toContain('There is no field {{tenat}}. There are {{tenant}}, {{unit}}');
    expect(await statesOf(house)).toEqual([]);
  });

  test('are text and nothing else: no header, no tag', async () => {
    const house = await billedHouse();
    const subject = 'Bill\r\nBcc: eve@example.com\r\n\r\n<b>';
    await mail(house, { subject, text: 'a <script>alert(1)</script>\n& b\n\n"c"' });
    await statesOf(house);
    const [{ to, mail: received } = {}] = post.received;
    expect(to).toEqual([house.to]);
    expect(received?.bcc).toBeUndefined();
    expect(received?.subject).toBe('Bill Bcc: eve@example.com <b>');
    expect(received?.html).toContain('a &lt;script&gt;alert(1)&lt;/script&gt;<br>\n&amp; b');
    expect(received?.html).not.toContain('<script');
  });

  test('that are empty are ours', async () => {
    const house = await billedHouse();
    expect(await preview(house, { subject: ' ', text: '\n' })).toEqual(await preview(house));
  });
});

describe('nothing is sent twice', () => {
  test('by many requests at once and two servers at work', async () => {
    const house = await billedHouse();
    const { database, services } = server;
    const failures: string[] = [];
    const other = startMailer({
      ...{ database, secrets: services.secrets, now: services.now },
      transport: smtpTransport(post.url, FROM, 2_000),
      attach: (enclosure) => attachmentOf(database, enclosure),
      failed: (_, reason) => failures.push(reason),
      broken: (error) => failures.push(String(error)),
    });
    const answers = await Promise.all(
      Array.from({ length: CROWD }, () => {
        other.wake();
        return mail(house);
      }),
    );
    await server.services.mailer.settled();
    await other.close();
    expect(answers.filter(({ mailed }) => mailed.length === 1)).toHaveLength(1);
    expect(answers.flatMap(({ notMailed }) => notMailed.map(({ reason }) => reason))).toEqual(
      Array(CROWD - 1).fill('mailed'),
    );
    expect(post.received.map(({ to }) => to)).toEqual([[house.to]]);
    expect(await statesOf(house)).toEqual(['sent']);
    expect(failures).toEqual([]);
  });

  test('by one click that arrives many times, also where it says again', async () => {
    const house = await billedHouse();
    const mailing = { mailingId: randomUUID(), again: true };
    const answers = await Promise.all(Array.from({ length: CROWD }, () => mail(house, mailing)));
    for (const answer of answers) {
      expect(answer).toEqual({ mailed: [{ number: 1, to: house.to }], notMailed: [] });
    }
    expect(await statesOf(house)).toEqual(['sent']);
    expect(post.received).toHaveLength(1);
  });

  test('but again where the user says so', async () => {
    const house = await billedHouse();
    await mail(house);
    await mail(house, { again: true });
    expect(await statesOf(house)).toEqual(['sent', 'sent']);
    const ids = new Set(post.received.map(({ mail: { messageId } }) => messageId));
    expect(ids.size).toBe(2);
  });

  test('many are each sent once, each with its own bill', async () => {
    const house = await billedHouse();
    await copyStatements(server.database.sql, house.params.propertyId, CROWD);
    const numbers = Array.from({ length: CROWD }, (_, i) => i + 1).filter((n) => n !== 2);
    await mail(house, { numbers });
    expect(new Set(await statesOf(house))).toEqual(new Set(['sent']));
    const names = post.received.map(({ mail: { attachments } }) => attachments[0]?.filename);
    expect(names.toSorted()).toEqual(numbers.map((n) => `Bill ${n} Apt 1 Ann.pdf`).toSorted());
    expect(await outboxCount()).toBe(0);
  });
});

describe('when something goes wrong', () => {
  test('a mailbox that is none is told in the log, and another try needs no again', async () => {
    const house = await billedHouse();
    post.toRecipient = () => ({ code: 550, text: 'no such user' });
    await mail(house);
    expect(await statesOf(house)).toEqual(['failed']);
    post.toRecipient = () => null;
    expect((await mail(house)).mailed).toHaveLength(1);
    expect((await statesOf(house)).toSorted()).toEqual(['failed', 'sent']);
    await server.database.sql`delete from outbox`;
  });

  test('a mail server that is busy gets it later, once', async () => {
    const house = await billedHouse();
    post.toRecipient = () => ({ code: 451, text: 'later' });
    await mail(house);
    expect(await statesOf(house)).toEqual(['queued']);
    expect((await mail(house)).notMailed).toEqual([{ number: 1, reason: 'mailed' }]);
    post.toRecipient = () => null;
    await later(HOUR);
    expect(await statesOf(house)).toEqual(['sent']);
    expect(post.received).toHaveLength(1);
  });

  test('a bill that is voided before it leaves does not leave', async () => {
    const house = await billedHouse();
    post.toRecipient = () => ({ code: 451, text: 'later' });
    await mail(house);
    await statesOf(house);
    await house.void(1);
    expect(await outboxCount()).toBe(0);
    post.toRecipient = () => null;
    await later(HOUR);
    expect(post.received).toEqual([]);
    expect(await statesOf(house)).toEqual(['withdrawn']);
  });

  test('with its property go the mails that have not left', async () => {
    const house = await billedHouse();
    post.toRecipient = () => ({ code: 451, text: 'later' });
    await mail(house);
    await statesOf(house);
    const { params } = house;
    await owner.client.call(ENDPOINTS.changeProperty, { params, body: { archived: true } });
    await owner.client.call(ENDPOINTS.deleteProperty, { params });
    expect(await outboxCount()).toBe(0);
  });

  test('a statement that cannot be printed is tried again, and nobody is told its words', async () => {
    const house = await billedHouse();
    const { sql } = server.database;
    const { propertyId } = house.params;
    const [row] =
      await sql`select document from statements where property_id = ${propertyId} and number = 1`;
    post.toRecipient = () => ({ code: 451, text: 'later' });
    await mail(house);
    await statesOf(house);
    post.toRecipient = () => null;
    await sql`update statements set document = '{"Ann' where property_id = ${propertyId} and number = 1`;
    await later(60_000);
    expect(await statesOf(house)).toEqual(['queued']);
    expect(server.log()).not.toContain('{"Ann');
    await sql`update statements set document = ${row?.['document']} where property_id = ${propertyId} and number = 1`;
    await later(HOUR);
    expect(await statesOf(house)).toEqual(['sent']);
  });
});

test('what waits in the outbox tells nobody who owes what', async () => {
  const house = await billedHouse();
  post.toRecipient = () => ({ code: 451, text: 'later' });
  await mail(house);
  await server.services.mailer.settled();
  const [row] = await server.database.sql`select row_to_json(o)::text as all from outbox o`;
  expect(row?.['all']).not.toMatch(/Ann|Apt|example|30\.00/);
  await server.database.sql`delete from outbox`;
});

test('one mailbox gets a hundred a day, counted by mails; what is refused counts for nothing', async () => {
  const house = await billedHouse();
  await copyStatements(server.database.sql, house.params.propertyId, 110);
  const numbers = Array.from({ length: 110 }, (_, i) => i + 1).filter((n) => n !== 2);
  const body = { numbers: numbers.slice(0, 101), mailingId: randomUUID() };
  const { params } = house;
  const refusal = await owner.client.refused(mailStatements, { params, body });
  expect(refusal.code).toBe('too-many-requests');
  expect(await statesOf(house)).toEqual([]);
  expect((await mail(house, { numbers: numbers.slice(0, 100) })).mailed).toHaveLength(100);
  await leaveUnsent();
  const more = { numbers: numbers.slice(100, 101), mailingId: randomUUID() };
  expect((await owner.client.refused(mailStatements, { params, body: more })).code).toBe(
    'too-many-requests',
  );
});

test('an account mails two hundred a day in its first week, and is told so; more after it', async () => {
  const newcomer = await server.signedInUser();
  const { client, email } = newcomer;
  const { sql } = server.database;
  const numbers = Array.from({ length: 101 }, (_, i) => i + 1).filter((n) => n !== 2);
  for (let n = 0; n < 2; n += 1) {
    const { params } = await billedHouse(newcomer);
    await copyStatements(sql, params.propertyId, 101);
    await client.call(mailStatements, { params, body: { numbers, mailingId: randomUUID() } });
    await leaveUnsent();
  }
  const { params } = await billedHouse(newcomer);
  const one = { params, body: { numbers: [1], mailingId: randomUUID() } };
  const { code, detail } = await client.refused(mailStatements, one);
  expect(code).toBe('too-many-requests');
  expect(detail).toBe(
    'In its first week an account mails up to 200 bills a day. Choose fewer, or save them as PDF. Try again in 24 hours.',
  );
  await sql`update users set created_at = created_at - interval '7 days' where email = ${email}`;
  expect((await client.call(mailStatements, one)).mailed).toHaveLength(1);
  await server.services.mailer.settled();
});
