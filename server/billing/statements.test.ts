import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceOf } from './accounts.ts';
import { bill, building, d, reading } from './building.fixture.ts';
import { derive } from './derive.ts';
import type { Derived } from './derived.ts';
import { draftsOf, type Draft } from './drafts.ts';
import type { Facts, FixedClosing } from './facts.ts';
import { randomFacts } from './random-facts.fixture.ts';
import { randomLedger } from './random-ledger.fixture.ts';
import { accountKey, balanceOfStated } from './stated.ts';
import { defaultCutOff, type Standing, type TenantBill } from './tenant-bill.ts';

const numRuns = process.env['TEST_SCALE'] === 'full' ? 5_000 : 150;

/** All that a bill lists besides the balance before. */
function listed({ charge, payments, adjustments, corrections }: TenantBill): bigint {
  const sum = (lines: readonly { readonly amount: bigint }[]) =>
    lines.reduce((total, { amount }) => total + amount, 0n);
  return (charge?.amount ?? 0n) - sum(payments) + sum(adjustments) + sum(corrections);
}

/** Statements as they are issued one after the other, whatever happens to the facts in between. */
class Office {
  readonly standing: Standing[] = [];

  drafts(facts: Facts, periodEnd: number, issueDay = periodEnd): Draft[] {
    const derived = derive(facts);
    const cutOff = defaultCutOff(derived.periods, periodEnd, issueDay);
    return draftsOf(facts, derived, this.standing, { periodEnd, cutOff });
  }

  lastByAccount(): Map<string, Standing> {
    return new Map(this.standing.map((one) => [accountKey(one.unitId, one.tenancyId), one]));
  }

  issue(facts: Facts, periodEnd: number, issueDay = periodEnd): Draft[] {
    const drafts = this.drafts(facts, periodEnd, issueDay);
    for (const { unitId, tenancyId, bill, last } of drafts) {
      if (bill === null) continue;
      this.standing.push({
        ...{ number: this.standing.length + 1, unitId, tenancyId, cutOff: bill.cutOff },
        periodEnd: bill.rows.length > 0 ? periodEnd : (last?.periodEnd ?? periodEnd),
        stated: bill.stated,
      });
    }
    return drafts;
  }
}

describe('laws', { timeout: 600_000 }, () => {
  const facts = fc.oneof(
    { weight: 4, arbitrary: randomLedger },
    { weight: 1, arbitrary: randomFacts },
  );

  test('previous balance and all that is listed are what is due, and that is the balance', () => {
    const history = fc.array(fc.tuple(facts, fc.nat(3), fc.nat(60)), {
      minLength: 2,
      maxLength: 6,
    });
    const seen = { afterOthers: 0, corrections: 0 };
    fc.assert(
      fc.property(history, (moments) => {
        const office = new Office();
        for (const [facts, at, later] of moments) {
          const derived = derive(facts);
          const period = derived.periods[at];
          if (period === undefined) continue;
          const known = office.lastByAccount();
          for (const draft of office.issue(facts, period.end, period.end + later)) {
            if (draft.bill === null) continue;
            const last = known.get(accountKey(draft.unitId, draft.tenancyId)) ?? null;
            checkSums(draft.bill, draft, derived, last);
            seen.afterOthers += last === null ? 0 : 1;
            seen.corrections += draft.bill.corrections.length;
          }
        }
      }),
      { numRuns },
    );
    // Enough of what the law is about.
    expect(seen.afterOthers).toBeGreaterThan(numRuns / 2);
    expect(seen.corrections).toBeGreaterThan(numRuns);
  });

  test('the totals of an account, one after the other, differ by what each of them lists', () => {
    const history = fc.array(randomLedger, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(history, (moments) => {
        const office = new Office();
        const stated = new Map<string, bigint>();
        for (const [at, facts] of moments.entries()) {
          const period = derive(facts).periods[at];
          for (const { bill, ...draft } of office.issue(facts, period?.end ?? 0)) {
            if (bill === null) continue;
            const key = accountKey(draft.unitId, draft.tenancyId);
            const before = stated.get(key) ?? bill.previousBalance;
            stated.set(key, before + listed(bill));
            expect(bill.totalDue).toBe(stated.get(key));
          }
        }
      }),
      { numRuns },
    );
  });

  test('what was issued is not offered again, and nothing is corrected where nothing moved', () => {
    fc.assert(
      fc.property(facts, fc.nat(3), (facts, at) => {
        const { periods } = derive(facts);
        const period = periods[at % Math.max(periods.length, 1)];
        if (period === undefined) return;
        const office = new Office();
        office.issue(facts, period.end);
        for (const one of office.drafts(facts, period.end)) expect(one.bill).toBeNull();
        for (const { bill } of office.drafts(facts, periods.at(-1)?.end ?? 0)) {
          const told = bill?.corrections.filter(({ before }) => before !== null) ?? [];
          expect(told).toEqual([]);
        }
      }),
      { numRuns },
    );
  });

  test('fixing the readings that close periods anyway changes nothing', () => {
    fc.assert(
      fc.property(facts, (facts) => {
        const derived = derive(facts);
        expect(derive({ ...facts, fixedClosings: closingsOf(derived) })).toEqual(derived);
      }),
      { numRuns },
    );
  });
});

