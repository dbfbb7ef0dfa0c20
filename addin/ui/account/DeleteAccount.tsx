import { Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import type { Deletion } from '../../flows/delete-account.ts';
import { deleteAccount, loadDeletion } from '../../flows/delete-account.ts';
import { failureOf, isRefusedAs } from '../../flows/failure.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Section } from '../shell/Section.tsx';
import { Working } from '../shell/Working.tsx';
import { useOpening, useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';
import { Entry, Form } from './Form.tsx';
import { TakeACopy } from './TakeACopy.tsx';

const useStyles = makeStyles({
  properties: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  all: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
});

/** What goes, a copy of it first, and then for good. */
export function DeleteAccount() {
  const styles = useStyles();
  const { ws, go } = usePane();
  const looking = useTask();
  const [deletion, setDeletion] = useState<Deletion | null>(null);
  const { run } = looking;
  const look = useCallback(async () => {
    const found = await run((options) => loadDeletion(ws, options));
    if (found) setDeletion(found);
  }, [run, ws]);
  useOpening(look);
  const said = roomWords.deletion;
  return (
    <Page title={said.title} onBack={() => go('account')}>
      <Failed failure={looking.failure} onRetry={() => void look()} />
      {deletion === null ? (
        <Working task={looking} />
      ) : (
        <div className={styles.all}>
          <WhatGoes deletion={deletion} />
          <Section title={said.copy}>
            <TakeACopy />
          </Section>
          <Section title={said.sure}>
            <Confirm deletion={deletion} onMoved={() => void look()} />
          </Section>
        </div>
      )}
    </Page>
  );
}

function WhatGoes({ deletion: { properties } }: { deletion: Deletion }) {
  const styles = useStyles();
  const { formats } = usePane();
  const said = roomWords.deletion;
  return (
    <Section title={said.what}>
      <Body1>{said.you}</Body1>
      {properties.length > 0 && (
        <>
          <Body1>{said.properties}</Body1>
          <ul className={styles.properties}>
            {properties.map(({ id, name, otherMembers }) => (
              <li key={id}>
                <Body1Strong>
                  <bdi>{name}</bdi>
                </Body1Strong>
                {otherMembers > 0 && (
                  <Caption1 block>{said.otherMembers(formats.count(otherMembers))}</Caption1>
                )}
              </li>
            ))}
          </ul>
          <Caption1>{said.handOver}</Caption1>
        </>
      )}
      <Caption1>
        {said.shared} {said.sheets}
      </Caption1>
    </Section>
  );
}

interface ConfirmProps {
  readonly deletion: Deletion;
  readonly onMoved: () => void;
}

/** Typed, so that no click alone does it. */
function Confirm({ deletion, onMoved }: ConfirmProps) {
  const { ws, setSession, setConnection, review, results, go } = usePane();
  const task = useTask();
  const [typed, setTyped] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const said = roomWords.deletion;
  const isTyped = typed.trim().toLowerCase() === said.word;
  const isMoved = isRefusedAs(task.failure, 'effect-changed');
  const submit = async () => {
    setIsChecked(true);
    if (!isTyped) return;
    const gone = await task.run(async (options) => {
      try {
        return await deleteAccount(ws, deletion, options);
      } catch (error) {
        if (isRefusedAs(failureOf(error), 'effect-changed')) onMoved();
        throw error;
      }
    });
    if (!gone) return;
    review.forget();
    results.forget();
    setConnection(gone.connection);
    setSession(gone.session);
    go('welcome', said.done);
  };
  return (
    <>
      {isMoved ? <Body1>{said.moved}</Body1> : <Failed failure={task.failure} />}
      <Form submit={said.delete} isBusy={task.isRunning} onSubmit={() => void submit()}>
        <Entry
          label={said.typed(said.word)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={typed}
          onValue={setTyped}
          fault={isChecked && !isTyped ? said.typeIt(said.word) : null}
        />
      </Form>
    </>
  );
}
