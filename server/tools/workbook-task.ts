import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Mapping } from '../../addin/flows/mapping.ts';
import { readMapping } from '../../addin/flows/mapping.ts';
import { FlowProblem } from '../../addin/flows/words.ts';
import { date } from '../../contract/scalars.ts';
import { OperatorError } from '../operator-error.ts';
import type { BillsTask } from './workbook-bills.ts';
import { inPlainWords } from './workbook-refusals.ts';

const USAGE = `Usage: npm run workbook -- FILE.xlsx [options]
  --push             send its rows; without it they are only tried, and nothing stays
  --refresh          write charges and reconciliation into the workbook
  --charts           usage by unit and shares of each bill too, with a chart of each
  --bills TEMPLATE   a bill for each tenant: copies of that sheet with its {{fields}}
                     filled in; --bills-sample instead puts a template in first
  --period P         of the bills, as 2025-01 or 2025-01-31; else the latest
  --dated D          the day on the bills, as 2025-02-03; else today
  --issue            number these bills for good; only with --server
  --mapping FILE     which columns feed which fields (as --json prints it); else they are guessed
  --bills-out FILE   save these bills alone, as a workbook of their own
  --out OUT.xlsx     save the workbook there; without it no file is written
  --server URL --token T   a running server; else a private one that is gone afterwards
  --currency CODE    of a property that is made; else as the workbook's amounts look
  --json             one JSON document on standard output, and nothing else there
                     (npm writes there too, unless it is npm run --silent workbook)`;

export interface Task {
  readonly file: string;
  readonly push: boolean;
  readonly refresh: boolean;
  readonly charts: boolean;
  readonly json: boolean;
  /** null: no bills are made. */
  readonly bills: BillsTask | null;
  readonly mapping: Mapping | null;
  readonly out: string | undefined;
  readonly currency: string | undefined;
  /** Where the bills are saved as a workbook of their own. */
  readonly billsOut: string | undefined;
  /** null: a private one. */
  readonly server: { readonly url: string; readonly token: string } | null;
}

/** @throws OperatorError that says what is wrong with the arguments, or with the mapping's file */
export async function readTask(args: readonly string[]): Promise<Task> {
  const { values, positionals } = argumentsGiven(args);
  const [file, ...rest] = positionals;
  const { server, token, mapping, out, currency } = values;
  if (file === undefined || rest.length > 0) throw new OperatorError(USAGE);
  if ((server === undefined) !== (token === undefined)) {
    throw new OperatorError('--server and --token go together.');
  }
  if (server !== undefined && !(/^https?:/.test(server) && URL.canParse(server))) {
    throw new OperatorError('--server must be an address like https://localhost:3000.');
  }
  return {
    ...{ file, out, currency: currency?.toUpperCase() },
    push: values.push === true,
    refresh: values.refresh === true,
    charts: values.charts === true,
    json: values.json === true,
    bills: billsIn(values),
    billsOut: values['bills-out'],
    mapping: mapping === undefined ? null : await mappingIn(mapping),
    server:
      server === undefined || token === undefined ? null : { url: new URL(server).origin, token },
  };
}

/** @throws OperatorError where options of bills are given without them */
function billsIn(
  values: Pick<
    ReturnType<typeof argumentsGiven>['values'],
    'bills' | 'bills-sample' | 'bills-out' | 'period' | 'dated' | 'issue' | 'server'
  >,
): BillsTask | null {
  const { bills, period, dated, server } = values;
  const [isSample, issue] = [values['bills-sample'] === true, values.issue === true];
  if (bills !== undefined && isSample) {
    throw new OperatorError('--bills and --bills-sample do not go together: name one template.');
  }
  if (bills === undefined && !isSample) {
    if ([period, dated, values['bills-out']].every((one) => one === undefined) && !issue)
      return null;
    throw new OperatorError(
      '--period, --dated, --issue and --bills-out are of bills: add --bills TEMPLATE.',
    );
  }
  if (period !== undefined && !/^\d{4}-\d{2}(-\d{2})?$/.test(period)) {
    throw new OperatorError('--period is written like 2025-01 or 2025-01-31.');
  }
  if (dated !== undefined && !date.safeParse(dated).success) {
    throw new OperatorError('--dated is a day, written like 2025-02-03.');
  }
  if (issue && server === undefined) {
    throw new OperatorError(
      '--issue needs --server: the numbers of a private server would be gone with it.',
    );
  }
  return { template: bills ?? null, period: period ?? null, dated: dated ?? null, issue };
}

function argumentsGiven(args: readonly string[]) {
  try {
    return parseArgs({
      // One token in 64 begins with a dash: parseArgs would take it for an option.
      args: args
        .map((one, i) => (args[i - 1] === '--token' ? `--token=${one}` : one))
        .filter((one) => one !== '--token'),
      allowPositionals: true,
      options: {
        push: { type: 'boolean' },
        refresh: { type: 'boolean' },
        charts: { type: 'boolean' },
        json: { type: 'boolean' },
        bills: { type: 'string' },
        'bills-sample': { type: 'boolean' },
        'bills-out': { type: 'string' },
        period: { type: 'string' },
        dated: { type: 'string' },
        issue: { type: 'boolean' },
        mapping: { type: 'string' },
        out: { type: 'string' },
        currency: { type: 'string' },
        server: { type: 'string' },
        token: { type: 'string' },
      },
    });
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`${what}\n${USAGE}`, { cause: error });
  }
}

async function mappingIn(file: string): Promise<Mapping> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw inPlainWords(error, file);
  });
  try {
    return readMapping(JSON.parse(text));
  } catch (error) {
    if (error instanceof FlowProblem) throw new OperatorError(`${file}: ${error.message}`);
    throw new OperatorError(`${file} holds no JSON: ${String(error)}`, { cause: error });
  }
}
