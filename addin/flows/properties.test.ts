import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { readConnection } from './connect.ts';
import { failureOf } from './failure.ts';
import { connectedDesk } from './flow.fixture.ts';
import { listHistory } from './history.ts';
import { changeProperty, deleteProperty, listProperties } from './properties.ts';

let server: TestServer;
let owner: Person;
let propertyId: string;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(async () => {
  owner = await server.signedInUser();
  propertyId = (await server.property(owner)).id;
});

test('a rename moves no money and is no change in the history; settings are one', async () => {
  const { ws } = await connectedDesk(server, owner, propertyId);
  const renamed = await changeProperty(ws, propertyId, { name: 'Elm Street 14' });
  expect(renamed).toMatchObject({ property: { name: 'Elm Street 14' }, moneyMoved: null });
  expect((await listHistory(ws)).changes).toEqual([]);
  const changed = await changeProperty(ws, propertyId, { settings: { readingWindowDays: 5 } });
  expect(changed).toMatchObject({
    property: { settings: { readingWindowDays: 5 } },
    moneyMoved: 0,
  });
  expect((await listHistory(ws)).changes).toMatchObject([{ kind: 'settings' }]);
});

test('only an archived property is deleted; the workbook is connected to nothing then', async () => {
  const { ws } = await connectedDesk(server, owner, propertyId);
  const refused = await deleteProperty(ws, propertyId).catch(failureOf);
  expect(refused).toMatchObject({ from: 'server', code: 'not-archived' });
  expect(await readConnection(ws)).toMatchObject({ propertyId });
  const { property } = await changeProperty(ws, propertyId, { archived: true });
  expect(property.archivedAt).not.toBeNull();
  expect(await deleteProperty(ws, propertyId)).toMatchObject({ propertyId: null });
  expect(await listProperties(ws)).toEqual([]);
});
