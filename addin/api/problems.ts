import type { ErrorCode, Issue, Problem } from '../../contract/problem.ts';

/** The server refused: branch on `code` and on nothing else. Nothing was changed. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  override readonly name = 'ApiProblem';

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }

  get code(): ErrorCode {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  /** Where rows are at fault. */
  get issues(): readonly Issue[] {
    return this.problem.issues ?? [];
  }

  get retryAfterSeconds(): number | null {
    return this.problem.retryAfterSeconds ?? null;
  }
}

/** No answer came: offline, refused, cut or too slow. A request may have had its effect all the same. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(cause: unknown) {
    super('The server could not be reached.', { cause });
  }
}

/** Something answered that is not this server (a proxy's page, another version). */
export class BadAnswer extends Error {
  readonly status: number;
  override readonly name = 'BadAnswer';

  constructor(status: number, what: string, cause: unknown) {
    super(`The answer could not be understood (${status}, ${what}).`, { cause });
    this.status = status;
  }
}
