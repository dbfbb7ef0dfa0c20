import { expect, test, vi } from 'vitest';
import { account } from '../../contract/account.ts';
import type { ErrorCode } from '../../contract/problem.ts';
import { signIn, stepUp } from '../../contract/sessions.ts';
import { ApiProblem } from './problems.ts';
import type { SessionCall, SessionOptions } from './session.ts';
import { createSessionCalls } from './session.ts';

/** A server of one account: which token it takes, and whether that one was shown lately. */
function desk(options: Partial<SessionOptions> = {}) {
  const server = { token: 'first', isProven: true };
  const pane = { token: 'first' as string | null };
  const seen: (string | null)[] = [];
  const onSignedOut = vi.fn<() => void>(() => {
    pane.token = null;
  });
  const calls = createSessionCalls({
    token: () => pane.token,
    onSignedOut,
    onSession: ({ token }) => {
      pane.token = token;
    },
    ...options,
  });
  const ask = (call: Partial<SessionCall<unknown>> = {}) =>
    calls({
      endpoint: account,
      signal: undefined,
      send: async (token) => {
        seen.push(token);
        if (token !== server.token) throw refused('unauthenticated');
        if (!server.isProven) throw refused('step-up-required');
        return 'answer';
      },
      valueOf: (answer) => answer,
      ...call,
    });
  return { server, pane, seen, onSignedOut, ask };
}

function refused(code: ErrorCode): ApiProblem {
  const document = { type: 'about:blank', title: 't', status: 401, detail: 'why', requestId: 'r' };
  return new ApiProblem({ ...document, code });
}

const next = (token: string) => ({ token, next: 'done' as const });

test('an answer that brings another token is kept before the caller hears of it', async () => {
  const { pane, server, ask } = desk();
  await ask({
    endpoint: stepUp,
    send: async () => {
      server.token = 'second';
      return next('second');
    },
  });
  expect(pane.token).toBe('second');
  expect(await ask()).toBe('answer');
});

test('a session that opens belongs to whom opened it: the flow keeps it with the address', async () => {
  const { pane, ask } = desk();
  expect(await ask({ endpoint: signIn, send: async () => next('other') })).toEqual(next('other'));
  expect(pane.token).toBe('first');
});

test('a call that met the change of the token goes again with the new one', async () => {
  const { pane, server, seen, onSignedOut, ask } = desk();
  let answered: (() => void) | undefined;
  const changing = ask({
    endpoint: stepUp,
    send: async () => {
      server.token = 'second';
      await new Promise<void>((resolve) => {
        answered = resolve;
      });
      return next('second');
    },
  });
  const other = ask();
  await Promise.resolve();
  answered?.();
  expect(await other).toBe('answer');
  await changing;
  expect([pane.token, seen]).toEqual(['second', ['first', 'second']]);
  expect(onSignedOut).not.toHaveBeenCalled();
});

test('a token that another tab has changed is no lost session', async () => {
  const { pane, server, onSignedOut, ask } = desk();
  server.token = 'second';
  const asked = ask({
    send: async (token) => {
      if (token === 'second') return 'answer';
      pane.token = 'second';
      throw refused('unauthenticated');
    },
  });
  expect(await asked).toBe('answer');
  expect(onSignedOut).not.toHaveBeenCalled();
});

test('an unknown token is told once and not tried again', async () => {
  const { server, seen, onSignedOut, ask } = desk();
  server.token = 'nobody’s';
  await expect(ask()).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(onSignedOut).toHaveBeenCalledOnce();
  expect(seen).toEqual(['first']);
});

test('what asks for a proof goes on by itself once it is shown', async () => {
  const prove = vi.fn<NonNullable<SessionOptions['prove']>>(async () => {
    server.isProven = true;
    return true;
  });
  const { server, seen, ask } = desk({ prove });
  server.isProven = false;
  expect(await ask()).toBe('answer');
  expect(prove).toHaveBeenCalledOnce();
  expect(seen).toHaveLength(2);
});

test('declined, it is stopped; where nobody can be asked, the refusal stands', async () => {
  const decline = async () => {
    throw new DOMException('declined', 'AbortError');
  };
  const declined = desk({ prove: decline });
  declined.server.isProven = false;
  await expect(declined.ask()).rejects.toMatchObject({ name: 'AbortError' });
  for (const alone of [desk(), desk({ prove: async () => false })]) {
    alone.server.isProven = false;
    await expect(alone.ask()).rejects.toMatchObject({ code: 'step-up-required' });
  }
});

test('a change of the token is not stopped half-way', async () => {
  const { pane, ask } = desk();
  const aborter = new AbortController();
  const changing = ask({
    endpoint: stepUp,
    signal: aborter.signal,
    send: async (_token, signal) => {
      aborter.abort();
      signal?.throwIfAborted();
      return next('second');
    },
  });
  await changing;
  expect(pane.token).toBe('second');
});
