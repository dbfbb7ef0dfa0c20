import type { Property } from '../../../contract/properties.ts';
import type { PropertyChange } from '../../flows/properties.ts';

type Common = Property['settings']['commonPart'][number];
export type CommonSplit = Common['split'];
export const SPLITS: readonly CommonSplit[] = ['owner', 'usage', 'equal'];

/** A property as it is being edited: texts as they were typed. */
export interface PropertyDraft {
  readonly name: string;
  readonly currency: string;
  readonly readingWindowDays: string;
  /** The first line holds from the beginning, each other one from its day on. */
  readonly commonPart: readonly { readonly from: string; readonly split: CommonSplit }[];
}

export function draftOf({ name, currency, settings }: Property): PropertyDraft {
  const lines = settings.commonPart
    .map(({ from, split }) => ({ from: from ?? '', split }))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const first = { from: '', split: 'owner' as const };
  return {
    ...{ name, currency, readingWindowDays: String(settings.readingWindowDays) },
    // Before the first day that is named the common part is the owner's.
    commonPart: lines[0]?.from === '' ? lines : [first, ...lines],
  };
}

export interface DraftFaults {
  readonly name: boolean;
  readonly readingWindowDays: boolean;
  /** By line of the common part. */
  readonly commonPart: readonly ('needed' | 'twice' | null)[];
}

const MOST_DAYS = 60;

export function faultsOf({ name, readingWindowDays, commonPart }: PropertyDraft): DraftFaults {
  const days = readingWindowDays.trim();
  const froms = commonPart.map(({ from }) => from);
  return {
    name: name.trim() === '',
    readingWindowDays: !/^\d{1,2}$/.test(days) || Number(days) > MOST_DAYS,
    commonPart: froms.map((from, i) => {
      if (i === 0) return null;
      if (from === '') return 'needed';
      return froms.indexOf(from) < i ? 'twice' : null;
    }),
  };
}

export function hasFaults({ name, readingWindowDays, commonPart }: DraftFaults): boolean {
  return name || readingWindowDays || commonPart.some((one) => one !== null);
}

/** What is to be changed; null: nothing. Only for a draft without faults. Pure. */
export function changeOf(property: Property, draft: PropertyDraft): PropertyChange | null {
  const now = draftOf(property);
  const days = Number(draft.readingWindowDays);
  const lines = draft.commonPart
    .map(({ from, split }) => ({ from: from === '' ? null : from, split }))
    .toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  const settings = {
    ...(days === property.settings.readingWindowDays ? {} : { readingWindowDays: days }),
    ...(JSON.stringify(lines) === JSON.stringify(linesOf(now)) ? {} : { commonPart: lines }),
  };
  const change = {
    ...(draft.name.trim() === now.name ? {} : { name: draft.name.trim() }),
    ...(draft.currency === now.currency ? {} : { currency: draft.currency }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
  };
  return Object.keys(change).length === 0 ? null : change;
}

function linesOf({ commonPart }: PropertyDraft): Common[] {
  return commonPart.map(({ from, split }) => ({ from: from === '' ? null : from, split }));
}
