import { useState } from 'react';
import { isPutIn } from '../../flows/codes.ts';

export interface CodeField {
  readonly text: string;
  /** The code, once it is whole. */
  readonly code: string | null;
  readonly enter: (text: string) => void;
}

/**
 * A code as it is typed. Pasted, or filled in by the system as a whole, there is nothing left to do:
 * it is sent at once.
 */
export function useCode(
  read: (text: string) => string | null,
  onWhole: (code: string) => void,
): CodeField {
  const [text, setText] = useState('');
  const enter = (next: string) => {
    setText(next);
    const code = read(next);
    if (code !== null && isPutIn(text, next)) onWhole(code);
  };
  return { text, code: read(text), enter };
}
