import { expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { housekeeping } from './housekeeping.ts';

const DAY = 86_400_000;

test('what has ended is deleted, what may still be used stays', async () => {
  const server = await testServer();
  const { sql } = server.database;
  const left = async () => {
    const [row] = await sql`
      select (select count(*)::int from sessions) as sessions,
        (select count(*)::int from email_codes) as codes,
        (select count(*)::int from rate_limits) as limits`;
    return row;
  };
  const idle = await server.signedInUser();
  await server.signedUpUser();
  server.pass(29 * DAY);
  const recent = await server.signedInUser();
  await server.signedUpUser();

  const before = await left();
  await housekeeping(server.services);
  expect(await left()).toEqual({ sessions: 2, codes: 1, limits: expect.any(Number) });
  expect(Number((await left())?.['limits'])).toBeLessThan(Number(before?.['limits']));
  await idle.client.call(ENDPOINTS.account, {});

  server.pass(29 * DAY);
  await recent.client.call(ENDPOINTS.account, {});
  server.pass(1 * DAY);
  await housekeeping(server.services);
  expect(await left()).toMatchObject({ sessions: 1, codes: 0 });
  await recent.client.call(ENDPOINTS.account, {});
});
