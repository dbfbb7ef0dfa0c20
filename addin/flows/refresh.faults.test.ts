import { beforeAll, expect, test } from 'vitest';
import { createWorkbook } from '../../excel-host/model/create.ts';
import { saveXlsx } from '../../excel-host/xlsx/save.ts';
import { newHouse } from '../../server/use-cases/statements/house.fixture.ts';
import type { House } from '../../server/use-cases/statements/house.fixture.ts';
import { table } from '../../server/use-cases/push/workbook.fixture.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { failureOf } from './failure.ts';
import type { Line } from './flow.fixture.ts';
import { connectedDesk, lossyLine, openDesk } from './flow.fixture.ts';
import { connect } from './connect.ts';
import { refresh } from './refresh.ts';

let server: TestServer;
let owner: Person;
let house: House;
let line: Line;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
  house = await newHouse(server, owner);
  line = await lossyLine(server);
});

test('a server that goes half-way leaves the workbook as it was, and the next refresh writes all', async () => {
  const desk = await openDesk(line, { token: owner.client.token });
  await connect(desk.ws, house.params.propertyId);
  await refresh(desk.ws);
  const correction = { unit: 'Apt 1', date: '2025-01-29', kwh: '1210' };
  await house.workbook.commit([table('readings', [correction], { complete: false })]);
  const before = saveXlsx(desk.excel.workbook);
  line.goneAt = /reconciliation/;
  expect(await refresh(desk.ws).catch(failureOf)).toEqual({ from: 'network' });
  expect(saveXlsx(desk.excel.workbook)).toEqual(before);
  line.goneAt = null;
  expect(await refresh(desk.ws)).toMatchObject({ status: 'written' });
  expect(desk.excel.person.texts('Allocation!I2:K2')).toEqual([['210', '0.20', '$42.00']]);
});

test('where decimals have a comma figures are numbers all the same, shown as the workbook writes them', async () => {
  const german = {
    ...createWorkbook().culture,
    ...{ name: 'de-DE', decimalSeparator: ',', thousandsSeparator: '.' },
    ...{ dateSeparator: '.', shortDatePattern: 'dd.MM.yyyy' },
  };
  const workbook = createWorkbook('Abrechnung.xlsx', german);
  const { excel, ws } = await connectedDesk(server, owner, house.params.propertyId, { workbook });
  const { tables } = await refresh(ws);
  const sheet = tables.find(({ kind }) => kind === 'Allocation')?.sheet;
  const [values] = excel.person.values(`${sheet}!A3:K3`);
  expect(values?.slice(8)).toEqual([100, 0.2, 20]);
  const [texts] = excel.person.texts(`${sheet}!A3:K3`);
  expect([texts?.[0], texts?.[9]]).toEqual(['01.01.2025', '0,20']);
});