function closingsOf({ usages }: Derived): FixedClosing[] {
  return usages.flatMap(({ subMeterId, periodEnd, closerId }) =>
    closerId === null ? [] : [{ subMeterId, boundary: periodEnd, readingId: closerId }],
  );
}

function checkSums(bill: TenantBill, of: Draft, derived: Derived, last: Standing | null): void {
  expect(bill.previousBalance + listed(bill)).toBe(bill.totalDue);
  if (last !== null) expect(bill.previousBalance).toBe(balanceOfStated(last.stated));
  const account = derived.accounts.find(
    (one) => one.unitId === of.unitId && one.tenancyId === of.tenancyId,
  );
  const periodEnd = bill.rows[0]?.periodEnd ?? last?.periodEnd ?? 0;
  const counted = (account?.entries ?? []).filter(
    ({ kind, date }) => kind !== 'charge' || date <= periodEnd,
  );
  expect(bill.totalDue).toBe(balanceOf(counted, bill.cutOff));
  const { open, credit } = bill.settlement;
  const left = (rests: typeof open) => rests.reduce((sum, one) => sum + one.amount, 0n);
  expect(left(open) - left(credit)).toBe(bill.totalDue);
}

const JANUARY = bill('2025-01-31', '500', '100.00', '2025-01-01');
const FEBRUARY = bill('2025-02-28', '500', '100.00', '2025-02-01');
const READINGS = [
  reading('a', '2024-12-31', '0'),
  reading('a', '2025-01-31', '100'),
  reading('a', '2025-02-28', '200'),
];
const HOUSE = building(['a'], { bills: [JANUARY, FEBRUARY], readings: READINGS });
const payment = (id: string, date: string, amount: bigint) => ({
  ...{ id, key: id, date: d(date), amount, toUtility: false },
  ...{ unitId: 'a', tenancyId: null, period: null },
});

/** The one bill of a period, after January was issued from other facts. */
function february(then: Facts, now: Facts): TenantBill {
  const office = new Office();
  office.issue(then, d('2025-01-31'));
  const [draft] = office.drafts(now, d('2025-02-28'));
  if (draft?.bill == null) throw new Error(`no bill: ${draft?.reason}`);
  return draft.bill;
}

