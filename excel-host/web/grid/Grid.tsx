import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent, PointerEvent } from 'react';
import { type Area, maxColumns, maxRows } from '../../model/area.ts';
import { clear } from '../../operations/content.ts';
import { widenColumns, pointsPerCharacter } from '../../operations/looks.ts';
import { copySelection, paste } from '../clipboard.ts';
import type { Session } from '../session.ts';
import type { Editor } from '../use-editing.ts';
import { CellEditor } from './CellEditor.tsx';
import { type Move, moveOf, moved } from './keys.ts';
import { layOut, pixelsPerCharacter } from './layout.ts';
import { spanned, within } from './moves.ts';
import { GridView, type Hit } from './view.ts';

export interface GridProps {
  readonly session: Session;
  readonly version: number;
  readonly editor: Editor;
  readonly attempt: (act: () => void) => void;
}

/** Shown beyond the selection, to go on to. */
const extra = { rows: 50, columns: 4 };

/** The sheet: cells, headers, selection, typing. */
export function Grid({ session, version, editor, attempt }: GridProps) {
  const box = useRef<HTMLDivElement>(null);
  const [view] = useState(() => new GridView(session.workbook, session.sheet));
  const [scrolled, setScrolled] = useState(0);
  const { sheet, workbook, selected } = session;
  const { activeRow, activeColumn } = sheet.selection;

  useLayoutEffect(() => {
    box.current?.prepend(view.element);
    view.onScroll = () => setScrolled((count) => count + 1);
    box.current?.focus();
  }, [view]);

  useLayoutEffect(() => {
    view.onResize = (column, width) => {
      attempt(() =>
        session.act((edit) => {
          const area = { top: 0, bottom: maxRows - 1, left: column, right: column };
          const points = (width / pixelsPerCharacter) * pointsPerCharacter;
          widenColumns(edit, session.sheet, area, points);
        }),
      );
    };
  }, [view, session, attempt]);

  const { contentVersion } = session;
  const rowsSeen = selected.bottom < maxRows - 1 ? selected.bottom + extra.rows : 0;
  const columnsSeen = selected.right < maxColumns - 1 ? selected.right + extra.columns : 0;
  const layout = useMemo(
    () => layOut(sheet, { rows: rowsSeen, columns: columnsSeen }),
    // The sheet is changed in place; its version tells when.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [sheet, contentVersion, rowsSeen, columnsSeen],
  );
  useLayoutEffect(
    () => view.update(workbook, sheet, layout),
    [view, workbook, sheet, layout, version],
  );

  useEffect(() => {
    view.reveal(activeRow, activeColumn);
  }, [view, sheet, activeRow, activeColumn]);

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

  const onKeyDown = (event: KeyboardEvent) => {
    if (editor.now || event.target !== box.current) return;
    if (event.key === 'Enter' || event.key === 'Tab') {
      const by = event.shiftKey ? -1 : 1;
      advance(session, event.key === 'Enter' ? by : 0, event.key === 'Tab' ? by : 0, go);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      attempt(() => session.act((edit) => clear(edit, sheet, selected, 'Contents')));
    } else if (event.key === 'F2') {
      editor.begin();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (event.key === ' ' && event.shiftKey) return;
      editor.begin(event.key);
    } else {
      const move = moveOf(event);
      if (!move) return;
      go(move);
    }
    event.preventDefault();
  };

  const onPointerDown = (event: PointerEvent) => {
    const hit = view.hit(event.target);
    if (!hit || event.button !== 0 || isHandle(event.target)) return;
    // The grid's own selection stays out of it.
    event.stopPropagation();
    event.preventDefault();
    if (editor.now) {
      if (hit.row !== undefined && hit.column !== undefined) {
        if (editor.point({ row: hit.row, column: hit.column })) return;
      }
      if (!editor.commit()) return;
    }
    takeFocus();
    startSelecting(session, view, hit, event.shiftKey);
  };

  const onCopy = (event: ClipboardEvent, isCut: boolean) => {
    if (editor.now || event.target !== box.current) return;
    copySelection(session, event.clipboardData, isCut);
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (editor.now || event.target !== box.current) return;
    attempt(() => paste(session, event.clipboardData));
    event.preventDefault();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application is
    <div
      ref={box}
      className="grid"
      role="application"
      aria-label={`Cells of ${sheet.name}`}
      aria-describedby="active-cell"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is the one thing here to type into
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDownCapture={onPointerDown}
      onMouseDownCapture={(event) => {
        if (view.hit(event.target) && !isHandle(event.target)) event.stopPropagation();
      }}
      onDoubleClickCapture={(event) => {
        const hit = view.hit(event.target);
        if (hit?.row !== undefined && hit.column !== undefined) editor.begin();
      }}
      onCopy={(event) => onCopy(event, false)}
      onCut={(event) => onCopy(event, true)}
      onPaste={onPaste}
    >
      {editor.now && (
        <CellEditor
          editor={editor}
          now={editor.now}
          cell={view.cell(editor.now.row, editor.now.column)}
          scrolled={scrolled}
          leave={commit}
          giveUp={() => {
            editor.cancel();
            takeFocus();
          }}
        />
      )}
    </div>
  );
}

/** Enter and Tab: through a selection of several cells, else to the next one. */
function advance(session: Session, down: number, right: number, go: (move: Move) => void): void {
  const { selected, sheet } = session;
  const { activeRow: row, activeColumn: column } = sheet.selection;
  const isSeveral = selected.top !== selected.bottom || selected.left !== selected.right;
  if (isSeveral) session.select(selected, within(selected, { row, column }, { down, right }));
  else go({ down, right, extends: false, far: false });
}

/** Selecting with the pointer, until it is let go: cells, or whole rows and columns by their headers. */
function startSelecting(session: Session, view: GridView, from: Hit, extend: boolean): void {
  const { activeRow, activeColumn } = session.sheet.selection;
  const start = extend
    ? { row: activeRow, column: activeColumn }
    : { row: from.row ?? 0, column: from.column ?? 0 };
  const reach = (to: Hit): void => {
    const area = spanned(session.sheet, start, { row: to.row ?? 0, column: to.column ?? 0 });
    session.select(whole(area, from), start);
  };
  reach(from);
  const onMove = (event: globalThis.PointerEvent): void => {
    const hit = view.hit(document.elementFromPoint(event.clientX, event.clientY));
    if (!hit) return;
    const row = hit.row ?? session.selected.top;
    const column = hit.column ?? session.selected.left;
    reach({ row, column });
    view.reveal(
      from.row === undefined ? activeRow : row,
      from.column === undefined ? activeColumn : column,
    );
  };
  const onEnd = (): void => {
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onEnd);
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onEnd);
}

function whole(area: Area, from: Hit): Area {
  if (from.row === undefined) return { ...area, top: 0, bottom: maxRows - 1 };
  if (from.column === undefined) return { ...area, left: 0, right: maxColumns - 1 };
  return area;
}

/** The edge of a column's header, by which it is resized. */
function isHandle(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.resizable') !== null;
}
