import {
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import { useEffect, useMemo, useState } from 'react';
import type { Change } from '../../../contract/changes.ts';
import { usePane } from '../pane-context.ts';
import { Empty } from '../shell/Empty.tsx';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Section } from '../shell/Section.tsx';
import { Working } from '../shell/Working.tsx';
import { useOpening } from '../use-task.ts';
import { words } from '../words.ts';
import { ChangeList } from './ChangeList.tsx';
import { daysOf } from './days.ts';
import { useHistory } from './use-history.ts';

/** Who changed what, when, in sentences, and the way back beside each. */
export function History() {
  const { formats, results, go, announce } = usePane();
  const work = useHistory();
  const { changes, loading, load, loadEarlier, undo } = work;
  const [isUndone, setIsUndone] = useState(false);
  useOpening(load);
  const role = results.results?.property.role;
  const { load: loadProperty } = results;
  useEffect(() => {
    if (role === undefined) void loadProperty();
  }, [role, loadProperty]);
  const days = useMemo(() => daysOf(changes ?? [], formats), [changes, formats]);
  const said = words.historyView;
  const isEmpty = changes !== null && changes.length === 0;
  const canUndo = role === 'owner' || role === 'editor';
  const takeBack = async (change: Change) => {
    setIsUndone(false);
    if (!(await undo(change))) return;
    setIsUndone(true);
    announce(`${said.undoneNow} ${said.sheetsStay}`);
  };
  const next = { label: words.homeView.look, onClick: () => go('review') };
  return (
    <Page title={said.title} next={isEmpty || isUndone ? next : undefined}>
      <Failed failure={loading.failure} onRetry={() => void load()} />
      {changes === null && <Working task={loading} />}
      {isUndone && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{said.undoneNow}</MessageBarTitle> {said.sheetsStay}
          </MessageBarBody>
        </MessageBar>
      )}
      {isEmpty && <Empty icon={<HistoryRegular />} title={said.empty} how={said.emptyHow} />}
      {role === 'viewer' && !isEmpty && <Caption1>{said.readOnly}</Caption1>}
      {days.map(({ day, changes: ofDay }) => (
        <Section key={day} title={day}>
          <ChangeList changes={ofDay} work={work} onUndo={canUndo ? takeBack : undefined} />
        </Section>
      ))}
      {work.hasEarlier && (
        <Button
          size="small"
          appearance="subtle"
          disabledFocusable={loading.isRunning}
          onClick={() => void loadEarlier()}
        >
          {said.earlier}
        </Button>
      )}
    </Page>
  );
}
