import { beforeAll, expect, test } from 'vitest';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import { table } from '../../../server/use-cases/push/workbook.fixture.ts';
import { newHouse, tenancies, units } from '../../../server/use-cases/statements/house.fixture.ts';
import type { Person, TestServer } from '../../../tests/setup/test-server.ts';
import { testServer } from '../../../tests/setup/test-server.ts';
import { connectedDesk } from '../flow.fixture.ts';
import { makeBills } from './make-bills.ts';
import { loadBills } from './period-bills.ts';
import { planBills } from './plan-bills.ts';
import { addSampleTemplate } from './sample-template.ts';

/* What the sample works out from readings beside what the server charges, on the real office.js. */

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const KINDS = [
  ['a part of it is common, and the owner’s', '2025-01-31'],
  ['sub-meters show more than the bill', '2025-02-28'],
  ['the common part is split by usage', '2025-03-31'],
  ['so many kWh that a rounded rate would lose cents', '2025-04-30'],
  ['a credit note, and sub-meters show more', '2025-05-31'],
] as const;
const BILLS = ['500 100.00', '100 100.00', '400 100.00', '90000 31234.56', '30 -60.00'];
const DIALS = {
  'Apt 1': [1_000, 1_200, 1_300, 1_400, 47_078, 47_118],
  'Apt 2': [0, 100, 150, 200, 12_545, 12_565],
};
const ENDS = ['2024-12-31', ...KINDS.map(([, end]) => end)];

async function house() {
  const bills = BILLS.map((text, i) => {
    const [totalKwh = '', amount = ''] = text.split(' ');
    const periodEnd = ENDS[i + 1] ?? '';
    return { periodStart: `${periodEnd.slice(0, 7)}-01`, periodEnd, totalKwh, amount };
  });
  const readings = Object.entries(DIALS).flatMap(([unit, dials]) =>
    dials.map((kwh, i) => ({ unit, date: ENDS[i] ?? '', kwh: String(kwh) })),
  );
  const made = await newHouse(server, owner, [
    ...[units, tenancies],
    ...[table('bills', bills), table('readings', readings)],
  ]);
  const commonPart = [
    { from: null, split: 'owner' as const },
    { from: '2025-03-01', split: 'usage' as const },
  ];
  await owner.client.call(ENDPOINTS.changeProperty, {
    ...{ params: made.params, body: { settings: { commonPart } } },
  });
  return made;
}

test.each(KINDS)('what is worked out is what is charged: %s', async (_, periodEnd) => {
  const { params } = await house();
  const { ws, excel } = await connectedDesk(server, owner, params.propertyId);
  const { name } = await addSampleTemplate(ws);
  const period = await loadBills(ws, { periodEnd, issueDate: '2025-06-02' });
  const plan = await planBills(ws, period, { template: name, who: 'all' });
  const { bills } = await makeBills(ws, plan, { undo: true });
  expect(bills).toHaveLength(2);
  for (const { sheet } of bills) {
    const rows = excel.person.values(`'${sheet}'!A1:G40`);
    const figure = (label: string) =>
      rows.find(([text]) => String(text).startsWith(label))?.[6] ?? null;
    const exact = Number(figure('Charge for your usage, exact'));
    expect(exact).not.toBe(0);
    // Whole cents: what is left over of them goes to the largest remainders.
    expect(Math.abs(Number(figure('Worked out here')) - exact)).toBeLessThan(0.01);
  }
});
