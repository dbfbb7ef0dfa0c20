import { DEFAULT_SETTINGS } from '../../../contract/properties.ts';
import type { Results } from '../../flows/load-results.ts';

/** Two periods of three units, as the server answers. */
export function someResults(): Results {
  const [jan, feb] = ['2025-01-31', '2025-02-28'];
  const three = <Value>(...values: [Value, Value, Value, Value]) => values;
  return {
    property: {
      id: '0b6cf4a5-52a5-4f0b-8d0c-2f3f7e3a9d11',
      name: 'Elm Street 12',
      currency: 'USD',
      role: 'owner',
      revision: 3,
      settings: DEFAULT_SETTINGS,
      archivedAt: null,
    },
    allocation: {
      revision: 3,
      columns: {
        periodStart: three('2025-01-01', '2025-02-01', '2025-02-01', '2025-02-01'),
        periodEnd: three(jan, feb, feb, feb),
        unit: three('Shop', 'Apt 1A', 'Apt 1B', 'Shop'),
        tenant: three('Cy', 'Ann', null, 'Cy'),
        openingDate: three(null, null, null, null),
        openingReading: three(null, null, null, null),
        closingDate: three(null, null, null, null),
        closingReading: three(null, null, null, null),
        usageKwh: three('800', '400', null, '860'),
        rate: three('0.25', '0.244', null, '0.244'),
        charge: three('200.00', '98.77', null, '212.10'),
        commonShare: three('0.00', '0.00', null, '0.00'),
        flags: three([], [], ['missing'], []),
      },
    },
    reconciliation: {
      revision: 3,
      periods: {
        columns: {
          periodStart: ['2025-01-01', '2025-02-01'],
          periodEnd: [jan, feb],
          totalKwh: ['800', '2100'],
          unitsKwh: ['800', '1260'],
          commonKwh: ['0', '840'],
          billed: ['200.00', '512.33'],
          notPassedOn: ['0.00', '10.00'],
          charges: ['200.00', '310.87'],
          ownerShare: ['0.00', '191.46'],
          rate: ['0.25', '0.2439'],
          difference: ['0.00', '0.00'],
          flags: [[], ['longerThanUsual']],
        },
      },
      units: {
        columns: {
          unit: ['Apt 1A', 'Apt 1B', 'Shop'],
          tenant: ['Ann', null, 'Cy'],
          opening: ['0.00', '0.00', '0.00'],
          charges: ['98.77', '0.00', '412.10'],
          adjustments: ['0.00', '0.00', '0.00'],
          payments: ['0.00', '5.00', '412.10'],
          closing: ['98.77', '-5.00', '0.00'],
        },
      },
      utility: { columns: { date: [], entry: [], reference: [], amount: [], balance: [] } },
      questions: {
        columns: {
          unit: [],
          subMeter: [],
          date: [],
          kwh: [],
          previousDate: [],
          previousKwh: [],
          likeliest: [],
        },
      },
    },
  };
}
