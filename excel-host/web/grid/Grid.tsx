import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent, MouseEvent, PointerEvent, RefObject } from 'react';
import { maxRows } from '../../model/area.ts';
import { clear } from '../../operations/content.ts';
import { autofitColumns, pointsPerCharacter, widenColumns } from '../../operations/looks.ts';
import { copySelection, paste } from '../clipboard.ts';
import { fillDown, fillRight } from '../fill.ts';
import type { Session } from '../session.ts';
import type { Editor } from '../use-editing.ts';
import { deleteChart } from '../../operations/charts.ts';
import { CellEditor } from './CellEditor.tsx';
import { Charts } from './Charts.tsx';
import { FilterMenu } from './FilterMenu.tsx';
import { filterButtonAt } from './filters.ts';
import { type Move, moveOf, moved } from './keys.ts';
import { extentOf, layOut, pixelsPerCharacter } from './layout.ts';
import { type Place, within } from './moves.ts';
import { isFilterButton, isHandle, startSelecting } from './pointer.ts';
import { GridView } from './view.ts';

export interface GridProps {
  readonly session: Session;
  readonly version: number;
  readonly editor: Editor;
  readonly attempt: (act: () => void) => void;
}

/** The sheet: cells, headers, selection, typing. */
export function Grid(props: GridProps) {
  const { session, editor, attempt } = props;
  const box = useRef<HTMLDivElement>(null);
  const { view, scrolled } = useView(props, box);
  const [filtering, setFiltering] = useState<Place>();
  const { sheet } = session;
  const { version } = props;

  const takeFocus = useCallback(() => box.current?.focus({ preventScroll: true }), []);
  const go = useCallback(
    (move: Move) => {
      const { area, active, corner } = moved(session.sheet, move, view.pageRows);
      session.select(area, active);
      view.reveal(corner.row, corner.column);
    },
    [session, view],
  );
  const commit = useCallback(
    (down: number, right: number) => {
      if (!editor.commit()) return;
      takeFocus();
      if (down !== 0 || right !== 0) advance(session, down, right, go);
    },
    [editor, session, takeFocus, go],
  );
  const onPointerDown = (event: PointerEvent) => {
    const hit = view.hit(event.target);
    if (!hit || event.button !== 0 || isHandle(event.target)) return;
    // The grid's own selection stays out of it.
    event.stopPropagation();
    event.preventDefault();
    const isCell = hit.row !== undefined && hit.column !== undefined;
    if (editor.now) {
      if (isCell && editor.point({ row: hit.row, column: hit.column })) return;
      if (!editor.commit()) return;
    }
    takeFocus();
    if (!isFilterButton(event.target)) startSelecting(session, view, hit, event.shiftKey);
  };
  const onClick = ({ target }: MouseEvent) => {
    const { row, column } = view.hit(target) ?? {};
    if (!isFilterButton(target) || row === undefined || column === undefined) return;
    setFiltering({ row, column });
  };
  const onDoubleClick = (event: MouseEvent) => {
    const hit = view.hit(event.target);
    if (hit?.column === undefined) return;
    if (isHandle(event.target)) attempt(() => fitColumn(session, hit.column ?? 0));
    else if (hit.row !== undefined && !isFilterButton(event.target)) editor.begin();
  };
  const button = filtering && filterButtonAt(sheet, filtering.row, filtering.column);
  const header = filtering && view.cell(filtering.row, filtering.column);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application is
    <div
      ref={box}
      className="grid"
      role="application"
      aria-label={`Cells of ${sheet.name}`}
      aria-describedby="active-cell how-to-leave"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is the one thing here to type into
      tabIndex={0}
      onKeyDown={(event) => {
        if (editor.now || event.target !== box.current) return;
        if (pressed(event, props, go, setFiltering)) event.preventDefault();
      }}
      onPointerDownCapture={onPointerDown}
      onMouseDownCapture={(event) => {
        if (view.hit(event.target) && !isHandle(event.target)) event.stopPropagation();
      }}
      onClickCapture={onClick}
      onDoubleClickCapture={onDoubleClick}
      {...clipboardOf(props)}
    >
      <span id="how-to-leave" className="unseen">
        F6 leaves the cells.
      </span>
      {sheet.charts.length > 0 && (
        <Charts
          session={session}
          version={version}
          view={view}
          scrolled={scrolled}
          attempt={attempt}
          takeFocus={takeFocus}
        />
      )}
      {editor.now && (
        <CellEditor
          editor={editor}
          now={editor.now}
          cell={view.cell(editor.now.row, editor.now.column)}
          scrolled={scrolled}
          leave={commit}
          fill={() => editor.commit(true) && takeFocus()}
          giveUp={() => {
            editor.cancel();
            takeFocus();
          }}
        />
      )}
      {button && header && (
        <FilterMenu
          session={session}
          button={button}
          header={header}
          attempt={attempt}
          close={() => {
            setFiltering(undefined);
            takeFocus();
          }}
        />
      )}
    </div>
  );
}

