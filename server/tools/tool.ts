/**
 * Programs for the person who runs the server, each its own entry file. They may work beside a
 * running server: they attach to its database and leave it running; one that they had to start
 * themselves they stop.
 */
import { readConfig, type Config } from '../config.ts';
import { openDatabase, type OpenedDatabase } from '../db/client.ts';
import { OperatorError } from '../operator-error.ts';

export type Say = (line: string) => void;

export const say: Say = (line) => void process.stderr.write(`${line}\n`);

export async function withDatabase(
  work: (database: OpenedDatabase, config: Config) => Promise<void>,
): Promise<void> {
  const config = readConfig();
  const database = await openDatabase(config, say);
  try {
    await work(database, config);
  } finally {
    await database.close();
    await database.cluster?.leave();
  }
}

/** Runs a tool as this process. */
export async function runTool(tool: () => Promise<void>): Promise<void> {
  process.exitCode = await exitCodeOf(tool, say);
}

/** Of a tool that is run: a refusal is said as its sentence, anything else with its stack. */
export async function exitCodeOf(tool: () => Promise<void>, say: Say): Promise<0 | 1> {
  try {
    await tool();
    return 0;
  } catch (error) {
    say(error instanceof OperatorError ? error.message : String((error as Error).stack ?? error));
    return 1;
  }
}

/** The one argument that a tool takes. */
export function fileArgument(usage: string): string {
  const [file, ...rest] = process.argv.slice(2);
  if (file === undefined || rest.length > 0) throw new OperatorError(`Usage: ${usage}`);
  return file;
}
