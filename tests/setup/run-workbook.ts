/** `npm run workbook`: what it does, in this process, and spawned as a person runs it. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { mapping } from '../../addin/flows/mapping.ts';
import { pushResult } from '../../contract/push.ts';
import { exitCodeOf } from '../../server/tools/tool.ts';
import { workbook } from '../../server/tools/workbook-run.ts';
import { searchedLog } from './searched-log.ts';

const { summary, tables, money } = pushResult.shape;

/** The document of `--json`: strict, so that what is more, or not as on the wire, fails. */
const document = z.strictObject({
  ...{ mapping, summary, tables, money },
  allocation: ENDPOINTS.allocation.output,
  reconciliation: ENDPOINTS.reconciliation.output,
  bills: z
    .strictObject({
      ...{ template: z.string(), periodEnd: z.string() },
      made: z.array(
        z.strictObject({
          ...{ sheet: z.string(), unit: z.string() },
          ...{ tenant: z.string().nullable(), number: z.int().nullable() },
        }),
      ),
      notMade: z.array(z.string()),
    })
    .optional(),
});
export type WorkbookDocument = z.infer<typeof document>;

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The token that it was given, and all that the server under test heard from it, may not be in it. */
const said = searchedLog();

const root = fileURLToPath(new URL('../../', import.meta.url));

export function npmRunWorkbook(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      'npm',
      ['run', '--silent', 'workbook', '--', ...args],
      { cwd: root, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        said.write(stdout + stderr);
        resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      },
    );
  });
}

export async function runWorkbook(...args: readonly string[]): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  const say = (line: string): void => void (stderr += `${line}\n`);
  const print = async (text: string) => void (stdout += `${text}\n`);
  const code = await exitCodeOf(() => workbook(args, { say, print }), say);
  said.write(stdout + stderr);
  return { code, stdout, stderr };
}

export async function workbookDocument(...args: readonly string[]): Promise<WorkbookDocument> {
  const { code, stdout, stderr } = await runWorkbook(...args, '--json');
  if (code !== 0) throw new Error(`npm run workbook ended with ${code}: ${stderr}`);
  return document.parse(JSON.parse(stdout));
}
