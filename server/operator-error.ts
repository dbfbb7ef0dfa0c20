/**
 * A refusal meant for the person who runs the server or a tool: its message says what is wrong and
 * what to do, so it is printed without a stack.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
