import type { FigureKind, FigureQuestion } from '../../contract/figures.ts';
import { MAX_QUESTIONS } from '../../contract/figures.ts';
import type { Api } from '../api/client.ts';
import { ApiProblem, Unreachable } from '../api/problems.ts';
import type { CellCall } from '../excel/cell-functions.ts';
import { readCulture } from '../excel/culture.ts';
import type { Host } from '../excel/host.ts';
import type { SessionStore } from '../excel/session-store.ts';
import type { CellValue } from '../excel/read-range.ts';
import { readState } from '../excel/workbook-state.ts';
import { dateOfSerial, isoOf } from './dates.ts';
import type { FigureFault } from './results/figure-words.ts';
import { FIGURE_WORDS } from './results/figure-words.ts';
import { isSignedIn, readSession } from './session.ts';

/** Calls of one recalculation arrive together; those that come as close as this are asked together. */
const GATHER_MS = 10;
const TRY_AGAIN_MS = 15_000;

type Answer = { readonly value: number } | { readonly fault: FigureFault };

/** Cells that ask the same, and what they were told. */
interface Watched {
  readonly kind: FigureKind;
  readonly values: CellCall['values'];
  readonly cells: Set<CellCall>;
  answer: Answer | null;
}

/** The figures that functions in cells show. */
export interface Figures {
  /** Answers a cell now and whenever its figure moves, until the cell asks for something else. */
  readonly watch: (kind: FigureKind, call: CellCall) => void;
  /** Asks for all of them anew: who is signed in, or what the workbook is connected to, is another. */
  readonly refresh: () => void;
  /** Told of the revision in every answer of the server: another one means that figures may have moved. */
  readonly heard: (propertyId: string, revision: number) => void;
}

interface Standing {
  readonly propertyId: string;
  readonly revision: number;
  readonly version: string;
}

/**
 * Questions of a thousand cells are one request. Answers are kept while the property's version stands; a
 * cell that asks what another one knows costs nothing.
 */
export function createFigures(
  { host, store }: { readonly host: Host; readonly store: SessionStore },
  api: () => Api,
): Figures {
  const watched = new Map<string, Watched>();
  let standing: Standing | null = null;
  let isAnew = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: Promise<void> = Promise.resolve();

  const schedule = (anew: boolean, wait = GATHER_MS) => {
    isAnew ||= anew;
    if (timer !== undefined && wait > GATHER_MS) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      const all = isAnew;
      isAnew = false;
      asking = asking.then(() => ask(all));
    }, wait);
  };

  const ask = async (all: boolean) => {
    const open = [...watched.values()].filter(({ answer }) => all || answer === null);
    if (open.length === 0) return;
    try {
      await askFor(open, all);
    } catch (error) {
      const fault = faultOf(error);
      // What is known stays while the server cannot be reached: it may be old, but it is no fault.
      const isKept = fault === 'unreachable' || fault === 'refused';
      for (const one of open) if (!isKept || one.answer === null) tell(one, { fault });
      if (fault === 'unreachable') schedule(true, TRY_AGAIN_MS);
    }
  };

  const askFor = async (open: readonly Watched[], all: boolean) => {
    if (!isSignedIn(readSession(store))) throw new NoFigures('signed-out');
    const [{ propertyId }, { date1904 }] = await Promise.all([readState(host), readCulture(host)]);
    if (propertyId === null) throw new NoFigures('not-connected');
    const questions = open.map((one) => questionOf(one, date1904));
    const isWhole = all && open.every(({ answer }) => answer !== null && 'value' in answer);
    const known = isWhole && standing?.propertyId === propertyId ? standing.version : undefined;
    const before = standing;
    const answers = await Promise.all(
      inParts(questions).map((part) =>
        api().figures({
          params: { propertyId },
          body: { questions: part, ...(known === undefined ? {} : { version: known }) },
        }),
      ),
    );
    const [first] = answers;
    if (first === undefined) return;
    standing = { propertyId, revision: first.revision, version: first.version };
    const values = answers.flatMap((one) => one.values);
    const reasons = answers.flatMap((one) => one.reasons);
    if (!first.unchanged) {
      for (const [i, one] of open.entries()) {
        const value = values[i] ?? null;
        tell(one, value === null ? { fault: reasons[i] ?? 'refused' } : { value: Number(value) });
      }
    }
    // Cells that were answered before, of another version, would not add up with these.
    const isOther = before !== null && before.version !== standing.version;
    const isMixed = answers.some(({ version }) => version !== first.version);
    if ((isOther && !all) || isMixed) schedule(true);
  };

  return {
    watch: (kind, call) => {
      const key = JSON.stringify([kind, ...call.values]);
      const known = watched.get(key);
      const one = known ?? { kind, values: call.values, cells: new Set(), answer: null };
      if (!known) watched.set(key, one);
      one.cells.add(call);
      call.onEnd(() => {
        one.cells.delete(call);
        if (one.cells.size === 0) watched.delete(key);
      });
      if (one.answer === null) schedule(false);
      else show(call, one.answer);
    },
    refresh: () => schedule(true),
    heard: (propertyId, revision) => {
      if (standing === null) return;
      if (standing.propertyId !== propertyId || standing.revision !== revision) schedule(true);
    },
  };
}

class NoFigures extends Error {
  readonly fault: FigureFault;
  constructor(fault: FigureFault) {
    super(fault);
    this.fault = fault;
  }
}

function faultOf(error: unknown): FigureFault {
  if (error instanceof NoFigures) return error.fault;
  if (error instanceof Unreachable) return 'unreachable';
  if (!(error instanceof ApiProblem)) return 'refused';
  if (error.status === 401 || error.code === 'totp-required' || error.code === 'verify-email') {
    return 'signed-out';
  }
  return error.code === 'not-found' || error.code === 'forbidden' ? 'no-access' : 'refused';
}

/** Cells hear only what is new. */
function tell(one: Watched, answer: Answer): void {
  const isKnown = one.answer !== null && JSON.stringify(one.answer) === JSON.stringify(answer);
  one.answer = answer;
  if (isKnown) return;
  for (const cell of one.cells) show(cell, answer);
}

function show(cell: CellCall, answer: Answer): void {
  if ('value' in answer) cell.show(answer.value);
  else cell.refuse(FIGURE_WORDS[answer.fault]);
}

/** Which arguments each function takes, in their order (functions.json). */
const PARAMETERS: Readonly<Record<FigureKind, readonly ('unit' | 'period' | 'date')[]>> = {
  usage: ['unit', 'period'],
  charge: ['unit', 'period'],
  rate: ['period'],
  paid: ['unit', 'period'],
  balance: ['unit', 'date'],
};

function questionOf({ kind, values }: Watched, date1904: boolean): FigureQuestion {
  const entries = PARAMETERS[kind].flatMap((name, i) => {
    const value = values[i] ?? null;
    if (value === null || value === '') return [];
    return [[name, name === 'unit' ? String(value).trim() : dayText(value, date1904)]];
  });
  return { kind, ...Object.fromEntries(entries) };
}

/** A cell with a date holds its serial number; a text goes as it is. */
function dayText(value: CellValue, date1904: boolean): string {
  if (typeof value !== 'number') return String(value).trim();
  const date = dateOfSerial(value, date1904);
  return date === null ? String(value) : isoOf(date);
}

function inParts(questions: readonly FigureQuestion[]): FigureQuestion[][] {
  const parts: FigureQuestion[][] = [];
  for (let first = 0; first < questions.length; first += MAX_QUESTIONS) {
    parts.push(questions.slice(first, first + MAX_QUESTIONS));
  }
  return parts;
}
