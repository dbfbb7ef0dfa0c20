import { useCallback, useState } from 'react';
import type { Where } from '../../flows/bills/make-bills-apart.ts';
import type { BillHere, OpenedBills } from '../../flows/bills/open-bills.ts';
import type { TenantBill } from '../../flows/bills/period-bills.ts';

/**
 * Where bills are made, and which of them were put into new workbooks: this one says nothing of those, so
 * it is known as long as the pane is open.
 */
export interface Apart {
  readonly where: Where;
  readonly setWhere: (where: Where) => void;
  readonly isApart: (bill: TenantBill) => boolean;
  readonly remember: (bills: readonly TenantBill[]) => void;
  /** With bills of new workbooks as made, where that is where they are made. */
  readonly seen: (opened: OpenedBills) => OpenedBills;
  readonly forget: () => void;
}

const NONE: ReadonlySet<string> = new Set();

export function useApart(): Apart {
  const [where, setWhere] = useState<Where>('here');
  const [made, setMade] = useState(NONE);
  const isApart = useCallback(({ document }: TenantBill) => made.has(print(document)), [made]);
  const remember = useCallback(
    (bills: readonly TenantBill[]) =>
      setMade((before) => new Set([...before, ...bills.map(({ document }) => print(document))])),
    [],
  );
  const seen = useCallback(
    (opened: OpenedBills) => {
      if (where === 'here') return opened;
      const look = (one: BillHere): BillHere => {
        const { bill, sheet, state } = one;
        if (sheet !== null || state !== 'unmade' || !isApart(bill)) return one;
        return { ...one, state: bill.document?.number === null ? 'draft' : 'issued' };
      };
      return { ...opened, bills: opened.bills.map(look) };
    },
    [where, isApart],
  );
  const forget = useCallback(() => {
    setWhere('here');
    setMade(NONE);
  }, []);
  return { where, setWhere, isApart, remember, seen, forget };
}

/** What a bill says: of one that would say something else by now, no workbook holds it as it is. */
function print(document: TenantBill['document']): string {
  return JSON.stringify(document);
}
