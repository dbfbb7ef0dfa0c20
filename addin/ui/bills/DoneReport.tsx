import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useEffect } from 'react';
import { whyLeft } from '../../flows/bills/told.ts';
import { sentenceOf } from '../../flows/words.ts';
import type { Formats } from '../format.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Paged } from '../shell/Paged.tsx';
import { billsWords as said } from '../words/bills.ts';
import type { Done } from './use-bills.ts';

/** That bills were made or issued, beside the next step. */
export function DoneTitle() {
  const { bills, formats, announce } = usePane();
  const { done, isBusy } = bills;
  const title = done && !isBusy ? titleOf(done, formats) : null;
  useEffect(() => {
    if (title !== null) announce(title);
  }, [title, announce]);
  if (title === null) return null;
  const left = done?.made?.left.length ?? 0;
  return (
    <MessageBar intent={left > 0 ? 'warning' : 'success'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        {left > 0 && said.done.left(formats.count(left))}
      </MessageBarBody>
    </MessageBar>
  );
}

/** What was left or cut, and why. */
export function DoneReport() {
  const { bills } = usePane();
  const { made = null } = bills.done ?? {};
  if (made === null || bills.isBusy) return null;
  const cut = made.bills.filter(({ isCut }) => isCut).map(({ sheet }) => said.done.cut(sheet));
  const left = made.left.map((one) => sentenceOf(whyLeft(one)));
  const lines = [...left, ...cut];
  return (
    <>
      {made.stopped?.from !== 'user' && <Failed failure={made.stopped} kept={said.done.whole} />}
      {lines.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <Paged items={lines} keyOf={(line) => line} size={10} render={(line) => line} />
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}

function titleOf({ made, issued }: Done, { count }: Formats): string | null {
  const [first, last] = [issued[0], issued.at(-1)];
  if (first !== undefined && last !== undefined) {
    return said.done.issued(count(issued.length), String(first), String(last));
  }
  if (made === null) return null;
  const number = count(made.bills.length);
  if (made.stopped?.from === 'user') return said.done.stopped(number);
  return made.bills.length === 0 ? said.done.nothing : said.done.made(number);
}
