import { Button, Divider, Select, Tooltip } from '@fluentui/react-components';
import {
  ArrowRedoRegular,
  ArrowUndoRegular,
  TableDeleteRowRegular,
  TableInsertRowRegular,
  TextBoldRegular,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { maxColumns } from '../model/area.ts';
import { styleAt } from '../model/cells.ts';
import { restyle } from '../operations/looks.ts';
import { deleteCells, insertCells } from '../operations/structure.ts';
import type { Addin, RibbonButton } from './manifest.ts';
import type { Session } from './session.ts';

export interface RibbonProps {
  readonly session: Session;
  readonly addin: Addin | undefined;
  /** The function of the add-in that is at work. */
  readonly busy: ReadonlySet<string>;
  readonly attempt: (act: () => void) => void;
  readonly press: (button: RibbonButton) => void;
}

const formats = [
  ['General', 'General'],
  ['Number', '#,##0.00'],
  ['Currency', '$#,##0.00'],
  ['Percent', '0.00%'],
  ['Date', 'm/d/yyyy'],
  ['Text', '@'],
] as const;

const iconPixels = 32;

/** The Home tab: a few of Excel's own commands, and whatever the add-in's manifest puts there. */
export function Ribbon({ session, addin, busy, attempt, press }: RibbonProps) {
  const { sheet, selected } = session;
  const style = styleAt(sheet, sheet.selection.activeRow, sheet.selection.activeColumn);
  const act = (edit: Parameters<Session['act']>[0]) => attempt(() => session.act(edit));
  const rows = { ...selected, left: 0, right: maxColumns - 1 };
  const known = formats.some(([, code]) => code === style.numberFormat);
  return (
    <section aria-label="Ribbon" className="ribbon-place">
      <div className="ribbon" role="toolbar" aria-label="Home">
        <Group label="Undo">
          <Tool
            name="Undo"
            keys="Ctrl+Z"
            icon={<ArrowUndoRegular />}
            isOff={!session.canUndo}
            run={() => attempt(() => session.undo())}
          />
          <Tool
            name="Redo"
            keys="Ctrl+Y"
            icon={<ArrowRedoRegular />}
            isOff={!session.canRedo}
            run={() => attempt(() => session.redo())}
          />
        </Group>
        <Group label="Format">
          <Tool
            name="Bold"
            keys="Ctrl+B"
            icon={<TextBoldRegular />}
            isOn={style.font.bold}
            run={() =>
              act((edit) => restyle(edit, sheet, selected, { font: { bold: !style.font.bold } }))
            }
          />
          <Select
            size="small"
            aria-label="Number format"
            className="number-format"
            value={known ? style.numberFormat : 'custom'}
            onChange={(_event, { value }) => {
              act((edit) => restyle(edit, sheet, selected, { numberFormat: value }));
            }}
          >
            {!known && (
              <option value="custom" disabled>
                Custom
              </option>
            )}
            {formats.map(([name, code]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </Group>
        <Group label="Rows">
          <Tool
            name="Insert rows"
            icon={<TableInsertRowRegular />}
            run={() => act((edit) => insertCells(edit, sheet, rows, 'Down'))}
          />
          <Tool
            name="Delete rows"
            icon={<TableDeleteRowRegular />}
            run={() => act((edit) => deleteCells(edit, sheet, rows, 'Up'))}
          />
        </Group>
        {addin?.groups.map(({ label, buttons }) => (
          <Group key={label} label={label} isAddin>
            {buttons.map((button) => (
              <Tooltip
                key={button.id}
                relationship="description"
                content={
                  <>
                    <strong>{button.title}</strong>
                    <br />
                    {button.description}
                  </>
                }
              >
                <button
                  type="button"
                  className="addin-button"
                  aria-disabled={busy.has(button.id)}
                  onClick={() => !busy.has(button.id) && press(button)}
                >
                  <img
                    src={button.icons.get(iconPixels)}
                    srcSet={srcSetOf(button)}
                    alt=""
                    width={iconPixels}
                    height={iconPixels}
                  />
                  {button.label}
                </button>
              </Tooltip>
            ))}
          </Group>
        ))}
      </div>
    </section>
  );
}

function srcSetOf({ icons }: RibbonButton): string {
  return [1, 1.25, 1.5, 2, 2.5]
    .flatMap((scale) => {
      const address = icons.get(iconPixels * scale);
      return address === undefined ? [] : [`${address} ${scale}x`];
    })
    .join(', ');
}

interface GroupProps {
  readonly label: string;
  readonly isAddin?: boolean;
  readonly children: ReactNode;
}

function Group({ label, isAddin = false, children }: GroupProps) {
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for forms */}
      <div className={isAddin ? 'group of-addin' : 'group'} role="group" aria-label={label}>
        <div className="group-tools">{children}</div>
        <div className="group-label" aria-hidden="true">
          {label}
        </div>
      </div>
      <Divider vertical className="group-divider" />
    </>
  );
}

interface ToolProps {
  readonly name: string;
  readonly keys?: string;
  readonly icon: ReactElement;
  readonly isOff?: boolean;
  readonly isOn?: boolean;
  readonly run: () => void;
}

function Tool({ name, keys, icon, isOff = false, isOn, run }: ToolProps) {
  return (
    <Tooltip content={keys === undefined ? name : `${name} (${keys})`} relationship="label">
      <Button
        appearance={isOn ? 'secondary' : 'subtle'}
        {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
        icon={icon}
        disabledFocusable={isOff}
        onClick={run}
      />
    </Tooltip>
  );
}
