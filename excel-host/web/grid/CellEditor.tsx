import { useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { Editing, Editor } from '../use-editing.ts';

export interface CellEditorProps {
  readonly editor: Editor;
  readonly now: Editing;
  /** Where it stands; undefined while its cell is scrolled out of view. */
  readonly cell: HTMLElement | undefined;
  /** Counts scrolling, after which it stands elsewhere. */
  readonly scrolled: number;
  /** Takes the text and goes on by so many cells. */
  readonly leave: (down: number, right: number) => void;
  /** Takes the text into every selected cell. */
  readonly fill: () => void;
  readonly giveUp: () => void;
}

const leaving: Readonly<Record<string, readonly [number, number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** The text of the open cell, over the cell. */
export function CellEditor({ editor, now, cell, scrolled, leave, fill, giveUp }: CellEditorProps) {
  const input = useRef<HTMLTextAreaElement>(null);

  useLayoutEffect(() => {
    // The formula bar keeps the focus where the typing began there.
    if (document.activeElement?.closest('.formula-bar')) return;
    input.current?.focus({ preventScroll: true });
    input.current?.setSelectionRange(now.text.length, now.text.length);
    // Only when it opens.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  useLayoutEffect(() => {
    const box = input.current;
    const grid = box?.parentElement;
    if (!box || !grid) return;
    // Unseen and not hidden: what is hidden takes no text, however often its keys are pressed.
    box.classList.toggle('away', !cell);
    if (!cell) return;
    const [own, outer] = [cell.getBoundingClientRect(), grid.getBoundingClientRect()];
    box.style.left = `${own.left - outer.left - 1}px`;
    box.style.top = `${own.top - outer.top - 1}px`;
    box.style.minWidth = `${own.width + 1}px`;
    box.style.minHeight = `${own.height + 1}px`;
    box.style.maxWidth = `${Math.max(own.width, outer.right - own.left)}px`;
  }, [cell, scrolled]);

  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.shiftKey ? -1 : 1;
    const arrow = now.isTypedOver ? leaving[event.key] : undefined;
    if (event.key === 'Enter' && event.altKey) editor.change(`${now.text}\n`);
    else if (event.key === 'Enter' && event.ctrlKey) fill();
    else if (event.key === 'Enter') leave(by, 0);
    else if (event.key === 'Tab') leave(0, by);
    else if (event.key === 'Escape') giveUp();
    else if (arrow) leave(arrow[0], arrow[1]);
    else return;
    event.preventDefault();
  };

  return (
    <textarea
      ref={input}
      className="cell-editor"
      aria-label="Cell text"
      rows={1}
      spellCheck={false}
      value={now.text}
      onChange={(event) => editor.change(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}
