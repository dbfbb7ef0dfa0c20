import {
  Body1,
  Body1Strong,
  Button,
  Caption1,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { Property } from '../../../contract/properties.ts';
import { changeProperty, deleteProperty } from '../../flows/properties.ts';
import { Entry } from '../account/Form.tsx';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';

const useStyles = makeStyles({
  all: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    marginTop: tokens.spacingVerticalM,
  },
  button: { alignSelf: 'flex-start' },
  quiet: { color: tokens.colorNeutralForeground2 },
  panel: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorStatusDangerBorder1}`,
  },
  steps: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface ArchivePropertyProps {
  readonly property: Property;
  readonly onDeleted: () => void;
}

/** Archiving can be taken back and is not asked about; deleting cannot, and is. */
export function ArchiveProperty({ property, onDeleted }: ArchivePropertyProps) {
  const styles = useStyles();
  const { ws, results, review, announce } = usePane();
  const task = useTask();
  const [isAsking, setIsAsking] = useState(false);
  const said = words.propertySettings;
  const isArchived = property.archivedAt !== null;
  const archive = async () => {
    const change = { archived: !isArchived };
    const done = await task.run((options) => changeProperty(ws, property.id, change, options));
    if (!done) return;
    announce(isArchived ? said.isRestored : said.archived);
    review.markStale();
    await results.load();
  };
  return (
    <div className={styles.all}>
      <Failed failure={task.failure} />
      <Button
        className={styles.button}
        disabledFocusable={task.isRunning}
        onClick={() => void archive()}
      >
        {isArchived ? said.restore : said.archive}
      </Button>
      {!isArchived && <Caption1 className={styles.quiet}>{said.archiveHow}</Caption1>}
      {isArchived && !isAsking && (
        <Button className={styles.button} appearance="subtle" onClick={() => setIsAsking(true)}>
          {said.remains}
        </Button>
      )}
      {isArchived && isAsking && (
        <DeleteForGood {...{ property, onDeleted }} onKeep={() => setIsAsking(false)} />
      )}
    </div>
  );
}

/** The one thing that nothing takes back: its name has to be typed. */
function DeleteForGood({
  property,
  onDeleted,
  onKeep,
}: ArchivePropertyProps & { readonly onKeep: () => void }) {
  const styles = useStyles();
  const { ws, results, review, setConnection, announce } = usePane();
  const task = useTask();
  const [typed, setTyped] = useState('');
  const panel = useRef<HTMLDivElement>(null);
  // The button that opened this is gone: it goes on in its place.
  useEffect(() => panel.current?.querySelector('input')?.focus(), []);
  const said = words.propertySettings;
  const isMeant = typed.trim() === property.name.trim();
  const remove = async () => {
    const now = await task.run((options) => deleteProperty(ws, property.id, options));
    if (!now) return;
    review.forget();
    results.forget();
    setConnection(now);
    announce(said.deleted);
    onDeleted();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Esc is the button that keeps it
    <div
      ref={panel}
      className={styles.panel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onKeep();
      }}
    >
      <Body1Strong>{said.deleteTitle(property.name)}</Body1Strong>
      <Body1>{said.deleteHow}</Body1>
      <Entry label={said.deleteName} value={typed} onValue={setTyped} autoComplete="off" />
      <Failed failure={task.failure} />
      <div className={styles.steps}>
        <Button disabledFocusable={!isMeant || task.isRunning} onClick={() => void remove()}>
          {said.delete}
        </Button>
        <Button appearance="subtle" onClick={onKeep}>
          {said.keep}
        </Button>
      </div>
    </div>
  );
}
