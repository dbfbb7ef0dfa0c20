import { expect, test } from 'vitest';
import { testDatabase } from '../../tests/setup/test-database.ts';
import { deleteReadings, insertReadings, loadReadings, type ReadingRow } from './readings.ts';
import { deleteSubMeters, insertSubMeters, insertUnits } from './units.ts';

const { sql } = await testDatabase();
const SUB_METER = { unitId: 1, label: '', labelKey: '', multiplier: '1', digits: null, note: null };

async function property(): Promise<string> {
  const [row] = await sql`
    insert into properties (name, currency, settings) values ('Elm', 'USD', '{}') returning property_id`;
  const propertyId = String(row?.['property_id']);
  await insertUnits(sql, propertyId, [{ unitId: 1, label: 'Apt 1', labelKey: 'apt 1' }]);
  await insertSubMeters(sql, propertyId, [{ ...SUB_METER, subMeterId: 2 }]);
  return propertyId;
}

function reading(subMeterId: number): ReadingRow {
  const nothing = { usageKwh: null, previousDate: null, previousKwh: null, period: null };
  const facts = { date: '2025-01-31', role: '', estimated: false, kwh: '10' } as const;
  return { subMeterId, ...facts, ...nothing, note: null, answer: null };
}

test('a reading of a sub-meter that is not there is refused, also of one of another property', async () => {
  const [one, other] = [await property(), await property()];
  await insertSubMeters(sql, other, [{ ...SUB_METER, subMeterId: 3, label: 'b', labelKey: 'b' }]);
  await expect(insertReadings(sql, one, [reading(2), reading(3)])).rejects.toThrow('property_id');
  await insertReadings(sql, one, [reading(2)]);
  expect(await loadReadings(sql, one)).toEqual([reading(2)]);
});

test('a sub-meter with readings is not deleted', async () => {
  const propertyId = await property();
  const subMeters = [{ ...SUB_METER, subMeterId: 2 }];
  await insertReadings(sql, propertyId, [reading(2)]);
  await expect(deleteSubMeters(sql, propertyId, subMeters)).rejects.toThrow('with readings');
  await deleteReadings(sql, propertyId, [reading(2)]);
  await deleteSubMeters(sql, propertyId, subMeters);
});
