import { useState } from 'react';
import type { ErrorCode } from '../../../contract/problem.ts';
import { isPutIn } from '../../flows/codes.ts';
import { isRefusedAs } from '../../flows/failure.ts';
import type { Task } from '../use-task.ts';

export interface CodeField {
  readonly text: string;
  readonly enter: (text: string) => void;
  /** Sends the code, or says that it is not whole. */
  readonly submit: () => void;
  /** It was to be sent and is not whole. */
  readonly isMissing: boolean;
  /** The server did not take it: told at the field, and not above it once more. */
  readonly isWrong: boolean;
}

export interface CodeOptions {
  /** The code in what was typed, once it is whole. */
  readonly read: (text: string) => string | null;
  /** Of sending it. */
  readonly task: Task;
  readonly send: (code: string) => void;
  /** How a wrong one is refused. */
  readonly refusals?: readonly ErrorCode[];
}

/**
 * A code as it is typed. Pasted, or filled in by the system as a whole, there is nothing left to do:
 * it is sent at once.
 */
export function useCode({ read, task, send, refusals = ['wrong-code'] }: CodeOptions): CodeField {
  const [text, setText] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const code = read(text);
  const enter = (next: string) => {
    setIsChecked(false);
    task.forget();
    setText(next);
    const whole = read(next);
    if (whole !== null && isPutIn(text, next)) send(whole);
  };
  const submit = () => {
    setIsChecked(true);
    if (code !== null) send(code);
  };
  const isWrong = refusals.some((refusal) => isRefusedAs(task.failure, refusal));
  return { text, enter, submit, isMissing: isChecked && code === null, isWrong };
}
