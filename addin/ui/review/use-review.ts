import { useCallback, useEffect, useRef, useState } from 'react';
import type { Choice, PushResult } from '../../../contract/push.ts';
import type { Connection } from '../../flows/connect.ts';
import type { Preview } from '../../flows/preview.ts';
import type { Pushed } from '../../flows/push.ts';
import type { Workspace } from '../../flows/workspace.ts';
import { ledgerFlows } from '../later.ts';
import { useDraft } from '../use-draft.ts';
import type { Task } from '../use-task.ts';
import { useTask } from '../use-task.ts';
import { withChoices, withoutChoices } from './choices.ts';

/** What would be sent, the answers given so far, and what became of it. */
export interface ReviewWork {
  readonly preview: Preview | null;
  readonly choices: readonly Choice[];
  readonly allOrNothing: boolean;
  /** Units that only rows name are made: so at first, later they are asked about. */
  readonly createUnits: boolean;
  /** Cells were changed after the preview was made. */
  readonly isStale: boolean;
  /** Answers were given that the preview does not know yet. */
  readonly isBehind: boolean;
  readonly looking: Task;
  readonly sending: Task;
  /** Why the last sending sent nothing: the preview that is shown is another one now. */
  readonly moved: 'sheet' | 'server' | null;
  /** Why a push from the ribbon was not sent, until somebody looks again. */
  readonly held: 'first' | 'needsYou' | null;
  readonly hold: (reason: 'first' | 'needsYou') => void;
  /** Of the last sending, until somebody looks again. */
  readonly sent: PushResult | null;
  readonly look: () => Promise<Preview | undefined>;
  readonly answer: (choices: readonly Choice[]) => void;
  readonly takeBack: (choices: readonly Choice[]) => void;
  readonly setAllOrNothing: (value: boolean) => void;
  readonly setCreateUnits: (value: boolean) => void;
  readonly send: (shown: Preview) => Promise<Pushed | undefined>;
  readonly markStale: () => void;
  readonly forget: () => void;
}

/** Several answers one after the other are asked about once. */
const SETTLE_MS = 400;

export function useReview(
  ws: Workspace,
  { workbookId, hasPushed }: Pick<Connection, 'workbookId' | 'hasPushed'>,
): ReviewWork {
  const looking = useTask();
  const sending = useTask();
  const [preview, setPreview] = useState<Preview | null>(null);
  const [isStale, setIsStale] = useState(false);
  const changes = useRef(0);
  const [moved, setMoved] = useState<ReviewWork['moved']>(null);
  const [sent, setSent] = useState<PushResult | null>(null);
  const [held, setHeld] = useState<ReviewWork['held']>(null);
  const [choices, setChoices] = useDraft<readonly Choice[]>('answers', workbookId, NO_CHOICES);
  const [allOrNothing, setAllOrNothing] = useState(false);
  const [chosenUnits, setCreateUnits] = useState<boolean | null>(null);
  const createUnits = chosenUnits ?? !hasPushed;
  const { run: runLooking, cancel: cancelLooking } = looking;
  const { run: runSending } = sending;

  const look = useCallback(async () => {
    setMoved(null);
    setSent(null);
    setHeld(null);
    const input = { choices, allOrNothing, createUnits };
    const seen = changes.current;
    const shown = await runLooking(async (options) =>
      (await ledgerFlows()).preview(ws, input, options),
    );
    if (!shown) return undefined;
    setPreview(shown);
    // Whether it was read before or after what changed meanwhile, nobody knows.
    setIsStale(changes.current !== seen);
    return shown;
  }, [runLooking, ws, choices, allOrNothing, createUnits]);
  const soon = useSoon(() => void look());
  const send = useCallback(
    async (shown: Preview) => {
      const pushed = await runSending(async (options) =>
        (await ledgerFlows()).push(ws, shown, options),
      );
      if (!pushed) return undefined;
      if (pushed.status === 'moved') {
        setPreview(pushed.preview);
        setMoved(pushed.by);
        return pushed;
      }
      setSent(pushed.result);
      setPreview(null);
      setMoved(null);
      setHeld(null);
      setChoices(NO_CHOICES);
      return pushed;
    },
    [runSending, setChoices, ws],
  );
  const change = (next: readonly Choice[]) => {
    setChoices(next);
    soon();
  };
  const known = preview?.input;
  const isBehind =
    known !== undefined &&
    (known.choices !== choices ||
      known.allOrNothing !== allOrNothing ||
      known.createUnits !== createUnits);
  return {
    ...{
      isBehind,
      preview,
      choices,
      allOrNothing,
      createUnits,
      isStale,
      looking,
      sending,
      moved,
      held,
      sent,
      look,
      send,
    },
    answer: (given) => change(withChoices(choices, given)),
    takeBack: (given) => change(withoutChoices(choices, given)),
    setAllOrNothing: (value) => {
      setAllOrNothing(value);
      soon();
    },
    setCreateUnits: (value) => {
      setCreateUnits(value);
      soon();
    },
    hold: setHeld,
    markStale: useCallback(() => {
      changes.current += 1;
      setIsStale(true);
    }, []),
    forget: useCallback(() => {
      cancelLooking();
      setPreview(null);
      setSent(null);
      setMoved(null);
      setHeld(null);
      setChoices(NO_CHOICES);
    }, [cancelLooking, setChoices]),
  };
}

const NO_CHOICES: readonly Choice[] = [];

/** Calls what `act` is by then, once, a moment after the last call. */
function useSoon(act: () => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), SETTLE_MS);
  }, []);
}
