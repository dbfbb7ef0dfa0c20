import { useMemo, useState } from 'react';
import type { OpenedBills } from '../../flows/bills/open-bills.ts';
import type { Ready } from './lines.ts';
import { isReady, keyOf, owes } from './lines.ts';

/** Whose bills are meant: all of the period, until some are taken out. */
export interface Chosen {
  /** In the order of the list. */
  readonly ready: readonly Ready[];
  readonly bills: readonly Ready[];
  readonly isChosen: (one: Ready) => boolean;
  readonly choose: (one: Ready, isIn: boolean) => void;
  readonly chooseAll: (isIn: boolean) => void;
  readonly chooseOwing: () => void;
}

export function useChosen(opened: OpenedBills | null): Chosen {
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const ready = useMemo(
    // Who owes comes first.
    () => {
      const all = (opened?.bills ?? []).filter(isReady);
      return [...all.filter(owes), ...all.filter((one) => !owes(one))];
    },
    [opened],
  );
  const isChosen = (one: Ready) => !out.has(keyOf(one));
  return {
    ready,
    bills: ready.filter(isChosen),
    isChosen,
    choose: (one, isIn) => {
      const next = new Set(out);
      if (isIn) next.delete(keyOf(one));
      else next.add(keyOf(one));
      setOut(next);
    },
    chooseAll: (isIn) => setOut(new Set(isIn ? [] : ready.map(keyOf))),
    chooseOwing: () => setOut(new Set(ready.filter((one) => !owes(one)).map(keyOf))),
  };
}
