import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENDPOINTS } from '../contract/endpoints.ts';
import { TestClient } from '../tests/setup/client.ts';
import { searchedLog } from '../tests/setup/searched-log.ts';
import { authenticatorOf, clearOfStep } from '../tests/setup/second-factor.ts';
import { parseConfig } from './config.ts';
import { startMailServer } from './mail/mail-server.fixture.ts';
import type { MailServer } from './mail/mail-server.fixture.ts';
import { openMail } from './mail/outbox.ts';
import { startServer } from './start.ts';
import type { RunningServer } from './start.ts';
import { House, whole } from './use-cases/statements/house.fixture.ts';

const ada = { email: 'ada@example.com', password: 'ledger lamp lantern', name: 'Ada' };
const eve = { email: 'eve@example.com', password: 'walnut piano meadow', name: 'Eve' };
const [CHANGED, RESET] = ['copper kettle violin', 'harbour thistle drum'];

let folder: string;
let mailServer: MailServer;
let server: RunningServer;
const log = searchedLog();
/** All that would let somebody in, by what it is. */
const secrets = new Map<string, string>();
/** Lines of the backup, as text. */
let backup: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'powertrackr-rest-'));
  await chmod(folder, 0o711);
  mailServer = await startMailServer('right');
  const config = parseConfig({
    ...{ DATA_DIR: join(folder, 'data'), PORT: '0', TLS: 'off', TRUST_PROXY: '1' },
    SMTP_URL: mailServer.url,
  });
  server = await startServer(config, log.logger, (line) => log.write(`${line}\n`));
  await everythingHappens();
  backup = await writtenBackup();
}, 180_000);
afterAll(async () => {
  await server.stop();
  await mailServer.stop();
  await rm(folder, { recursive: true, force: true });
});

const client = () => new TestClient(`http://127.0.0.1:${server.port}`);

function secret<Text extends string>(name: string, text: Text): Text {
  secrets.set(`${name} ${secrets.size}`, text);
  return text;
}

/** The newest mail to somebody, once all are sent. */
async function codeIn(to: string, shape: RegExp): Promise<string> {
  await server.services.mailer.settled();
  const { mail } = mailServer.received.findLast((one) => one.to.includes(to)) ?? {};
  const code = shape.exec(`${mail?.subject} ${mail?.text}`)?.[0];
  if (code === undefined) throw new Error(`no code was mailed to ${to}: ${mail?.subject}`);
  return secret('mailed code', code);
}

const SIX_DIGITS = /\b\d{6}\b/;
const INVITATION = /[\dA-Z]{4}(-[\dA-Z]{4}){3}/;

async function signedUp(person: typeof ada): Promise<TestClient> {
  const own = client();
  await own.call(ENDPOINTS.signUp, { body: person });
  const { email, password } = person;
  const body = { email, password, code: await codeIn(email, SIX_DIGITS) };
  own.token = secret('token', (await own.call(ENDPOINTS.verifyEmail, { body })).token);
  return own;
}

