import { expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { testServer } from '../../tests/setup/test-server.ts';

test('without its migrations or its database the server is alive, but not ready', async () => {
  const server = await testServer();
  const client = server.client();
  await server.database.sql`delete from drizzle.__drizzle_migrations`;
  expect(await client.refused(ENDPOINTS.ready, {})).toMatchObject({
    status: 503,
    code: 'unavailable',
  });
  await server.database.close();
  const refused = await client.request(ENDPOINTS.ready, {});
  expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(await client.call(ENDPOINTS.alive, {})).toEqual({ status: 'ok' });
});
