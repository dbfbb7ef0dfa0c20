import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import type { Failure } from '../../flows/failure.ts';
import { sentenceOf } from '../../flows/words.ts';
import { useTelling } from '../pane-context.ts';
import { words } from '../words.ts';

/** What happened, and what to do; what was not lost is the view's to say. */
interface FailureText {
  readonly title: string;
  readonly remedy: string | null;
}

function textOf(failure: Failure, count: (count: number) => string): FailureText {
  const said = words.failure;
  if (failure.from === 'user') return { title: said.stopped, remedy: null };
  if (failure.from === 'server') {
    const { retryAfterSeconds, code, requestId, detail } = failure;
    const isOurs = code === 'internal' || code === 'bad-request';
    if (isOurs) return { title: said.nowhere, remedy: said.reference(requestId) };
    // Too many requests: the server's sentence says how long, in minutes where they are many.
    const isSaid = retryAfterSeconds === null || code === 'too-many-requests';
    const wait = isSaid ? null : said.retryIn(count(retryAfterSeconds));
    return { title: detail, remedy: wait };
  }
  if (failure.from === 'network') return { title: said.network, remedy: null };
  if (failure.from === 'excel') return { title: failure.sentence, remedy: null };
  if (failure.from === 'workbook') return { title: sentenceOf(failure.saying), remedy: null };
  return {
    title: failure.from === 'stranger' ? said.stranger : said.nowhere,
    remedy: said.reload,
  };
}

export interface FailedProps {
  readonly failure: Failure | null;
  /** "Nothing was sent; your sheet is as it was." */
  readonly kept?: string;
  /** The same, where the user stopped it half-way. */
  readonly keptHalfWay?: string;
  readonly onRetry?: () => void;
}

export function Failed({
  failure,
  kept = words.failure.nothingLost,
  keptHalfWay = kept,
  onRetry,
}: FailedProps) {
  const { formats } = useTelling();
  // Signed out: the pane shows the sign-in in place of the view.
  const isSignedOut = failure?.from === 'server' && failure.code === 'unauthenticated';
  if (failure === null || isSignedOut) return null;
  const { title, remedy } = textOf(failure, formats.count);
  const isStopped = failure.from === 'user';
  return (
    <MessageBar intent={isStopped ? 'info' : 'error'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle> {isStopped ? keptHalfWay : kept} {remedy}
      </MessageBarBody>
      {onRetry && (
        <MessageBarActions>
          <Button size="small" onClick={onRetry}>
            {words.tryAgain}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
