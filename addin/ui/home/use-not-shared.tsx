import { Body1 } from '@fluentui/react-components';
import type { Failure } from '../../flows/failure.ts';
import { isRefusedAs } from '../../flows/failure.ts';
import { InvitationsHint } from '../invitations/InvitationsHint.tsx';
import { usePane } from '../pane-context.ts';
import type { PageProps } from '../shell/Page.tsx';
import { words } from '../words.ts';

/**
 * What a page of results holds where whoever is signed in is no member (any more) of the property that
 * the workbook is the ledger of; null where the failure is none or another. In the same page, so that
 * the keyboard stays where it is.
 */
export function useNotShared(failure: Failure | null): PageProps | null {
  const { session, go } = usePane();
  if (!isRefusedAs(failure, 'not-found')) return null;
  const { title, why, ask, choose } = words.notShared;
  return {
    title,
    next: { label: choose, onClick: () => go('property') },
    children: (
      <>
        <Body1>{why(session.email ?? '')}</Body1>
        <Body1>{ask}</Body1>
        <InvitationsHint />
      </>
    ),
  };
}