describe('a bill', () => {
  test('brings forward what lies before its period where it is the first', () => {
    const facts = { ...HOUSE, payments: [payment('p', '2025-01-20', 500n)] };
    const [draft] = new Office().drafts(facts, d('2025-02-28'));
    expect(draft?.bill).toMatchObject({ previousBalance: 1_500n, payments: [], totalDue: 3_500n });
  });

  test('lists payments since the one before, whatever their date', () => {
    const late = { ...HOUSE, payments: [payment('p', '2025-01-20', 500n)] };
    expect(february(HOUSE, late)).toMatchObject({
      previousBalance: 2_000n,
      payments: [{ date: d('2025-01-20'), amount: 500n }],
      totalDue: 3_500n,
    });
  });

  test('counts payments up to its day where its period is the latest, else to its end', () => {
    const facts = {
      ...HOUSE,
      payments: [payment('p', '2025-02-10', 500n), payment('q', '2025-03-05', 700n)],
    };
    const due = (end: string) => new Office().drafts(facts, d(end), d('2025-03-10'))[0]?.bill;
    expect(due('2025-01-31')?.totalDue).toBe(2_000n);
    expect(due('2025-02-28')?.totalDue).toBe(2_800n);
  });

  test('knows a payment again that was taken out and brought in under another id', () => {
    const [then, now] = ['p', 'q'].map((id) => ({
      ...HOUSE,
      payments: [payment(id, '2025-01-20', 500n)],
    }));
    const bill = february(then ?? HOUSE, now ?? HOUSE);
    expect([bill.payments, bill.corrections]).toEqual([[], []]);
  });

  test.each([
    ['usage', { ...HOUSE, readings: READINGS.with(1, reading('a', '2025-01-31', '110')) }, 200n],
    [
      'bill',
      { ...HOUSE, bills: [bill('2025-01-31', '500', '110.00', '2025-01-01'), FEBRUARY] },
      200n,
    ],
  ] as const)('corrects a charge whose %s is another one', (cause, now, amount) => {
    const { corrections } = february(HOUSE, now);
    expect(corrections).toMatchObject([{ of: 'charge', causes: [cause], amount }]);
  });

  test('corrects a charge because of what others used', () => {
    const shared = building(['a', 'b'], {
      settings: { ...HOUSE.settings, commonPart: [{ from: null, split: 'equal' }] },
      ...{ bills: [JANUARY, FEBRUARY] },
      readings: [...READINGS, reading('b', '2024-12-31', '0'), reading('b', '2025-01-31', '100')],
    });
    const now = {
      ...shared,
      readings: [...READINGS, reading('b', '2024-12-31', '0'), reading('b', '2025-01-31', '200')],
    };
    const { corrections } = february(shared, now);
    expect(corrections).toMatchObject([{ of: 'charge', causes: ['shares'], amount: -1_000n }]);
  });

  test('takes back a charge that is none any more', () => {
    const gone = { ...HOUSE, readings: READINGS.slice(1) };
    expect(february(HOUSE, gone).corrections).toMatchObject([
      { of: 'charge', after: null, amount: -2_000n },
    ]);
  });

  test('corrects a payment that is another one or gone', () => {
    const then = {
      ...HOUSE,
      payments: [payment('p', '2025-01-20', 500n), payment('q', '2025-01-21', 700n)],
    };
    const now = { ...HOUSE, payments: [payment('p', '2025-01-20', 400n)] };
    expect(february(then, now).corrections).toMatchObject([
      { of: 'payment', after: { amount: 400n }, amount: 100n },
      { of: 'payment', after: null, amount: 700n },
    ]);
  });

  test('tells of a charge of an earlier period that no statement told of', () => {
    const march = bill('2025-03-31', '500', '100.00', '2025-03-01');
    const whole = {
      ...HOUSE,
      bills: [JANUARY, FEBRUARY, march],
      readings: [...READINGS, reading('a', '2025-03-31', '300')],
    };
    const office = new Office();
    office.issue(HOUSE, d('2025-01-31'));
    const [draft] = office.drafts(whole, d('2025-03-31'));
    expect(draft?.bill?.corrections).toMatchObject([
      { of: 'charge', before: null, amount: 2_000n },
    ]);
    expect(draft?.bill?.totalDue).toBe(6_000n);
  });
});