/** Every flow that gives out something secret; of each kind one is used up and one still good. */
async function everythingHappens(): Promise<void> {
  const owner = await signedUp(ada);
  const guest = await signedUp(eve);
  for (const password of [ada.password, eve.password, CHANGED, RESET]) secret('password', password);

  const property = { body: { name: 'Elm Street', currency: 'USD' } };
  const params = { propertyId: (await owner.call(ENDPOINTS.createProperty, property)).id };
  await owner.call(ENDPOINTS.invite, { params, body: { email: eve.email, role: 'editor' } });
  const invitation = await codeIn(eve.email, INVITATION);
  await guest.call(ENDPOINTS.acceptInvitation, { body: { code: invitation } });

  await factorIsShown(owner);
  await passwordsChange(owner, guest);
  await addressChanges(owner);
  const house = new House({ ...ada, client: owner }, params.propertyId);
  await house.workbook.commit(whole);
  await house.issue('2025-01-31');

  // From here on no mail leaves: letters and codes that are still good wait in the database.
  await server.services.mailer.settled();
  mailServer.toRecipient = () => ({ code: 451, text: 'come back later' });
  await client().call(ENDPOINTS.signUp, { body: { ...ada, email: 'new@example.com' } });
  await owner.call(ENDPOINTS.invite, {
    params,
    body: { email: 'bob@example.com', role: 'viewer' },
  });
  const asked = { body: { email: eve.email } };
  secret('ticket', (await client().call(ENDPOINTS.requestReset, asked)).ticket);
  await owner.call(ENDPOINTS.changeEmail, { body: { email: 'ada@elsewhere.example.com' } });
  const mailing = { numbers: [1], mailingId: randomUUID(), text: secret('letter', LETTER) };
  await owner.call(ENDPOINTS.mailStatements, { params, body: mailing });
  const links = [
    await owner.call(ENDPOINTS.exportAccount, {}),
    await owner.call(ENDPOINTS.downloadStatements, { params, body: { numbers: [1] } }),
  ];
  for (const { url } of links) secret('link', url.slice(url.lastIndexOf('/') + 1));
  await until(() => (log.text().match(/mail not sent yet/g)?.length ?? 0) >= WAITING);
  await noteWaiting();
}

/** Sign-up, invitation, reset, both letters about another address, and a bill. */
const WAITING = 6;
const LETTER = 'Leave the rent in the blue letterbox.';

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Enrols, signs in by the authenticator and by a recovery code, and renews those. */
async function factorIsShown(owner: TestClient): Promise<void> {
  const { secret: typed } = await owner.call(ENDPOINTS.startSecondFactor, {});
  secret('authenticator secret', typed);
  const authenticator = authenticatorOf(server, typed);
  await clearOfStep(server);
  const confirmed = await owner.call(ENDPOINTS.confirmSecondFactor, {
    body: { code: secret('authenticator code', authenticator.code(-1)) },
  });
  owner.token = secret('token', confirmed.token);
  const again = client();
  const { email, password } = ada;
  again.token = (await again.call(ENDPOINTS.signIn, { body: { email, password } })).token;
  secret('half a session', again.token);
  const code = secret('authenticator code', authenticator.code());
  secret('token', (await again.call(ENDPOINTS.signInTotp, { body: { code } })).token);
  const [used = ''] = confirmed.recoveryCodes;
  owner.token = (await owner.call(ENDPOINTS.stepUp, { body: { code: used } })).token;
  secret('token', owner.token);
  const { recoveryCodes } = await owner.call(ENDPOINTS.renewRecoveryCodes, {});
  for (const one of [...confirmed.recoveryCodes, ...recoveryCodes]) secret('recovery code', one);
}

async function passwordsChange(owner: TestClient, guest: TestClient): Promise<void> {
  const change = { currentPassword: ada.password, newPassword: CHANGED };
  owner.token = (await owner.call(ENDPOINTS.changePassword, { body: change })).token;
  secret('token', owner.token);
  const { ticket } = await client().call(ENDPOINTS.requestReset, { body: { email: eve.email } });
  secret('ticket', ticket);
  const code = await codeIn(eve.email, SIX_DIGITS);
  const body = { ticket, code, password: RESET };
  guest.token = (await client().call(ENDPOINTS.resetPassword, { body })).token;
  secret('token', guest.token);
}

async function addressChanges(owner: TestClient): Promise<void> {
  ada.email = 'ada@new.example.com';
  await owner.call(ENDPOINTS.changeEmail, { body: { email: ada.email } });
  const code = await codeIn(ada.email, SIX_DIGITS);
  await owner.call(ENDPOINTS.confirmEmail, { body: { code } });
}

/** Codes in letters that wait: whoever has the key beside the database can read them. */
async function noteWaiting(): Promise<void> {
  const rows = await server.services.database.sql<{ mailId: string; sealed: string }[]>`
    select mail_id as "mailId", sealed from outbox`;
  for (const row of rows) {
    const text = openMail(server.services.secrets, row)?.letter.text ?? '';
    for (const shape of [SIX_DIGITS, INVITATION]) {
      const code = shape.exec(text)?.[0];
      if (code !== undefined) secret('code that waits', code);
    }
  }
}

