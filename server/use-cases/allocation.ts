import type { Flag } from '../../contract/allocation.ts';
import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Charge, DerivedPeriod, Period, SubMeterUsage } from '../billing/derived.ts';
import type { UseCase } from './context.ts';
import {
  dayText,
  dayTextOrNull,
  isWithin,
  kwhTextOrNull,
  moneyWriter,
  rangeOf,
} from './figures.ts';
import type { AllocationColumns } from './held-blocks.ts';
import { withoutHeld } from './held-blocks.ts';
import { resultsOf, type Results } from './results.ts';

type Endpoints = typeof ENDPOINTS;

/** A row for each period, unit and stay in it; a vacant one is the owner's. */
export const allocation: UseCase<Endpoints['allocation']> = async (services, caller, { query }) => {
  const results = await resultsOf(services, caller);
  const range = rangeOf(query);
  const wanted = results.derived.byPeriod.filter(
    ({ period, charges }) => charges.length > 0 && isWithin(period.end, range),
  );
  const write = (periods: readonly DerivedPeriod[]) => columnsOf(results, periods);
  return {
    revision: results.revision,
    ...(query.held === undefined
      ? { columns: write(wanted) }
      : withoutHeld(wanted, query.held, write)),
  };
};

function columnsOf(
  { decimals, ...names }: Results,
  periods: readonly DerivedPeriod[],
): AllocationColumns {
  const money = moneyWriter(decimals);
  const charges = periods.flatMap((one) => one.charges);
  const ofPeriod = <Value>(valueOf: (period: Period) => Value) =>
    periods.flatMap(({ period, charges: { length } }) =>
      Array<Value>(length).fill(valueOf(period)),
    );
  const column = <Value>(valueOf: (charge: Charge) => Value) => charges.map(valueOf);
  return {
    periodStart: ofPeriod(({ start, end }) => dayText(start ?? end)),
    periodEnd: ofPeriod(({ end }) => dayText(end)),
    unit: column(({ unitId }) => names.unitLabels.get(unitId) ?? ''),
    tenant: column(({ tenancyId }) => names.tenants.get(tenancyId ?? '') ?? null),
    openingDate: column(({ openingDate }) => dayTextOrNull(openingDate)),
    openingReading: column(({ openingDialWh }) => kwhTextOrNull(openingDialWh)),
    closingDate: column(({ closingDate }) => dayTextOrNull(closingDate)),
    closingReading: column(({ closingDialWh }) => kwhTextOrNull(closingDialWh)),
    usageKwh: column(({ usageWh }) => kwhTextOrNull(usageWh)),
    rate: ofPeriod(({ rate }) => rate),
    charge: column(({ usageCharge, commonCharge }) =>
      usageCharge === null ? null : money(usageCharge + commonCharge),
    ),
    commonShare: column(({ usageCharge, commonCharge }) =>
      usageCharge === null ? null : money(commonCharge),
    ),
    flags: column(({ flags }) => [...flags]),
  };
}

/** A row for each period and sub-meter; then what was used in days that no bill covers. */
export const subMeterAllocation: UseCase<Endpoints['subMeterAllocation']> = async (
  services,
  caller,
  { query },
) => {
  const { revision, derived, unitLabels, subMeters } = await resultsOf(services, caller);
  const range = rangeOf(query);
  const starts = new Map(derived.periods.map(({ start, end }) => [end, start]));
  const usages = derived.usages.filter(({ periodEnd }) => isWithin(periodEnd, range));
  const unbilled = derived.unbilled.filter(({ to }) => isWithin(to, range));
  const column = <Value>(valueOf: (usage: SubMeterUsage) => Value) => usages.map(valueOf);
  const nothing = unbilled.map(() => null);
  const both = [...usages, ...unbilled];
  return {
    revision,
    columns: {
      periodStart: [
        ...column(({ periodEnd }) => dayText(starts.get(periodEnd) ?? periodEnd)),
        ...unbilled.map(({ from, to }) => dayText(from ?? to)),
      ],
      periodEnd: [
        ...column(({ periodEnd }) => dayText(periodEnd)),
        ...unbilled.map(({ to }) => dayText(to)),
      ],
      unit: both.map(({ unitId }) => unitLabels.get(unitId) ?? ''),
      subMeter: both.map(({ subMeterId }) => subMeters.get(subMeterId)?.label ?? ''),
      openingDate: [...column(({ openingDate }) => dayTextOrNull(openingDate)), ...nothing],
      openingReading: [...column(({ openingDialWh }) => kwhTextOrNull(openingDialWh)), ...nothing],
      closingDate: [...column(({ closingDate }) => dayTextOrNull(closingDate)), ...nothing],
      closingReading: [...column(({ closingDialWh }) => kwhTextOrNull(closingDialWh)), ...nothing],
      multiplier: both.map(({ subMeterId }) => subMeters.get(subMeterId)?.multiplier ?? '1'),
      usageKwh: both.map(({ usageWh }) => kwhTextOrNull(usageWh)),
      flags: [
        ...column(({ flags }) => [...flags]),
        ...unbilled.map(({ estimated }): Flag[] =>
          estimated ? ['unbilled', 'estimated'] : ['unbilled'],
        ),
      ],
    },
  };
};
