import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Key, ReactNode } from 'react';
import { useTelling } from '../pane-context.ts';
import { words } from '../words.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
  },
});

export interface PagedProps<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => Key;
  readonly render: (item: Item) => ReactNode;
  /** How many are drawn at first, and more at a time. */
  readonly size?: number;
  readonly label?: string;
}

/** A list that draws no more than one looks at: thousands of rows cost what a page of them does. */
export function Paged<Item>({ items, keyOf, render, size = 50, label }: PagedProps<Item>) {
  const styles = useStyles();
  const { formats } = useTelling();
  const [shown, setShown] = useState(size);
  const more = Math.min(size, items.length - shown);
  return (
    <>
      <ul className={styles.list} aria-label={label}>
        {items.slice(0, shown).map((item) => (
          <li key={keyOf(item)}>{render(item)}</li>
        ))}
      </ul>
      {more > 0 && (
        <Button size="small" appearance="subtle" onClick={() => setShown(shown + size)}>
          {words.showMore(formats.count(more))}
        </Button>
      )}
    </>
  );
}
