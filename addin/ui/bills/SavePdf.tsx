import { Button, Caption1 } from '@fluentui/react-components';
import { Failed } from '../shell/Failed.tsx';
import { Working } from '../shell/Working.tsx';
import { billsWords as said } from '../words/bills.ts';
import type { SavePdfWork } from './use-save-pdf.ts';

/** How the file comes, and the click that it may need. */
export function SavePdf({ work: { task, link, isOpened, follow } }: { work: SavePdfWork }) {
  return (
    <>
      <Failed failure={task.failure} />
      <Working task={task} />
      {isOpened && <Caption1>{said.save.opened}</Caption1>}
      {link && (
        <>
          <Caption1>{said.save.ready}</Caption1>
          <Button onClick={follow}>{said.save.open}</Button>
        </>
      )}
    </>
  );
}
