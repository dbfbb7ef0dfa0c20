import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { usePane } from '../pane-context.ts';
import { Folded } from '../shell/Folded.tsx';
import { Paged } from '../shell/Paged.tsx';
import { ACTION_WORDS, KIND_WORDS, words } from '../words.ts';
import { subjectOf } from './choices.ts';

const useStyles = makeStyles({
  answer: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
});

/** Answers given so far; they go with the push, and can be taken back until then. */
export function Answers() {
  const styles = useStyles();
  const { review, formats } = usePane();
  const { choices } = review;
  if (choices.length === 0) return null;
  return (
    <Folded title={words.review.answers(formats.count(choices.length))}>
      {() => (
        <>
          <Paged
            items={choices}
            keyOf={subjectOf}
            size={20}
            render={(choice) => (
              <div className={styles.answer}>
                <Caption1>
                  {choice.row === undefined
                    ? `${KIND_WORDS[choice.kind]}, ${words.review.gone}`
                    : words.review.row(KIND_WORDS[choice.kind], String(choice.row))}
                  {': '}
                  {ACTION_WORDS[choice.action]}
                </Caption1>
                <Button size="small" appearance="subtle" onClick={() => review.takeBack([choice])}>
                  {words.review.takeBack}
                </Button>
              </div>
            )}
          />
          {choices.length > 1 && (
            <Button size="small" onClick={() => review.takeBack(choices)}>
              {words.review.takeAllBack}
            </Button>
          )}
        </>
      )}
    </Folded>
  );
}
