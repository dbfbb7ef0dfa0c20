import { Caption1 } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { Preview } from '../../flows/preview.ts';
import type { Place } from '../../flows/show-cell.ts';
import { sentenceOf } from '../../flows/words.ts';
import { usePane } from '../pane-context.ts';
import { Folded } from '../shell/Folded.tsx';
import { Paged } from '../shell/Paged.tsx';
import { words } from '../words.ts';
import { PlaceLink } from './NeedCard.tsx';

interface Told extends Place {
  readonly id: string;
  readonly text: string;
}

/** What was left out, rounded or read in some way: nothing is changed silently. */
export function ReadNotes({ preview }: { preview: Preview }) {
  const { formats } = usePane();
  const notes = useMemo(() => notesOf(preview), [preview]);
  if (notes.length === 0) return null;
  return (
    <Folded title={words.review.notes(formats.count(notes.length))}>
      {() => (
        <Paged
          items={notes}
          keyOf={({ id }) => id}
          size={20}
          render={(note) => (
            <>
              <PlaceLink place={note} preview={preview} />
              <Caption1 block>{note.text}</Caption1>
            </>
          )}
        />
      )}
    </Folded>
  );
}

function notesOf({ applied, result }: Preview): Told[] {
  const read = applied.notes.map(({ kind, source, row, field, saying }) => ({
    ...{ kind, source, row, field },
    text: sentenceOf(saying),
  }));
  const told = result.tables.flatMap(({ kind, source, outcomes }) =>
    outcomes.issues
      .filter(({ severity, actions }) => severity === 'note' && actions.length === 0)
      .map(({ row, column, message }) => ({ kind, source, row, field: column, text: message })),
  );
  return [...read, ...told].map((note, i) => ({ ...note, id: String(i) }));
}
