import { useState } from 'react';
import { useTelling } from '../pane-context.ts';
import { roomWords } from '../words/rooms.ts';
import { copyText } from './copy.ts';

export interface Copying {
  /** What came of the last copying. */
  readonly said: string | null;
  readonly copy: (text: string) => void;
}

export function useCopy(): Copying {
  const { announce } = useTelling();
  const [said, setSaid] = useState<string | null>(null);
  const copy = async (text: string) => {
    const result = (await copyText(text)) ? roomWords.enrol.copied : roomWords.enrol.notCopied;
    setSaid(result);
    announce(result);
  };
  return { said, copy: (text) => void copy(text) };
}
