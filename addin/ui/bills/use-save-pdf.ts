import { useState } from 'react';
import type { PdfLink } from '../../flows/statements.ts';
import { followPdf, openPdf } from '../../flows/statements.ts';
import { usePane } from '../pane-context.ts';
import type { Task } from '../use-task.ts';
import { useTask } from '../use-task.ts';
import { billsWords as said } from '../words/bills.ts';

export interface SavePdfWork {
  readonly task: Task;
  readonly save: (numbers: readonly number[]) => Promise<void>;
  /** Ready, where it takes a click of its own to open it. */
  readonly link: PdfLink | null;
  readonly follow: () => void;
  readonly isOpened: boolean;
}

interface State {
  readonly where: string;
  readonly link: PdfLink | null;
  readonly isOpened: boolean;
}

/**
 * PDFs of bills, through a link that works once.
 *
 * @param where what is said of a file is said there: the period that is shown
 */
export function useSavePdf(where = ''): SavePdfWork {
  const { ws, connection, announce } = usePane();
  const task = useTask();
  const [state, setState] = useState<State>({ where, link: null, isOpened: false });
  const isHere = state.where === where;
  const link = isHere ? state.link : null;
  const propertyId = connection.propertyId ?? '';
  const opened = () => {
    setState({ where, link: null, isOpened: true });
    announce(said.save.opened);
  };
  return {
    ...{ task, link },
    isOpened: isHere && state.isOpened,
    save: async (numbers) => {
      setState({ where, link: null, isOpened: false });
      const left = await task.run((options) => openPdf(ws, propertyId, numbers, options));
      if (left === undefined) return;
      if (left === null) opened();
      else {
        setState({ where, link: left, isOpened: false });
        announce(said.save.ready);
      }
    },
    follow: () => {
      if (link) followPdf(ws, link);
      opened();
    },
  };
}
