import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSecretBox } from '../auth/secret-box.ts';
import { totpPurpose } from '../auth/totp.ts';
import { mailPurpose } from '../mail/outbox.ts';
import { testDatabase } from '../../tests/setup/test-database.ts';
import { reseal } from './reseal.ts';

const newKey = () => randomBytes(32).toString('base64');

test('whatever the key before has sealed is sealed anew, and the rest stays as it is', async () => {
  const database = await testDatabase();
  const { sql } = database;
  const [old, fresh] = [newKey(), newKey()];
  const before = createSecretBox(old, null);
  const secrets = createSecretBox(fresh, old);
  // More than a page, of which the first cannot be opened.
  const users = Array.from({ length: 600 }, (_, i) => {
    const userId = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
    const box = i === 0 ? createSecretBox(newKey(), null) : i % 2 === 0 ? before : secrets;
    const sealed = box.seal(`secret ${i}`, totpPurpose(userId));
    const pending = i === 599 ? before.seal('pending', totpPurpose(userId)) : null;
    const names = { email: `${i}@example.com`, email_key: `${i}@example.com`, name: 'Ada' };
    return {
      user_id: userId,
      ...names,
      password_hash: '',
      totp_secret: sealed,
      totp_pending: pending,
    };
  });
  await sql`insert into users ${sql(users)}`;
  const mailId = randomUUID();
  const mail = before.seal('mail', mailPurpose(mailId));
  await sql`
    insert into outbox (mail_id, sealed, created_at, due_at) values (${mailId}, ${mail}, now(), now())`;

  expect(await reseal({ database, secrets })).toBe(1);
  const alone = createSecretBox(fresh, null);
  const rows = await sql<{ id: string; secret: string; pending: string | null }[]>`
    select user_id as id, totp_secret as secret, totp_pending as pending from users order by user_id`;
  const [lost, ...others] = rows;
  expect(lost?.secret).toBe(users[0]?.totp_secret);
  for (const [i, { id, secret }] of others.entries()) {
    expect(alone.open(secret, totpPurpose(id))).toBe(`secret ${i + 1}`);
  }
  expect(others[0]?.secret).toBe(users[1]?.totp_secret);
  const last = others.at(-1);
  expect(alone.open(last?.pending ?? '', totpPurpose(last?.id ?? ''))).toBe('pending');
  const [sent] = await sql<{ sealed: string }[]>`select sealed from outbox`;
  expect(alone.open(sent?.sealed ?? '', mailPurpose(mailId))).toBe('mail');
  expect(await reseal({ database, secrets })).toBe(1);
});
