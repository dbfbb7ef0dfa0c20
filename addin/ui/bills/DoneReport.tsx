import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useEffect } from 'react';
import { whyLeft } from '../../flows/bills/told.ts';
import type { MadeApart } from '../../flows/bills/make-bills-apart.ts';
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
  const { made = null, unstamped = null } = done ?? {};
  const left = made?.left.length ?? 0;
  const isWhole = left === 0 && unstamped === null && (made === null || made.stopped === null);
  return (
    <MessageBar intent={isWhole ? 'success' : 'warning'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        {[
          left > 0 && said.done.left(formats.count(left)),
          made?.isApart === true && said.done.saveIt,
          unstamped !== null && said.done.unstamped,
        ]
          .filter(Boolean)
          .join(' ')}
      </MessageBarBody>
    </MessageBar>
  );
}

/** What was left or cut, and why. */
export function DoneReport() {
  const { bills } = usePane();
  const { made = null, unstamped = null } = bills.done ?? {};
  if (bills.isBusy) return null;
  if (made === null) return <Failed failure={unstamped} kept={said.done.numbered} />;
  const cut = made.bills.filter(({ isCut }) => isCut).map(({ sheet }) => said.done.cut(sheet));
  const left = made.left.map((one) => sentenceOf(whyLeft(one)));
  const lines = [...left, ...cut];
  return (
    <>
      {made.stopped?.from !== 'user' && <Failed failure={made.stopped} kept={keptOf(made)} />}
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

/** What stands where it was stopped. */
function keptOf({ left, isApart }: MadeApart): string {
  if (isApart) return said.done.alsoHere;
  return left.length > 0 ? said.done.whole : said.done.here;
}

function titleOf({ made, issued }: Done, { count }: Formats): string | null {
  const [first, last] = [issued[0], issued.at(-1)];
  if (first !== undefined && last !== undefined) {
    return said.done.issued(count(issued.length), String(first), String(last));
  }
  if (made === null) return null;
  const number = count(made.bills.length);
  if (made.stopped?.from === 'user') return said.done.stopped(number);
  if (made.bills.length === 0) return said.done.nothing;
  return made.isApart ? said.done.apart(number) : said.done.made(number);
}
