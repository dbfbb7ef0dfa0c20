import { Fragment, useCallback, useRef, useState } from 'react';
import {
  Button,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Spinner,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';

export interface Notice {
  readonly text: string;
  readonly intent: 'info' | 'warning' | 'error' | 'success';
  /** Something is at work; it is taken away when that ends. */
  readonly isBusy?: boolean;
  readonly actions?: readonly { readonly label: string; readonly run: () => void }[];
}

export interface Notices {
  readonly shown: readonly (Notice & { readonly id: number })[];
  /** @returns what takes the notice away again */
  readonly show: (notice: Notice) => () => void;
  readonly dismiss: (id: number) => void;
}

const mostShown = 3;

export function useNotices(): Notices {
  const [shown, setShown] = useState<Notices['shown']>([]);
  const lastId = useRef(0);
  const show = useCallback((notice: Notice) => {
    lastId.current += 1;
    const id = lastId.current;
    setShown((before) =>
      [...before.filter(({ text }) => text !== notice.text), { ...notice, id }].slice(-mostShown),
    );
    return () => setShown((before) => before.filter((other) => other.id !== id));
  }, []);
  const dismiss = useCallback(
    (id: number) => setShown((before) => before.filter((other) => other.id !== id)),
    [],
  );
  return { shown, show, dismiss };
}

/** The bar below the ribbon in which Excel tells what came of something. */
export function NoticeBar({ notices: { shown, dismiss } }: { notices: Notices }) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output may hold no blocks
    <div role="status" aria-label="Notices" className="notices">
      {shown.map(({ id, text, intent, isBusy, actions = [] }) => (
        <MessageBar
          key={id}
          intent={intent}
          shape="square"
          {...(isBusy ? { icon: <Spinner size="extra-tiny" /> } : {})}
        >
          <MessageBarBody>
            {text}
            {actions.map(({ label, run }) => (
              <Fragment key={label}>
                {' '}
                <Link
                  as="button"
                  onClick={() => {
                    dismiss(id);
                    run();
                  }}
                >
                  {label}
                </Link>
              </Fragment>
            ))}
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                size="small"
                aria-label="Dismiss"
                icon={<DismissRegular />}
                onClick={() => dismiss(id)}
              />
            }
          />
        </MessageBar>
      ))}
    </div>
  );
}
