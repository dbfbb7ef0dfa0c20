/** What went wrong with a letter, told so that it may be kept, logged and shown to the operator. */

const LONGEST = 300;

export interface Fault {
  /** Without addresses and codes. */
  readonly reason: string;
  /** Whether another try would end the same. */
  readonly isFinal: boolean;
}

/** @param error what nodemailer, the system or the file system threw */
export function faultOf(error: unknown, to: string): Fault {
  const response = detail(error, 'response');
  const said = error instanceof Error ? error.message : String(error);
  return {
    reason: discreet(typeof response === 'string' ? response : said, to),
    isFinal: isFinal(
      detail(error, 'responseCode'),
      detail(error, 'code'),
      detail(error, 'command'),
    ),
  };
}

/**
 * A 5xx that is about the mailbox or the letter stands. One about signing in or the sender goes away
 * once the operator has seen to it; 503 says that the talk went wrong.
 */
function isFinal(responseCode: unknown, code: unknown, command: unknown): boolean {
  if (typeof responseCode !== 'number') return code === 'EENVELOPE';
  const isOfLetter = command === 'RCPT TO' || command === 'DATA';
  return isOfLetter && responseCode >= 500 && responseCode !== 503;
}

function detail(error: unknown, name: string): unknown {
  return error instanceof Error ? Reflect.get(error, name) : undefined;
}

/** Mail servers repeat addresses, and filters of theirs subjects, where codes stand. */
function discreet(text: string, to: string): string {
  const localPart = to.split('@')[0] ?? '';
  return text
    .replaceAll(to, '(address)')
    .replaceAll(/[^\s<>"'(]+@[^\s<>"')]+/g, '(address)')
    .replaceAll(localPart.length < 2 ? to : localPart, '(address)')
    .replaceAll(/\b\d{6}\b/g, '(code)')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
}
