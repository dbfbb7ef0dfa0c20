/** Words of bills that are more than a label. */
import type { Flag } from '../../contract/allocation.ts';

/** What a tenant should know of how the figures came about; the others are for who bills. */
export const FLAG_WORDS: Partial<Readonly<Record<Flag, string>>> = {
  estimated: 'Part of the usage is estimated, in proportion to the days between readings.',
  partOfPeriod: 'The tenant lived here for part of the billing period.',
  overMetered:
    'The meters of the units add up to more than the utility’s meter: the utility’s bill is shared out in proportion, and no more than its amount is collected.',
  given: 'The usage was told as such and not read off a dial.',
};

export const METER_FLAG_WORDS: Partial<Readonly<Record<Flag, string>>> = {
  estimated: 'estimated',
  given: 'usage as told',
};

export const NOT_FROM_UTILITY =
  'This bill comes from who lets the unit, and not from the electric utility.';
