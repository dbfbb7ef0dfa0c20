import { useState } from 'react';
import { Button, Checkbox, Divider, Popover, PopoverSurface } from '@fluentui/react-components';
import {
  FilterDismissRegular,
  TextSortAscendingRegular,
  TextSortDescendingRegular,
} from '@fluentui/react-icons';
import { applyFilter, clearFilter } from '../../operations/filter.ts';
import { sortRows, sortTable } from '../../operations/sort.ts';
import type { Session } from '../session.ts';
import { type FilterButton, filterChoices, filteredRows } from './filters.ts';

export interface FilterMenuProps {
  readonly session: Session;
  readonly button: FilterButton;
  readonly header: HTMLElement;
  readonly attempt: (act: () => void) => void;
  readonly close: () => void;
}

/** More texts than these are not worth ticking one by one. */
const mostChoices = 300;

/** What the button on a column's header opens: sorting, and which texts are shown. */
export function FilterMenu({ session, button, header, attempt, close }: FilterMenuProps) {
  const { where, offset, isFiltering } = button;
  const [choices] = useState(() => filterChoices(session.workbook, button));
  const [wanted, setWanted] = useState<ReadonlySet<string>>(
    () => new Set(choices.filter(({ isShown }) => isShown).map(({ text }) => text)),
  );
  const run = (act: Parameters<Session['act']>[0]): void => {
    attempt(() => session.act(act));
    close();
  };
  const sort = (ascending: boolean): void => {
    const state = { matchCase: false, fields: [{ key: offset, ascending }] };
    run((edit) => {
      if (where.table) sortTable(edit, where.sheet, where.table, state);
      else sortRows(edit, where.sheet, filteredRows(button), state);
    });
  };
  const apply = (): void => {
    run((edit) => {
      if (wanted.size === choices.length) clearFilter(edit, where, offset);
      else applyFilter(edit, where, offset, { filterOn: 'Values', values: [...wanted] });
    });
  };
  const toggle = (text: string, isOn: boolean): void => {
    const next = new Set(wanted);
    if (isOn) next.add(text);
    else next.delete(text);
    setWanted(next);
  };
  const isAll = wanted.size === choices.length;
  return (
    <Popover
      open
      trapFocus
      positioning={{ target: header, position: 'below', align: 'start' }}
      onOpenChange={(_event, { open }) => !open && close()}
    >
      <PopoverSurface className="filter-menu" aria-label="Sort and filter">
        <Button appearance="subtle" icon={<TextSortAscendingRegular />} onClick={() => sort(true)}>
          Sort ascending
        </Button>
        <Button
          appearance="subtle"
          icon={<TextSortDescendingRegular />}
          onClick={() => sort(false)}
        >
          Sort descending
        </Button>
        <Button
          appearance="subtle"
          icon={<FilterDismissRegular />}
          disabled={!isFiltering}
          onClick={() => run((edit) => clearFilter(edit, where, offset))}
        >
          Clear filter
        </Button>
        <Divider />
        <div className="choices">
          <Checkbox
            label="(Select all)"
            checked={isAll || (wanted.size > 0 && 'mixed')}
            onChange={() => setWanted(isAll ? new Set() : new Set(choices.map(({ text }) => text)))}
          />
          {choices.slice(0, mostChoices).map(({ text }) => (
            <Checkbox
              key={text}
              label={text === '' ? '(Blanks)' : text}
              checked={wanted.has(text)}
              onChange={(_event, { checked }) => toggle(text, checked === true)}
            />
          ))}
        </div>
        <div className="choices-end">
          <Button appearance="primary" size="small" disabled={wanted.size === 0} onClick={apply}>
            OK
          </Button>
          <Button size="small" onClick={close}>
            Cancel
          </Button>
        </div>
      </PopoverSurface>
    </Popover>
  );
}
