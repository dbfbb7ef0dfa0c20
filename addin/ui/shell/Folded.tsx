import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  head: {
    justifyContent: 'flex-start',
    textAlign: 'left',
    width: '100%',
    paddingLeft: 0,
    fontWeight: tokens.fontWeightSemibold,
  },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingLeft: tokens.spacingHorizontalXL,
  },
});

export interface FoldedProps {
  readonly title: ReactNode;
  readonly isOpenAtFirst?: boolean;
  /** Beneath the title, also while it is folded. */
  readonly summary?: ReactNode;
  /** In place of what it holds. */
  readonly ifFolded?: ReactNode;
  /** Drawn only once it is opened. */
  readonly children: () => ReactNode;
}

/** What one may want to look at, and need not. */
export function Folded({ title, isOpenAtFirst = false, summary, ifFolded, children }: FoldedProps) {
  const styles = useStyles();
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const id = useId();
  return (
    <div>
      <Button
        className={styles.head}
        appearance="transparent"
        size="small"
        icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {title}
      </Button>
      {summary}
      {!isOpen && ifFolded}
      <div id={id} hidden={!isOpen} className={isOpen ? styles.body : undefined}>
        {isOpen && children()}
      </div>
    </div>
  );
}
