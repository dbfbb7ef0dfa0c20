import { beforeAll, expect, test } from 'vitest';
import type { Proof } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { AppError } from './app-error.ts';
import { authenticate } from './authenticate.ts';

const MINUTE = 60_000;

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});

/** What an endpoint of that proof answers; endpoints.test.ts asks the real ones. */
async function asks({ client }: Person, proof: Proof, propertyId: string | null = null) {
  const endpoint = { level: 'full', role: propertyId === null ? null : 'owner', proof } as const;
  const claim = { address: client.address, device: null, token: client.token, propertyId };
  return authenticate(server.services, endpoint, claim).then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
}

test('a proof is good for ten minutes', async () => {
  const person = await server.signedInUser();
  server.pass(9 * MINUTE);
  expect(await asks(person, 'recent')).toBe('done');
  server.pass(MINUTE);
  expect(await asks(person, 'recent')).toBe('step-up-required');
  expect(await asks(person, 'none')).toBe('done');
});

test('a second factor is asked for only where there is one', async () => {
  const person = await server.signedInUser();
  const { id } = await person.client.call(ENDPOINTS.account, {});
  server.pass(10 * MINUTE);
  expect(await asks(person, 'second-factor')).toBe('done');
  await server.database.sql`update users set totp_secret = 'sealed' where user_id = ${id}`;
  expect(await asks(person, 'second-factor')).toBe('step-up-required');
});

test('who may not do it at all is not asked for a proof', async () => {
  const [owner, stranger] = await Promise.all([server.signedInUser(), server.signedInUser()]);
  const { id } = await server.property(owner);
  server.pass(10 * MINUTE);
  expect(await asks(owner, 'recent', id)).toBe('step-up-required');
  expect(await asks(stranger, 'recent', id)).toBe('not-found');
});
