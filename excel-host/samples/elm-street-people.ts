import { addSheet } from '../model/create.ts';
import { changeStyle } from '../model/style.ts';
import type { Workbook } from '../model/workbook.ts';
import { addTable, as, type Content, serial, setWidths } from './build.ts';
import {
  chargeCents,
  meters,
  monthNames,
  months,
  moved,
  units,
  year,
} from './elm-street-figures.ts';
import { share } from './share.ts';

const date = as('m/d/yyyy');
const money = as('$#,##0.00');

export function addTenants(workbook: Workbook): void {
  const sheet = addSheet(workbook, 'Tenants');
  const headers = ['Unit', 'Tenant', 'E-mail', 'Moved in', 'Moved out'];
  const rows: Content[][] = [
    ['Shop', 'Corner Grocery LLC', 'books@cornergrocery.example', serial(2019, 3, 1)],
    ['Apt 1A', 'Ann Miller', 'ann.miller@mail.example', serial(2021, 6, 1)],
    ['Apt 1B', 'Ben Okafor', 'ben@okafor.example', serial(2023, 9, 15)],
    ['Apt 2A', 'Cleo Haddad', 'cleo.h@mail.example', serial(2022, 1, 1)],
    ['Apt 2B', 'Dan Novak', 'dnovak@mail.example', serial(2020, 5, 1), serial(year, 5, 14)],
    ['Apt 2B', 'Eva Lind', 'eva.lind@mail.example', serial(year, 5, 15)],
    ['Office', 'Studio Finch', 'hello@studiofinch.example', serial(2024, 2, 1)],
  ];
  addTable(workbook, sheet, 'Tenants', 0, headers, rows, [
    undefined,
    undefined,
    undefined,
    date,
    date,
  ]);
  setWidths(sheet, [10, 22, 30, 12, 12]);
}

/** Paid early in the next month, mostly what was owed; with what goes wrong in a year. */
function paymentsOf(
  month: number,
): { on: number; unit: string; amount: Content; reference: string }[] {
  const label = `${monthNames[month - 1]} ${year}`;
  return units.flatMap((unit, i) => {
    const cents = chargeCents(unit, month);
    const on = serial(year, month + 1, 4 + i * 2);
    const paid = (amount: Content, reference = `${unit} ${label}`, day = on) => ({
      on: day,
      unit,
      amount,
      reference,
    });
    if (unit === 'Shop' && month === 1) return [paid(Math.ceil(cents / 1000) * 10)];
    if (unit === 'Apt 1A' && month === 7) return [paid(`$${(cents / 100).toFixed(2)}`)];
    if (unit === 'Apt 1B' && month === 3) return [paid(20, 'Apt 1B part of Mar')];
    if (unit === 'Apt 1B' && month === 4) {
      const rest = chargeCents(unit, 3) - 2000 + cents;
      return [paid(rest / 100, 'Apt 1B rest of Mar, Apr')];
    }
    if (unit === 'Apt 2A' && (month === 8 || month === 9)) return [];
    if (unit === 'Apt 2A' && month === 11) return [paid(100, 'Apt 2A on account', on + 9)];
    if (unit === 'Office' && month === 2) return [];
    if (unit === 'Office' && month === 3) {
      return [paid((chargeCents(unit, 2) + cents) / 100, 'Office Feb+Mar')];
    }
    if (unit === moved.unit && month === moved.month) {
      const usage = meters.find((meter) => meter.unit === unit)?.usage[month - 1] ?? 0;
      const [dan = 0, eva = 0] = share(cents, [moved.usedBefore, usage - moved.usedBefore]);
      return [paid(dan / 100, 'Dan, last bill', serial(year, 5, 20)), paid(eva / 100, 'Eva May')];
    }
    return [paid(cents / 100)];
  });
}

export function addPayments(workbook: Workbook): void {
  const sheet = addSheet(workbook, 'Payments');
  const rows = months
    .filter((month) => month < 12)
    .flatMap(paymentsOf)
    .toSorted((one, other) => one.on - other.on)
    .map(({ on, unit, amount, reference }) => [on, unit, amount, reference]);
  const headers = ['Date', 'Unit', 'Amount', 'Reference'];
  const right = changeStyle(money, { alignment: { horizontal: 'Right' } });
  addTable(workbook, sheet, 'Payments', 0, headers, rows, [date, undefined, right]);
  setWidths(sheet, [12, 10, 12, 26]);
}
