import { describe, expect, test } from 'vitest';
import { bill, building, chargesOf, d, meter, reading } from './building.fixture.ts';
import type { Reading } from './facts.ts';
import { derive } from './derive.ts';
import { parseKwh } from './energy.ts';

describe('usage', () => {
  const january = [bill('2025-01-31', '1000', '100.00', '2025-01-01')];

  test('the reading nearest to a boundary closes it, two as near: the earlier boundary', () => {
    const { usages } = derive(
      building(['a'], {
        bills: january,
        readings: [
          ...[reading('a', '2024-12-25', '0'), reading('a', '2025-01-02', '10')],
          ...[reading('a', '2025-01-28', '200'), reading('a', '2025-02-01', '210')],
        ],
      }),
    );
    expect(usages[0]).toMatchObject({ usageWh: 200_000n, flags: [] });
  });

  test('a meter change leaves no seam', () => {
    const facts = building(['a'], {
      bills: january,
      readings: [
        ...[reading('a', '2024-12-31', '900'), reading('a', '2025-01-31', '40')],
        reading('a', '2025-01-15', '950', { kind: 'final' }),
        reading('a', '2025-01-15', '10', { kind: 'opening' }),
      ],
    });
    expect(derive(facts).usages[0]).toMatchObject({ usageWh: 80_000n, flags: [] });
  });

  test('a reading below the one before puts both in question, until it is answered', () => {
    const drop = (more: Partial<Reading> = {}) =>
      derive(
        building(['a'], {
          subMeters: [meter('a', { digits: 5 })],
          bills: january,
          readings: [reading('a', '2024-12-31', '99990'), reading('a', '2025-01-31', '15', more)],
        }),
      );
    expect(drop().usages[0]).toMatchObject({ usageWh: null, flags: ['inQuestion', 'missing'] });
    expect(drop().questions[0]?.proposal.answer).toBe('rolledOver');
    expect(drop({ answer: 'rolledOver' }).usages[0]?.usageWh).toBe(25_000n);
    expect(drop({ answer: 'replaced' }).usages[0]?.usageWh).toBe(0n);
    expect(drop({ answer: 'ranBackwards' }).usages[0]?.usageWh).toBe(-99_975_000n);
  });

  test('a real reading below an estimated one trues it up in its own period', () => {
    const { usages, questions } = derive(
      building(['a'], {
        bills: [...january, bill('2025-02-28', '1000', '100.00')],
        readings: [
          reading('a', '2024-12-31', '0'),
          reading('a', '2025-01-31', '300', { kind: 'estimated' }),
          reading('a', '2025-02-28', '280'),
        ],
      }),
    );
    expect(questions).toEqual([]);
    expect(usages.map(({ usageWh }) => usageWh)).toEqual([300_000n, -20_000n]);
  });

  test('a straight line over several periods adds up to the watt-hour', () => {
    const { usages } = derive(
      building(['a'], {
        bills: [...january, bill('2025-02-28', '1', '1'), bill('2025-03-31', '1', '1')],
        readings: [reading('a', '2024-12-31', '0'), reading('a', '2025-03-31', '100')],
      }),
    );
    expect(usages.map(({ usageWh }) => usageWh)).toEqual([34_451n, 31_108n, 34_441n]);
    expect(usages[1]?.flags).toEqual(['estimated']);
  });

  test('one missing sub-meter makes the unit missing, not zero; the others stand', () => {
    const facts = building(['a', 'b'], {
      bills: january,
      readings: [
        ...[reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '100')],
        reading('b', '2024-12-31', '0'),
      ],
    });
    expect(chargesOf(facts)).toEqual(['10.00', null]);
  });

  test('a final reading without an opening retires the sub-meter: nothing more is used', () => {
    const facts = building(['a'], {
      bills: [...january, bill('2025-02-28', '1000', '100.00')],
      readings: [
        reading('a', '2024-12-31', '0'),
        reading('a', '2025-01-31', '7', { kind: 'final' }),
      ],
    });
    expect(derive(facts).usages[1]).toMatchObject({ usageWh: 0n, flags: ['retired'] });
  });

  test('usage that the ledger gives is the usage', () => {
    const facts = building(['a'], {
      bills: january,
      readings: [reading('a', '2025-01-31', '0', { dialWh: null, usageWh: 123_000n })],
    });
    expect(derive(facts).usages[0]).toMatchObject({ usageWh: 123_000n, flags: ['given'] });
  });

  test('a previous reading that differs from the known dial is a gap, and the dial bills', () => {
    const facts = building(['a'], {
      bills: january,
      readings: [
        reading('a', '2024-12-31', '100'),
        reading('a', '2025-01-31', '150', { previousDialWh: parseKwh('110') }),
      ],
    });
    expect(derive(facts).gaps[0]?.usageWh).toBe(10_000n);
    expect(derive(facts).usages[0]?.usageWh).toBe(50_000n);
  });

  test('known usage in days that no bill covers is listed', () => {
    const facts = building(['a'], {
      bills: january,
      readings: [
        ...[reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '50')],
        reading('a', '2025-03-31', '80'),
      ],
    });
    expect(derive(facts).unbilled).toMatchObject([{ from: d('2025-02-01'), usageWh: 30_000n }]);
  });

  test('days that a bill covers are not unbilled, also where bills overlap and wait', () => {
    const facts = building(['a'], {
      bills: [
        ...january,
        bill('2025-03-31', '1000', '100.00', '2025-03-01'),
        bill('2025-04-30', '1000', '100.00', '2025-01-15'),
      ],
      readings: [
        ...[reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '50')],
        ...[reading('a', '2025-02-28', '80'), reading('a', '2025-04-30', '90')],
      ],
    });
    expect(derive(facts).unbilled).toEqual([]);
  });

  const usagesOf = (readings: Reading[], more = {}) =>
    derive(building(['a'], { bills: january, readings, ...more })).usages;

  test('of two readings as near to a boundary the later closes it', () => {
    const [usage] = usagesOf([
      ...[reading('a', '2024-12-31', '0'), reading('a', '2025-01-30', '90')],
      reading('a', '2025-02-01', '100'),
    ]);
    expect(usage).toMatchObject({ usageWh: 100_000n, closingDate: d('2025-02-01') });
  });

  test('a reading outside the window closes nothing: the line runs through, estimated', () => {
    const [usage] = usagesOf([reading('a', '2024-12-31', '0'), reading('a', '2025-02-11', '42')]);
    expect(usage).toMatchObject({ usageWh: 31_000n, flags: ['estimated'], closingDate: null });
  });

  test('a period that the sheet names wins over a nearer reading', () => {
    const named = { period: { from: d('2025-01-01'), to: d('2025-01-31') } };
    const [usage] = usagesOf([
      ...[reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '90')],
      reading('a', '2025-02-20', '100', named),
    ]);
    expect(usage).toMatchObject({ usageWh: 100_000n, flags: [] });
  });

  test('an estimated reading leaves the boundary to a real one, and a day to a real one of it', () => {
    const estimated = { kind: 'estimated' as const };
    const [usage] = usagesOf([
      ...[reading('a', '2024-12-31', '0'), reading('a', '2024-12-31', '7', estimated)],
      ...[reading('a', '2025-01-31', '95', estimated), reading('a', '2025-02-04', '100')],
    ]);
    expect(usage).toMatchObject({ usageWh: 100_000n, flags: [] });
  });

  test('an issued statement fixes the reading that closes its boundary', () => {
    const readings = [
      ...[reading('a', '2024-12-31', '0'), reading('a', '2025-01-29', '90')],
      reading('a', '2025-01-31', '100'),
    ];
    const fixed = { subMeterId: 'a', boundary: d('2025-01-31'), readingId: 'a 2025-01-29 90' };
    expect(usagesOf(readings, { fixedClosings: [fixed] })[0]?.usageWh).toBe(90_000n);
  });

  test('a reading taken between a boundary and its closing reading is no position of its own', () => {
    const bills = [...january, bill('2025-02-28', '1000', '100.00')];
    const readings = [
      ...[reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '100')],
      ...[reading('a', '2025-02-26', '180'), reading('a', '2025-02-27', '190')],
    ];
    expect(usagesOf(readings, { bills })[1]).toMatchObject({ usageWh: 90_000n, flags: [] });
  });

  test('a meter changed on a boundary closes with its final and opens with its opening reading', () => {
    const bills = [...january, bill('2025-02-28', '1000', '100.00')];
    const [first, second] = usagesOf(
      [
        ...[reading('a', '2024-12-31', '900'), reading('a', '2025-02-28', '40')],
        reading('a', '2025-01-31', '950', { kind: 'final' }),
        reading('a', '2025-01-31', '10', { kind: 'opening' }),
      ],
      { bills },
    );
    expect(first).toMatchObject({ usageWh: 50_000n, closingDialWh: 950_000n });
    expect(second).toMatchObject({ usageWh: 30_000n, openingDialWh: 10_000n });
  });

  test('every usage that a reading in question bounds is missing, those beyond it stand', () => {
    const ends = ['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30'];
    const bills = ends.map((end, i) => bill(end, '1', '1', i === 0 ? '2025-01-01' : null));
    const dials = ['0', '200', '150', '300', '400'];
    const readings = ['2024-12-31', ...ends].map((date, i) => reading('a', date, dials[i] ?? ''));
    expect(usagesOf(readings, { bills }).map(({ usageWh }) => usageWh)).toEqual([
      ...[null, null, null],
      100_000n,
    ]);
  });

  test('a typing error is taken out', () => {
    const usages = usagesOf([
      ...[reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '100')],
      reading('a', '2025-01-15', '900', { answer: 'typingError' }),
    ]);
    expect(usages[0]).toMatchObject({ usageWh: 100_000n, flags: [] });
  });

  test('an answer explains a fall and nothing else', () => {
    for (const answer of ['replaced', 'rolledOver', 'ranBackwards'] as const) {
      const rising = [reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '9', { answer })];
      expect(usagesOf(rising)[0]?.usageWh).toBe(9_000n);
    }
  });

  test('below the last real reading is a question, whatever estimate stands between', () => {
    const facts = building(['a'], {
      bills: january,
      readings: [
        reading('a', '2024-12-31', '100'),
        reading('a', '2025-01-15', '120', { kind: 'estimated' }),
        reading('a', '2025-01-31', '90'),
      ],
    });
    expect(derive(facts).questions).toMatchObject([{ earlierDate: d('2024-12-31') }]);
    expect(derive(facts).usages[0]?.usageWh).toBeNull();
  });

  test('a reading that stands out above its neighbours is proposed as the typing error', () => {
    const readings = [
      ...[reading('a', '2024-12-31', '100'), reading('a', '2025-01-10', '1900')],
      ...[reading('a', '2025-01-20', '150'), reading('a', '2025-01-31', '200')],
    ];
    const [question] = derive(building(['a'], { bills: january, readings })).questions;
    expect(question?.proposal).toEqual({
      ...{ readingId: 'a 2025-01-10 1900', answer: 'typingError' },
    });
  });

  test('energy of a multiplier with decimals is rounded half away from zero', () => {
    const usage = (multiplier: string) =>
      usagesOf([reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '0.001')], {
        subMeters: [meter('a', { multiplier })],
      })[0]?.usageWh;
    expect([usage('0.5'), usage('-0.5'), usage('0.4')]).toEqual([1n, -1n, 0n]);
  });

  test('a sub-meter is not there before its first reading: the unit’s others bill', () => {
    const bills = [...january, bill('2025-02-28', '1000', '100.00')];
    const two = {
      bills,
      subMeters: [meter('a'), meter('a', { id: 'new', label: 'new' })],
      readings: [
        ...[reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '100')],
        ...[reading('a', '2025-02-28', '150'), reading('new', '2025-01-31', '0')],
        reading('new', '2025-02-28', '5'),
      ],
    };
    expect(chargesOf(building(['a'], two))).toEqual(['10.00', '5.50']);
    expect(derive(building(['a'], two)).periods[0]?.flags).toEqual([]);
  });

  test('the period that a first reading falls into is missing: some of its usage is lost', () => {
    const [usage] = usagesOf([reading('a', '2025-01-15', '0'), reading('a', '2025-01-31', '9')]);
    expect(usage).toMatchObject({ usageWh: null, flags: ['noBaseline', 'missing'] });
  });

  test('the previous reading of a first row is the baseline, also without a date', () => {
    for (const previousDate of [d('2024-12-30'), null]) {
      const row = reading('a', '2025-01-31', '150', { previousDate, previousDialWh: 100_000n });
      expect(usagesOf([row])[0]).toMatchObject({ usageWh: 50_000n, flags: [] });
    }
  });
});
