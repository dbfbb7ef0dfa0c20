import { useState } from 'react';
import { isDateFormat } from 'numfmt';
import type { KeyboardEvent } from 'react';
import { AddRegular } from '@fluentui/react-icons';
import { Button, Tooltip } from '@fluentui/react-components';
import { forEachCell } from '../model/cells.ts';
import type { Sheet } from '../model/workbook.ts';
import { activate, addSheet, renameSheet } from '../operations/sheets.ts';
import { cellText } from '../format/text.ts';
import type { Session } from './session.ts';

export interface SheetTabsProps {
  readonly session: Session;
  readonly attempt: (act: () => void) => void;
}

/** The sheets of the workbook, and what the selected numbers add up to. */
export function SheetTabs({ session, attempt }: SheetTabsProps) {
  const [renaming, setRenaming] = useState<string>();
  const visible = session.workbook.sheets.filter(({ visibility }) => visibility === 'Visible');
  const rename = (sheet: Sheet, name: string): void => {
    setRenaming(undefined);
    attempt(() => session.act((edit) => renameSheet(edit, sheet, name.trim())));
  };
  const onKey = (event: KeyboardEvent, index: number): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = by && visible[(index + by + visible.length) % visible.length];
    if (event.key === 'F2') setRenaming(visible[index]?.id);
    if (!next) return;
    session.show(next);
    const tab = event.currentTarget.parentElement?.children.item(visible.indexOf(next));
    if (tab instanceof HTMLElement) tab.focus();
  };
  return (
    <div className="sheet-bar">
      <div role="tablist" aria-label="Sheets" className="tabs">
        {visible.map((sheet, index) =>
          renaming === sheet.id ? (
            <input
              key={sheet.id}
              className="tab"
              aria-label="Name of the sheet"
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- asked for by the person, just now
              autoFocus
              defaultValue={sheet.name}
              onFocus={(event) => event.target.select()}
              onBlur={(event) => rename(sheet, event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') rename(sheet, event.currentTarget.value);
                if (event.key === 'Escape') setRenaming(undefined);
              }}
            />
          ) : (
            <button
              key={sheet.id}
              type="button"
              role="tab"
              className="tab"
              aria-selected={sheet === session.sheet}
              tabIndex={sheet === session.sheet ? 0 : -1}
              onClick={() => session.show(sheet)}
              onDoubleClick={() => setRenaming(sheet.id)}
              onKeyDown={(event) => onKey(event, index)}
            >
              {sheet.name}
            </button>
          ),
        )}
      </div>
      <Tooltip content="New sheet" relationship="label">
        <Button
          appearance="subtle"
          size="small"
          icon={<AddRegular />}
          onClick={() => attempt(() => session.act((edit) => activate(edit, addSheet(edit))))}
        />
      </Tooltip>
      <output className="sums">{sumsOf(session)}</output>
    </div>
  );
}

const mostSummed = 200_000;

/** "Average: 2  Count: 3  Sum: 6" of the selected cells, as the status bar of Excel says it. */
function sumsOf({ sheet, selected, workbook }: Session): string {
  if (selected.top === selected.bottom && selected.left === selected.right) return '';
  let [count, numbers, sum] = [0, 0, 0];
  let format = 'General';
  forEachCell(sheet, selected, ({ value, style }) => {
    if (value === null || count > mostSummed) return;
    count += 1;
    if (typeof value !== 'number') return;
    // Dates do not add up to a date.
    if (numbers === 0 && !isDateFormat(style.numberFormat)) format = style.numberFormat;
    numbers += 1;
    sum += value;
  });
  const show = (value: number): string =>
    cellText(Number(value.toPrecision(12)), format, workbook).trim();
  if (count < 2) return '';
  if (numbers === 0) return `Count: ${count}`;
  return `Average: ${show(sum / numbers)}   Count: ${count}   Sum: ${show(sum)}`;
}
