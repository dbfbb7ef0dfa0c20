import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { printArea } from '../model/area.ts';
import { cellAt } from '../model/cells.ts';
import { invalidArgument } from '../error.ts';
import { lookUp } from '../objects/reach.ts';
import { editText } from './edit-text.ts';
import type { Session } from './session.ts';
import type { Editor } from './use-editing.ts';

export interface FormulaBarProps {
  readonly session: Session;
  readonly editor: Editor;
  readonly attempt: (act: () => void) => void;
  /** Gives the keyboard back to the cells. */
  readonly toCells: () => void;
}

/** The name box, which says and takes an address, and what really stands in the active cell. */
export function FormulaBar({ session, editor, attempt, toCells }: FormulaBarProps) {
  const { sheet, selected, workbook } = session;
  const { activeRow, activeColumn } = sheet.selection;
  const [address, setAddress] = useState<string>();
  const cell = cellAt(sheet, activeRow, activeColumn);
  const place = { sheet, row: activeRow, column: activeColumn };
  const fault = session.host.functions?.messageAt(place);

  const visit = (): void => {
    const wanted = (address ?? printArea(selected)).trim();
    const found = lookUp(workbook, sheet, wanted);
    setAddress(undefined);
    if (!found) throw invalidArgument(`There is no cell or name "${wanted}" here.`);
    session.show(found.sheet);
    session.select(found.area);
    toCells();
  };
  const onAddressKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') attempt(visit);
    if (event.key === 'Escape') setAddress(undefined);
    if (event.key === 'Escape') toCells();
  };
  const onTextKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') editor.cancel();
    else if (event.key !== 'Enter' && event.key !== 'Tab') return;
    else if (!editor.commit()) return;
    event.preventDefault();
    toCells();
  };

  return (
    <div className="formula-bar">
      <input
        className="name-box"
        aria-label="Name box"
        spellCheck={false}
        value={address ?? printArea(selected)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setAddress(event.target.value)}
        onBlur={() => setAddress(undefined)}
        onKeyDown={onAddressKey}
      />
      <span className="fx" aria-hidden="true">
        fx
      </span>
      <input
        className="formula"
        aria-label="Formula bar"
        spellCheck={false}
        value={editor.now?.text ?? editText(workbook, cell)}
        onFocus={() => {
          if (!editor.now) editor.begin();
        }}
        onChange={(event) => editor.change(event.target.value)}
        onKeyDown={onTextKey}
      />
      {fault !== undefined && <span className="fault">{fault}</span>}
      <span id="active-cell" className="unseen" aria-live="polite">
        {`${printArea(selected)} ${session.host.textOf(cell)} ${fault ?? ''}`.trim()}
      </span>
    </div>
  );
}
