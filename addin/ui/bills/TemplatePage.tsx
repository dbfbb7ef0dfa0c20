import {
  Body1,
  Button,
  Caption1,
  Field,
  Link,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { TemplateMistake } from '../../flows/bills/check-template.ts';
import { showPlace } from '../../flows/bills/show-place.ts';
import { sentenceOf } from '../../flows/words.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Paged } from '../shell/Paged.tsx';
import { Section } from '../shell/Section.tsx';
import { Working } from '../shell/Working.tsx';
import { useTask } from '../use-task.ts';
import { billsWords as said } from '../words/bills.ts';
import { Palette } from './Palette.tsx';
import { ChooseTemplate } from './PeriodAndTemplate.tsx';
import { useSample } from './use-sample.ts';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The sheet that bills are made from: what is wrong with it, and fields to be put in. */
export function TemplatePage({ onBack }: { onBack: () => void }) {
  const styles = useStyles();
  const { ws, bills } = usePane();
  const { opened, loading, load } = bills;
  const sample = useSample();
  const task = useTask();
  const { templates: words } = said;
  const template = opened?.template ?? null;
  const { checked = null, unreadable = null } = opened ?? {};
  return (
    <Page
      title={words.title}
      onBack={onBack}
      next={{ label: words.look, onClick: () => void load(), isDisabled: loading.isRunning }}
      status={<Working task={loading} />}
    >
      <Failed failure={loading.failure} onRetry={() => void load()} />
      <Failed failure={sample.task.failure} />
      <Failed failure={task.failure} />
      {template === null ? (
        <Body1>{words.ownHow}</Body1>
      ) : (
        <>
          <Field label={words.which}>
            <ChooseTemplate />
          </Field>
          <div className={styles.buttons}>
            <Button size="small" onClick={() => void task.run(() => showPlace(ws, template.id))}>
              {words.show}
            </Button>
            <Button
              size="small"
              appearance="subtle"
              disabledFocusable={sample.task.isRunning}
              onClick={sample.add}
            >
              {words.another}
            </Button>
          </div>
        </>
      )}
      {unreadable?.from === 'workbook' && <Body1>{sentenceOf(unreadable.saying)}</Body1>}
      {template && checked && <Checked {...checked} sheetId={template.id} />}
      <Palette />
    </Page>
  );
}

interface CheckedProps {
  readonly sheetId: string;
  readonly fields: readonly string[];
  readonly mistakes: readonly TemplateMistake[];
  readonly hasOtherHeaders: boolean;
}

function Checked({ sheetId, fields, mistakes, hasOtherHeaders }: CheckedProps) {
  const styles = useStyles();
  const { ws, formats } = usePane();
  const task = useTask();
  const { templates: words } = said;
  return (
    <>
      <Failed failure={task.failure} />
      {mistakes.length === 0 ? (
        <Caption1 className={styles.quiet}>{words.fields(formats.count(fields.length))}</Caption1>
      ) : (
        <Section title={words.mistakes}>
          <Paged
            items={mistakes}
            keyOf={({ at, saying }) => `${at} ${sentenceOf(saying)}`}
            size={20}
            render={({ at, saying }) => (
              <Link as="button" onClick={() => void task.run(() => showPlace(ws, sheetId, at))}>
                {sentenceOf(saying)}
              </Link>
            )}
          />
          <Caption1 className={styles.quiet}>{words.mistakesHow}</Caption1>
        </Section>
      )}
      {hasOtherHeaders && <Caption1 className={styles.quiet}>{words.otherHeaders}</Caption1>}
    </>
  );
}
