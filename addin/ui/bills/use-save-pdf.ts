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

/** PDFs of bills, through a link that works once. */
export function useSavePdf(): SavePdfWork {
  const { ws, connection, announce } = usePane();
  const task = useTask();
  const [link, setLink] = useState<PdfLink | null>(null);
  const [isOpened, setIsOpened] = useState(false);
  const propertyId = connection.propertyId ?? '';
  const opened = () => {
    setLink(null);
    setIsOpened(true);
    announce(said.save.opened);
  };
  return {
    ...{ task, link, isOpened },
    save: async (numbers) => {
      setIsOpened(false);
      setLink(null);
      const left = await task.run((options) => openPdf(ws, propertyId, numbers, options));
      if (left === undefined) return;
      if (left === null) opened();
      else {
        setLink(left);
        announce(said.save.ready);
      }
    },
    follow: () => {
      if (link) followPdf(ws, link);
      opened();
    },
  };
}
