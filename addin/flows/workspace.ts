/**
 * The flows: one file per thing that a user does, each an async function of the workspace. They know
 * the workbook (`excel`), the server (`api`) and the contract; they return plain data, report progress
 * through a callback, and hold no words of the screen: codes and figures, whose sentences are in
 * `words.ts`. They never touch Excel, Office or the network themselves.
 */
import type { Api } from '../api/client.ts';
import { createApi } from '../api/client.ts';
import type { Host, RunOptions } from '../excel/host.ts';
import { paneHost } from '../excel/host.ts';
import type { Place } from '../../contract/sessions.ts';
import { readPlace } from '../excel/place.ts';
import type { SessionStore } from '../excel/session-store.ts';
import { keptInPane } from '../excel/session-store.ts';
import type { Figures } from './figures.ts';
import { createFigures } from './figures.ts';
import type { Proof } from './proof.ts';
import { createProof } from './proof.ts';
import type { Session } from './session.ts';
import { changeSession, loseToken, readSession } from './session.ts';

/** What every flow works with: the open workbook, the server, and who is signed in. */
export interface Workspace {
  readonly host: Host;
  readonly api: Api;
  readonly store: SessionStore;
  /** Where the person is, for the list of where they are signed in. */
  readonly place: Place | undefined;
  /** The question "is it you?", raised by any call that asks for it. */
  readonly proof: Proof;
  /** What functions in cells show. */
  readonly figures: Figures;
}

export interface WorkspaceOptions {
  readonly host: Host;
  readonly store: SessionStore;
  readonly place?: Place | undefined;
  /** Origin of the server without a trailing slash; "" (unless given) is the page's own. */
  readonly baseUrl?: string;
  /** Told once the server does not know the session any more; the address is kept. */
  readonly onSignedOut?: (session: Session) => void;
}

export function openWorkspace({
  host,
  store,
  place,
  baseUrl = '',
  onSignedOut,
}: WorkspaceOptions): Workspace {
  const figures = createFigures({ host, store }, () => api);
  // Whoever signs in or out, figures are asked for anew.
  const told: SessionStore = {
    ...store,
    write: (text) => {
      store.write(text);
      figures.refresh();
    },
  };
  const proof = createProof();
  const api = createApi({
    baseUrl,
    token: () => readSession(told).token,
    onSignedOut: () => onSignedOut?.(loseToken(told)),
    onSession: (session) => void changeSession(told, session),
    onRevision: figures.heard,
    prove: proof.ask,
  });
  return { host, api, store: told, place, proof, figures };
}

/** The workspace of the page that office.js runs in; only after `officeReady`. */
export function paneWorkspace(onSignedOut?: (session: Session) => void): Workspace {
  const host = paneHost();
  return openWorkspace({
    host,
    store: keptInPane(host),
    place: readPlace(host),
    ...(onSignedOut ? { onSignedOut } : {}),
  });
}

/** How far a flow is. */
export type Progress =
  /** Rows of the sheet read so far. */
  | { readonly step: 'reading'; readonly done: number; readonly total: number }
  /** Rows on their way to the server, which answers for all of them at once. */
  | { readonly step: 'sending'; readonly total: number }
  | { readonly step: 'asking' }
  /** Rows of results written so far. */
  | { readonly step: 'writing'; readonly done: number; readonly total: number }
  /** A new workbook. */
  | { readonly step: 'opening' }
  /** A cell is being edited: it goes on once the person has pressed Enter. */
  | { readonly step: 'waiting-for-cell' };

export interface FlowOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** A flow's options as `excel` takes them. */
export function whileReading({ signal, onProgress }: FlowOptions): RunOptions & {
  readonly onProgress: (done: number, total: number) => void;
} {
  return {
    signal,
    onWaiting: () => onProgress?.({ step: 'waiting-for-cell' }),
    onProgress: (done, total) => onProgress?.({ step: 'reading', done, total }),
  };
}

export function whileWriting({ signal, onProgress }: FlowOptions): RunOptions & {
  readonly onProgress: (done: number, total: number) => void;
} {
  return {
    ...whileReading({ signal, onProgress }),
    onProgress: (done, total) => onProgress?.({ step: 'writing', done, total }),
  };
}
