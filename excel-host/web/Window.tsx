import { useState, useSyncExternalStore } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { styleAt } from '../model/cells.ts';
import { restyle } from '../operations/looks.ts';
import { AddinFrame } from './addin-frame.ts';
import { FormulaBar } from './FormulaBar.tsx';
import { Grid } from './grid/Grid.tsx';
import { type Addin, type RibbonButton, type Shortcut, isPressed } from './manifest.ts';
import type { Notice } from './notices.tsx';
import { goToNextRegion } from './regions.ts';
import { Ribbon } from './Ribbon.tsx';
import type { Session } from './session.ts';
import { SheetTabs } from './SheetTabs.tsx';
import { TaskPane } from './TaskPane.tsx';
import { useEditing } from './use-editing.ts';

export interface WindowProps {
  readonly session: Session;
  readonly addin: Addin;
  readonly shortcuts: readonly Shortcut[];
  readonly locale: string;
  readonly attempt: (act: () => void) => void;
  readonly refused: (error: unknown) => void;
  readonly show: (notice: Notice) => () => void;
  readonly notices: ReactNode;
}

const patienceMs = 400;

/** One workbook: ribbon, formula bar, cells, sheets, and the add-in's pane beside them. */
export function Window(props: WindowProps) {
  const { session, addin, locale, attempt, refused, notices } = props;
  const version = useSyncExternalStore(session.subscribe, session.version);
  const editor = useEditing(session, refused);
  const [frame] = useState(
    () =>
      new AddinFrame({ host: session.host, page: `/try${addin.pane}`, addinId: addin.id, locale }),
  );
  const { busy, invoke, press } = useCommands(props, frame);

  const onKeyDown = (event: KeyboardEvent): void => {
    const shortcut = props.shortcuts.find(({ key }) => isPressed(key, event.nativeEvent));
    const act = shortcut
      ? () => invoke(shortcut.action, shortcut.action, shortcut.action)
      : ownShortcut(session, event, frame);
    if (!act || editor.now) return;
    event.preventDefault();
    attempt(act);
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- shortcuts of the whole window
    <div className="workbook" onKeyDown={onKeyDown}>
      <Ribbon session={session} addin={addin} busy={busy} attempt={attempt} press={press} />
      {notices}
      <div className="beside">
        <main className="sheet">
          <FormulaBar session={session} editor={editor} attempt={attempt} toCells={focusCells} />
          <Grid session={session} version={version} editor={editor} attempt={attempt} />
          <SheetTabs session={session} attempt={attempt} />
        </main>
        <TaskPane
          addin={addin}
          frame={frame}
          isOpen={session.host.paneIsVisible}
          onClose={() => {
            session.host.showPane(false);
            focusCells();
          }}
        />
      </div>
    </div>
  );
}

function focusCells(): void {
  document.querySelector<HTMLElement>('.grid')?.focus();
}

/** Commands of the add-in: told of while they take time, and when they come to nothing. */
function useCommands({ session, addin, refused, show }: WindowProps, frame: AddinFrame) {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const run = async (id: string, name: string, label: string): Promise<void> => {
    setBusy((before) => new Set([...before, id]));
    let done: (() => void) | undefined;
    const timer = setTimeout(() => {
      done = show({ intent: 'info', isBusy: true, text: `${addin.name} is at work: ${label} …` });
    }, patienceMs);
    const wasTied = await frame.invokeCommand(id, name);
    clearTimeout(timer);
    done?.();
    setBusy((before) => new Set([...before].filter((other) => other !== id)));
    if (!wasTied) show({ intent: 'error', text: `${addin.name} does not know “${name}”.` });
  };
  const invoke = (id: string, name: string, label: string): void => {
    run(id, name, label).catch(refused);
  };
  const press = ({ id, functionName, label }: RibbonButton): void => {
    if (functionName === undefined) session.host.showPane(true);
    else invoke(id, functionName, label);
  };
  return { busy, invoke, press };
}

function ownShortcut(
  session: Session,
  event: KeyboardEvent,
  frame: AddinFrame,
): (() => void) | undefined {
  if (event.key === 'F6') return () => goToNextRegion(event.shiftKey, () => frame.giveFocus());
  const isTyping = event.target instanceof HTMLInputElement;
  if (isTyping || !(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  const key = event.key.toLowerCase();
  if (key === 'z') return () => (event.shiftKey ? session.redo() : session.undo());
  if (key === 'y') return () => session.redo();
  if (key !== 'b') return undefined;
  const { sheet, selected } = session;
  const { activeRow, activeColumn } = sheet.selection;
  const bold = !styleAt(sheet, activeRow, activeColumn).font.bold;
  return () => session.act((edit) => restyle(edit, sheet, selected, { font: { bold } }));
}