/** The grid's element in the box, showing the workbook as it is. */
function useView({ session, version, attempt }: GridProps, box: RefObject<HTMLDivElement | null>) {
  const [view] = useState(() => new GridView(session.workbook, session.sheet));
  const [scrolled, setScrolled] = useState(0);
  const { sheet, workbook, selected, contentVersion } = session;
  const { activeRow, activeColumn } = sheet.selection;

  useLayoutEffect(() => {
    box.current?.prepend(view.element);
    box.current?.focus();
    view.listen({
      onScroll: () => setScrolled((count) => count + 1),
      onResize: (column, width) => attempt(() => resizeColumn(session, column, width)),
    });
  }, [view, box, session, attempt]);

  const { rows, columns } = extentOf(sheet, selected);
  const layout = useMemo(
    () => layOut(sheet, { rows, columns }),
    // The sheet is changed in place; its version tells when.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [sheet, contentVersion, rows, columns],
  );
  useLayoutEffect(
    () => view.update(workbook, sheet, layout),
    [view, workbook, sheet, layout, version],
  );
  useEffect(() => {
    view.reveal(activeRow, activeColumn);
  }, [view, sheet, activeRow, activeColumn]);
  return { view, scrolled };
}

/** @returns whether the key means something to the cells */
function pressed(
  event: KeyboardEvent,
  { session, editor, attempt }: GridProps,
  go: (move: Move) => void,
  openFilter: (place: Place) => void,
): boolean {
  const { sheet, selected } = session;
  const { activeRow: row, activeColumn: column } = sheet.selection;
  const by = event.shiftKey ? -1 : 1;
  const chart = sheet.charts.find(({ id }) => id === sheet.selectedChart);
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const isDelete = event.key === 'Delete' || event.key === 'Backspace';
  if (chart && isDelete) {
    attempt(() => session.act((edit) => deleteChart(edit, sheet, chart)));
  } else if (chart && event.key === 'Escape') session.select(selected, { row, column });
  else if (event.key === 'Enter') advance(session, by, 0, go);
  else if (event.key === 'Tab') advance(session, 0, by, go);
  else if (isDelete) {
    attempt(() => session.act((edit) => clear(edit, sheet, selected, 'Contents')));
  } else if (event.key === 'F2') editor.begin();
  else if (event.ctrlKey && /^[dr]$/i.test(event.key)) {
    const fill = event.key.toLowerCase() === 'd' ? fillDown : fillRight;
    attempt(() => session.act((edit) => fill(edit, sheet, selected)));
  } else if (event.altKey && event.key === 'ArrowDown') {
    if (!filterButtonAt(sheet, row, column)) return false;
    openFilter({ row, column });
  } else if (event.key.length === 1 && isPlain && !(event.key === ' ' && event.shiftKey)) {
    editor.begin(event.key);
  } else {
    const move = moveOf(event);
    if (!move) return false;
    go(move);
  }
  return true;
}

function clipboardOf({ session, editor, attempt }: GridProps) {
  const when = (act: (event: ClipboardEvent) => void) => (event: ClipboardEvent) => {
    if (editor.now || event.target !== event.currentTarget) return;
    event.preventDefault();
    act(event);
  };
  return {
    onCopy: when(({ clipboardData }) => copySelection(session, clipboardData, false)),
    onCut: when(({ clipboardData }) => copySelection(session, clipboardData, true)),
    onPaste: when(({ clipboardData }) => attempt(() => paste(session, clipboardData))),
  };
}

/** Enter and Tab: through a selection of several cells, else to the next one. */
function advance(session: Session, down: number, right: number, go: (move: Move) => void): void {
  const { selected, sheet } = session;
  const { activeRow: row, activeColumn: column } = sheet.selection;
  const isSeveral = selected.top !== selected.bottom || selected.left !== selected.right;
  if (isSeveral) session.select(selected, within(selected, { row, column }, { down, right }));
  else go({ down, right, extends: false, far: false });
}

function resizeColumn(session: Session, column: number, width: number): void {
  const area = { top: 0, bottom: maxRows - 1, left: column, right: column };
  const points = (width / pixelsPerCharacter) * pointsPerCharacter;
  session.act((edit) => widenColumns(edit, session.sheet, area, points));
}

function fitColumn(session: Session, column: number): void {
  const area = { top: 0, bottom: maxRows - 1, left: column, right: column };
  session.act((edit) => autofitColumns(edit, session.sheet, area));
}
