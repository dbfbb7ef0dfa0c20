import { useEffect, useState } from 'react';

const FIRST_WAIT_S = 60;

export interface MailTurn {
  /** Mails that were asked for since the first one. */
  readonly taken: number;
  /** Seconds until another one may be. */
  readonly wait: number;
  readonly take: () => void;
}

/**
 * Mails to one mailbox come with growing pauses, as the server wants it: each twice the one before. The
 * first one was sent just now.
 */
export function useMailTurn(): MailTurn {
  const [taken, setTaken] = useState(0);
  const [wait, setWait] = useState(FIRST_WAIT_S);
  useEffect(() => {
    if (wait === 0) return undefined;
    const timer = setTimeout(() => setWait(wait - 1), 1_000);
    return () => clearTimeout(timer);
  }, [wait]);
  const take = () => {
    setTaken(taken + 1);
    setWait(FIRST_WAIT_S * 2 ** (taken + 1));
  };
  return { taken, wait, take };
}
