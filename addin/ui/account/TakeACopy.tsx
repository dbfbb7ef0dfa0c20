import { Body1, Button, makeStyles } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { DOWNLOAD_MINUTES } from '../../../contract/downloads.ts';
import type { DownloadLink } from '../../flows/delete-account.ts';
import { prepareExport, saveExport } from '../../flows/delete-account.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';

const useStyles = makeStyles({ button: { alignSelf: 'flex-start' } });

/**
 * Prepared first and saved by another click: what opens a window must be a click of its own, and the
 * address is good only once.
 */
export function TakeACopy() {
  const styles = useStyles();
  const { ws, formats, announce } = usePane();
  const task = useTask();
  const [link, setLink] = useState<DownloadLink | null>(null);
  const [isSaved, setIsSaved] = useState(false);
  const said = roomWords.deletion;
  const ready = said.ready(formats.count(DOWNLOAD_MINUTES));
  const prepare = async () => {
    const prepared = await task.run((options) => prepareExport(ws, options));
    if (!prepared) return;
    setLink(prepared);
    announce(ready);
  };
  const save = (prepared: DownloadLink) => {
    saveExport(ws, prepared);
    setLink(null);
    setIsSaved(true);
    announce(said.saved);
  };
  return (
    <>
      <Failed failure={task.failure} />
      <Body1>{link === null ? (isSaved ? said.saved : said.copyHow) : ready}</Body1>
      <Button
        className={styles.button}
        icon={<ArrowDownloadRegular />}
        disabledFocusable={task.isRunning}
        onClick={() => (link === null ? void prepare() : save(link))}
      >
        {link === null ? said.prepare : said.save}
      </Button>
    </>
  );
}
