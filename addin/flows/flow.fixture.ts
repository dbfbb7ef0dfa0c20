/**
 * For tests of flows: an Excel with the add-in in it, a person signed in, and a property, on the real
 * office.js over the emulated Excel and a real server. Several may be open at once, as on two desks.
 */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { FIGURES } from '../../contract/figures.ts';
import type { FunctionsMetadata } from '../../excel-host/model/custom-metadata.ts';
import { readFunctions } from '../../excel-host/model/custom-metadata.ts';
import type { Workbook } from '../../excel-host/model/workbook.ts';
import type { OpenedExcel } from '../../excel-host/node/open-excel.ts';
import { openExcel } from '../../excel-host/node/open-excel.ts';
import { openXlsx } from '../../excel-host/xlsx/open.ts';
import { saveXlsx } from '../../excel-host/xlsx/save.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { whenDone, whenTestDone } from '../../tests/setup/when-done.ts';
import type { CellCall } from '../excel/cell-functions.ts';
import { associateFunction } from '../excel/cell-functions.ts';
import { keptInMemory } from '../excel/session-store.ts';
import { connect } from './connect.ts';
import { useToken } from './sign-in.ts';
import type { Workspace } from './workspace.ts';
import { openWorkspace } from './workspace.ts';

export interface Desk {
  readonly excel: OpenedExcel;
  readonly ws: Workspace;
}

export interface DeskOptions {
  readonly workbook?: Workbook;
  readonly apiVersion?: string;
  readonly token?: string | null;
  readonly onSignedOut?: () => void;
  /** Whether the functions in cells are there, answered by the flows. */
  readonly hasFunctions?: boolean;
}

const described = readFileSync(new URL('../assets/functions.json', import.meta.url), 'utf8');
const functions = readFunctions('POWERTRACKR', JSON.parse(described) as FunctionsMetadata);

/** An open workbook with the add-in; signed in where a token is given. */
export async function openDesk(
  server: Pick<TestServer, 'url'>,
  options: DeskOptions = {},
): Promise<Desk> {
  const { workbook, apiVersion = '1.17', token = null, onSignedOut, hasFunctions } = options;
  const excel = await openExcel({
    ...(workbook ? { workbook } : {}),
    ...(hasFunctions ? { functions } : {}),
    requirementSets: { ExcelApi: apiVersion, SharedRuntime: '1.1' },
    installGlobals: false,
  });
  whenTestDone(() => excel.close());
  const ws = openWorkspace({
    host: excel,
    store: keptInMemory(),
    baseUrl: server.url,
    ...(onSignedOut ? { onSignedOut } : {}),
  });
  if (token !== null) useToken(ws, token);
  if (hasFunctions) {
    for (const kind of FIGURES) {
      const answer = (call: CellCall) => ws.figures.watch(kind, call);
      associateFunction(kind.toUpperCase(), answer, excel.CustomFunctions);
    }
  }
  return { excel, ws };
}

/** The same for somebody who is signed in, connected to a property. */
export async function connectedDesk(
  server: TestServer,
  owner: Person,
  propertyId: string,
  options: DeskOptions = {},
): Promise<Desk> {
  const desk = await openDesk(server, { token: owner.client.token, ...options });
  await connect(desk.ws, propertyId);
  return desk;
}

/** The file as it is saved now: opened again later, elsewhere, or as a copy. */
export function savedCopy({ excel }: Desk, name: string = excel.workbook.name): Workbook {
  return { ...openXlsx(saveXlsx(excel.workbook)), name };
}

type Row = readonly (string | number | boolean)[];

/** Types a sheet's rows as a table of that name. */
export function typeTable(desk: Desk, name: string, rows: readonly Row[]): void {
  const { person } = desk.excel;
  person.addSheet(name);
  person.type(`${name}!A1`, rows);
  const last = String.fromCharCode(64 + (rows[0]?.length ?? 1));
  person.makeTable(`${name}!A1:${last}${rows.length}`, name);
}

export interface Line {
  readonly url: string;
  /** What happens to the next push, or wish to issue: it gets lost on its way, or its answer does. */
  lose: 'request' | 'answer' | null;
  /** Paths at which nobody answers any more. */
  goneAt: RegExp | null;
  /** Bodies of those that arrived, as JSON. */
  readonly arrived: string[];
}

/** A line to the server that cuts what changes the ledger where it is told to. */
export async function lossyLine(server: Pick<TestServer, 'url'>): Promise<Line> {
  const line = {
    url: '',
    lose: null as Line['lose'],
    goneAt: null as RegExp | null,
    arrived: [] as string[],
  };
  const relay = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void forward(server.url, line, Buffer.concat(chunks).toString(), request, response);
    });
  });
  await new Promise<void>((resolve) => {
    relay.listen(0, '127.0.0.1', resolve);
  });
  const address = relay.address();
  line.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  whenDone(() => relay.close());
  return line;
}

async function forward(
  to: string,
  line: Line,
  body: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isCommit = body.includes('"mode":"commit"') || body.includes('"issueId"');
  const lost = isCommit ? line.lose : null;
  const isGone = line.goneAt?.test(request.url ?? '') === true;
  if (isGone || lost === 'request') return void request.socket.destroy();
  const { authorization = '' } = request.headers;
  const answer = await fetch(to + (request.url ?? ''), {
    method: request.method ?? 'GET',
    headers: { authorization, 'content-type': 'application/json' },
    ...(body === '' ? {} : { body }),
  });
  const text = await answer.text();
  if (isCommit) line.arrived.push(body);
  if (lost === 'answer') return void request.socket.destroy();
  const type = answer.headers.get('content-type') ?? 'application/json';
  response.writeHead(answer.status, { 'content-type': type }).end(text);
}
