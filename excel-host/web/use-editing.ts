import { useCallback, useState } from 'react';
import { areaOf, columnName } from '../model/area.ts';
import { cellAt } from '../model/cells.ts';
import { enter } from '../operations/content.ts';
import { makeRoom } from '../operations/looks.ts';
import { editText } from './edit-text.ts';
import { fillTyped } from './fill.ts';
import type { Place } from './grid/moves.ts';
import type { Session } from './session.ts';

export interface Editing extends Place {
  readonly text: string;
  /** Typed over the cell, so that arrow keys leave it; or opened with F2, so that they move in the text. */
  readonly isTypedOver: boolean;
}

export interface Editor {
  readonly now: Editing | undefined;
  /** Opens the active cell, with the text that is in it or with what was typed over it. */
  readonly begin: (typedOver?: string) => void;
  readonly change: (text: string) => void;
  /** `everywhere`: into every selected cell. @returns whether the cell took the text */
  readonly commit: (everywhere?: boolean) => boolean;
  readonly cancel: () => void;
  /** While a formula waits for a reference: puts that of the clicked cell in. */
  readonly point: (place: Place) => boolean;
}

/** Ends with something after which a formula wants a reference. */
const wantsReference = /^=(.*[=+\-*/^&(,<>:;])?\s*$/s;

/** The cell that somebody is typing in; meanwhile the add-in gets nothing done, as in Excel. */
export function useEditing(session: Session, refused: (error: unknown) => void): Editor {
  const [now, setNow] = useState<Editing>();
  const { workbook } = session;

  const begin = useCallback(
    (typedOver?: string) => {
      const { activeRow: row, activeColumn: column } = session.sheet.selection;
      const text = typedOver ?? editText(workbook, cellAt(session.sheet, row, column));
      session.setTyping(true);
      setNow({ row, column, text, isTypedOver: typedOver !== undefined });
    },
    [session, workbook],
  );
  const change = useCallback(
    (text: string) => setNow((before) => before && { ...before, text }),
    [],
  );
  const cancel = useCallback(() => {
    session.setTyping(false);
    setNow(undefined);
  }, [session]);
  const commit = useCallback(
    (everywhere = false) => {
      if (!now) return true;
      session.setTyping(false);
      try {
        const { row, column, text } = now;
        const before = editText(workbook, cellAt(session.sheet, row, column));
        if (text !== before || everywhere) {
          session.act((edit) => {
            enter(edit, session.sheet, areaOf(row, column), [[text]], true);
            makeRoom(edit, session.sheet, row, column);
            if (everywhere) fillTyped(edit, session.sheet, { row, column }, text, session.selected);
          });
        }
        setNow(undefined);
        return true;
      } catch (error) {
        session.setTyping(true);
        refused(error);
        return false;
      }
    },
    [now, session, workbook, refused],
  );
  const point = useCallback(
    ({ row, column }: Place) => {
      if (!now || !wantsReference.test(now.text)) return false;
      setNow({ ...now, text: `${now.text}${columnName(column)}${row + 1}` });
      return true;
    },
    [now],
  );
  return { now, begin, change, commit, cancel, point };
}
