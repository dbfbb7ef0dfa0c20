import { beforeAll, expect, test } from 'vitest';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { readState } from '../excel/workbook-state.ts';
import type { Desk } from './flow.fixture.ts';
import { askForAllocation } from './held-results.ts';
import { raiseFirstBill, sampleDesk } from './placed.fixture.ts';
import { refresh } from './refresh.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const params = async ({ ws }: Desk) => {
  const { propertyId } = await readState(ws.host);
  return { propertyId: propertyId ?? '' };
};

test('after one change the periods that it moved come, and the answer is the whole one', async () => {
  const desk = await sampleDesk(server, owner);
  const { api } = desk.ws;
  const request = { params: await params(desk) };
  const sent: number[] = [];
  const counting = {
    ...api,
    revised: async (...asked: Parameters<typeof api.revised>) => {
      const answer = await api.revised(...asked);
      if (answer.status === 'changed' && 'columns' in answer.value) {
        const { columns } = answer.value as { columns: { charge: readonly unknown[] } };
        sent.push(columns.charge.length);
      }
      return answer;
    },
  } as typeof api;
  const ask = async () => {
    const answer = await askForAllocation(counting, request, {});
    return answer.status === 'changed' ? answer.value : null;
  };
  expect(await ask()).toEqual(await api.allocation(request));
  expect(await ask()).toEqual(await api.allocation(request));
  await raiseFirstBill(desk);
  const whole = await api.allocation(request);
  expect(await ask()).toEqual(whole);
  const ofPeriod = whole.columns.periodEnd.filter((end) => end === whole.columns.periodEnd[0]);
  expect(sent).toEqual([whole.columns.charge.length, 0, ofPeriod.length]);
});

test('another range of periods and another property are asked for whole', async () => {
  const [desk, other] = [await sampleDesk(server, owner), await sampleDesk(server, owner)];
  const { api } = desk.ws;
  const ask = async (request: Parameters<typeof askForAllocation>[1]) => {
    const answer = await askForAllocation(api, request, {});
    expect(answer).toMatchObject({ value: await api.allocation(request) });
  };
  const request = { params: await params(other) };
  await ask(request);
  await ask({ ...request, query: { from: '2025-02-01' } });
  await ask({ params: await params(desk) });
  await ask(request);
});

test('a refresh after one change writes the figures that moved, and no others', async () => {
  const desk = await sampleDesk(server, owner);
  await refresh(desk.ws);
  await raiseFirstBill(desk);
  const { tables } = await refresh(desk.ws);
  const { columns } = await desk.ws.api.allocation({ params: await params(desk) });
  const { person } = desk.excel;
  const last = columns.charge.length + 1;
  const charges = person.values(`Allocation!K2:K${last}`).map(([cell]) => cell);
  expect(charges).toEqual(columns.charge.map((charge) => (charge === null ? '' : Number(charge))));
  const [first] = columns.periodEnd;
  const moved = columns.periodEnd.filter((end) => end === first).length;
  expect(tables).toContainEqual(
    expect.objectContaining({ table: 'Allocation', newRows: 0, changedRows: moved }),
  );
});