async function writtenBackup(): Promise<string> {
  const file = join(folder, 'backup.gz');
  const env = { ...process.env, DATA_DIR: join(folder, 'data'), DATABASE_URL: '' };
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  await promisify(execFile)('npm', ['run', '-s', 'backup', '--', file], { cwd, env });
  return gunzipSync(await readFile(file)).toString('utf8');
}

/** Everything that a secret may look like where somebody only encoded it. */
function formsOf(text: string): string[] {
  const bare = text.replaceAll('-', '');
  return [text, bare, bare.toLowerCase()].flatMap((one) => {
    const bytes = Buffer.from(one);
    // In the middle of other bytes base64 looks otherwise: without its ends, which those change.
    const shifted = [0, 1, 2].map((by) => {
      const base64 = Buffer.concat([Buffer.alloc(by), bytes]).toString('base64');
      return base64.slice(by === 0 ? 0 : 4, -4);
    });
    const encoded = [bytes.toString('hex'), bytes.toString('base64url'), encodeURIComponent(one)];
    return [one, JSON.stringify(one).slice(1, -1), ...encoded, ...shifted];
  });
}

/** Six digits stand anywhere: in a fraction of a second, or within a longer number. */
function holds(text: string, form: string): boolean {
  if (!/^\d{6}$/.test(form)) return form.length >= 6 && text.includes(form);
  const withoutTimes = text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+/g, '');
  return new RegExp(`(?<![\\w-])${form}(?![\\w-])`).test(withoutTimes);
}

const foundIn = (text: string) =>
  [...secrets]
    .filter(([, one]) => formsOf(one).some((form) => holds(text, form)))
    .map(([name]) => name);

test('there is something to find: of every kind, and all tables that hold it', () => {
  const kinds = new Set([...secrets.keys()].map((name) => name.replace(/ \d+$/, '')));
  expect([...kinds].toSorted()).toEqual([
    ...[
      'authenticator code',
      'authenticator secret',
      'code that waits',
      'half a session',
      'letter',
    ],
    ...['link', 'mailed code', 'password', 'recovery code', 'ticket', 'token'],
  ]);
  // Of a sign-up, an invitation, a reset and another address.
  expect([...secrets.keys()].filter((name) => name.startsWith('code that waits'))).toHaveLength(4);
  for (const table of [
    'sessions',
    'email_codes',
    'recovery_codes',
    'invitations',
    'outbox',
    'downloads',
  ]) {
    expect(backup).toMatch(new RegExp(`\\{"table":"${table}"\\}\\n\\{"(?!table")`));
  }
  const all = [...secrets.values()].join('\n');
  expect(foundIn(all)).toEqual([...secrets.keys()]);
  const long = [...secrets].filter(([, one]) => !/^\d{6}$/.test(one)).map(([name]) => name);
  for (const encoding of ['base64', 'base64url', 'hex'] as const) {
    expect(foundIn(Buffer.from(all).toString(encoding))).toEqual(expect.arrayContaining(long));
  }
});

test('a backup holds no password, token, code or secret, however it is written', () => {
  expect(foundIn(backup)).toEqual([]);
});

test('nothing that a backup holds signs anybody in', async () => {
  const texts = new Set(backup.match(/[A-Za-z0-9_-]{43}/g));
  expect(texts.size).toBeGreaterThan(5);
  const own = client();
  for (const text of texts) {
    own.token = text;
    expect((await own.request(ENDPOINTS.account, {})).status).toBe(401);
    const { status } = await own.send('GET', ENDPOINTS.download.path.replace('{token}', text));
    expect(status).toBe(404);
  }
});

test('the log holds none of it either, and no address', () => {
  expect(log.text()).toContain('"msg":"request"');
  expect(foundIn(log.text())).toEqual([]);
  expect(log.text()).not.toMatch(/@[\w.]*example\.com/);
});
