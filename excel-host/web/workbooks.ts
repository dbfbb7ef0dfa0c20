import { ExcelHost } from '../host.ts';
import { addSheet, createWorkbook } from '../model/create.ts';
import type { CustomFunction } from '../model/custom-functions.ts';
import type { Workbook } from '../model/workbook.ts';
import { openXlsx } from '../xlsx/open.ts';
import { saveXlsx } from '../xlsx/save.ts';
import { Session } from './session.ts';

/** Where the workbooks of this page come from, and go to. */

export interface Sample {
  readonly file: string;
  readonly title: string;
}

export const samples: readonly Sample[] = [
  { file: 'elm-street.xlsx', title: 'Elm Street: one reading on a row' },
  { file: 'mill-road.xlsx', title: 'Mill Road: previous and present on a row' },
];

export async function fetchSample({ file }: Sample, addIn: string): Promise<Workbook> {
  const answer = await fetch(`/try/samples/${file}`);
  if (!answer.ok) throw new Error(`The server has no sample "${file}".`);
  return openXlsx(new Uint8Array(await answer.arrayBuffer()), { name: file, addIn });
}

/** The file stays in this browser. */
export async function readFile(file: File, addIn: string): Promise<Workbook> {
  return openXlsx(new Uint8Array(await file.arrayBuffer()), { name: file.name, addIn });
}

export function blankWorkbook(): Workbook {
  const workbook = createWorkbook();
  addSheet(workbook, 'Sheet1');
  return workbook;
}

/** What Excel there is, and what the add-in brings to it. */
export interface Surroundings {
  readonly requirementSets: Readonly<Record<string, string>>;
  readonly functions: readonly CustomFunction[] | undefined;
  /** The add-in's id, under which files keep its settings. */
  readonly addIn: string;
}

let booksMade = 0;

export function startSession(workbook: Workbook, surroundings: Surroundings): Session {
  const { requirementSets, functions, addIn } = surroundings;
  const host = new ExcelHost({ workbook, requirementSets, ...(functions && { functions }) });
  const session = new Session(host);
  host.files = {
    save: () => saveXlsx(workbook, { addIn }),
    open: (file) => {
      const made = file === null ? blankWorkbook() : openXlsx(file);
      booksMade += 1;
      made.name = `Book${booksMade + 1}.xlsx`;
      session.handOver(made);
    },
  };
  return session;
}

/** Hands the workbook to the person as a file. */
export function download(workbook: Workbook, addIn: string): void {
  const bytes = saveXlsx(workbook, { addIn });
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = workbook.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