describe('a fixed closing', () => {
  test('stands against a reading nearer to the boundary that comes later', () => {
    const then = { ...HOUSE, readings: READINGS.with(1, reading('a', '2025-01-29', '95')) };
    const fixedClosings = closingsOf(derive(then));
    const now = { ...then, readings: [...then.readings, reading('a', '2025-01-31', '100')] };
    const usage = (facts: Facts) => derive(facts).usages.map(({ usageWh }) => usageWh);
    expect(usage(now)).toEqual([100_000n, 100_000n]);
    expect(usage({ ...now, fixedClosings })).toEqual([95_000n, 105_000n]);
  });

  test('lapses once no period ends there any more', () => {
    const fixedClosings = closingsOf(derive(HOUSE));
    const bills = [bill('2025-01-30', '500', '100.00', '2025-01-01'), FEBRUARY];
    expect(derive({ ...HOUSE, bills, fixedClosings })).toEqual(derive({ ...HOUSE, bills }));
  });
});

describe('no bill', () => {
  const reasonsOf = (facts: Facts, periodEnd = '2025-02-28') =>
    new Office().drafts(facts, d(periodEnd)).map(({ reason, missing }) => [reason, ...missing]);

  test('where a reading is missing, in question, or lies after the period', () => {
    expect(reasonsOf({ ...HOUSE, readings: READINGS.slice(0, 2) })).toEqual([['missing', 'a']]);
    const low = [...READINGS.slice(0, 2), reading('a', '2025-02-28', '50')];
    expect(reasonsOf({ ...HOUSE, readings: low })).toEqual([['inQuestion', 'a']]);
    expect(reasonsOf({ ...HOUSE, readings: READINGS.slice(2) })).toEqual([['noBaseline']]);
  });

  test('where the period waits, or nothing is measured', () => {
    const tenancy = { id: 't', unitId: 'a', tenant: 'Ann', movedIn: null, movedOut: null };
    const overlapping = { ...FEBRUARY, periodStart: d('2025-01-15') };
    expect(reasonsOf({ ...HOUSE, bills: [JANUARY, overlapping] })).toEqual([['waiting']]);
    const bare = { ...HOUSE, subMeters: [], readings: [], tenancies: [tenancy] };
    expect(reasonsOf(bare)).toEqual([['noSubMeter']]);
  });

  test('where one stands already, of this period or a later one', () => {
    const office = new Office();
    office.issue(HOUSE, d('2025-02-28'));
    const found = ['2025-01-31', '2025-02-28'].map((end) => office.drafts(HOUSE, d(end))[0]);
    expect(found.map((one) => [one?.reason, one?.number])).toEqual([
      ['laterStatement', 1],
      ['issued', 1],
    ]);
  });
});

describe('a correction statement', () => {
  const tenancies = [
    { id: 't', unitId: 'a', tenant: 'Ann', movedIn: null, movedOut: d('2025-01-31') },
  ];
  const then = { ...HOUSE, tenancies };
  const now = { ...then, readings: READINGS.with(1, reading('a', '2025-01-31', '90')) };

  test('is offered where the tenancy has ended and something it was told is otherwise', () => {
    const office = new Office();
    office.issue(then, d('2025-01-31'));
    const [draft] = office.drafts(now, d('2025-02-28'));
    expect(draft?.bill).toMatchObject({
      ...{ rows: [], charge: null, previousBalance: 2_000n, totalDue: 1_800n },
      corrections: [{ amount: -200n, causes: ['usage'] }],
    });
    office.issue(now, d('2025-02-28'));
    expect(office.drafts(now, d('2025-01-31'))[0]?.reason).toBe('issued');
  });

  test('is offered for a tenant of whom nothing is known any more', () => {
    const office = new Office();
    office.issue(then, d('2025-01-31'));
    const drafts = office.drafts({ ...HOUSE, tenancies: [] }, d('2025-02-28'));
    const gone = drafts.find(({ tenancyId }) => tenancyId === 't');
    expect(gone?.bill).toMatchObject({ previousBalance: 2_000n, totalDue: 0n });
  });

  test('is not offered for a payment alone', () => {
    const office = new Office();
    office.issue(then, d('2025-01-31'));
    const paid = { ...then, payments: [{ ...payment('p', '2025-02-10', 2_000n), tenancyId: 't' }] };
    expect(office.drafts(paid, d('2025-02-28')).map(({ bill }) => bill)).toEqual([]);
  });
});
