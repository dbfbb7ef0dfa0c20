/**
 * `npm run trust`: makes the server's own certificate known to this machine, as far as a program may;
 * the rest is told in words. `npm run trust -- --undo` takes that back.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { authorityIn, certificateFor } from '../certificate.ts';
import { readConfig } from '../config.ts';
import { prepareDataDir } from '../data-dir.ts';
import { OperatorError } from '../operator-error.ts';
import { runTool, say } from './tool.ts';
import { inShell, planTrust, planUndo, thisMachine, type Step } from './trust-steps.ts';

await runTool(async () => {
  const config = readConfig();
  const folder = join(config.dataDir, 'certificates');
  if (isUndo()) await undo(folder);
  else {
    await prepareDataDir(config.dataDir);
    await trust(folder, config.publicUrl);
  }
});

function isUndo(): boolean {
  const [given, ...rest] = process.argv.slice(2);
  if (rest.length > 0 || (given !== undefined && given !== '--undo')) {
    throw new OperatorError('Usage: npm run trust, or npm run trust -- --undo');
  }
  return given === '--undo';
}

async function trust(folder: string, publicUrl: string): Promise<void> {
  const { authorityFile, isNew } = await certificateFor(folder, publicUrl, new Date());
  const { steps, words } = planTrust(authorityFile, thisMachine());
  for (const step of steps) {
    say(inShell(step));
    // oxlint-disable-next-line no-await-in-loop -- each step uses what the one before did
    await execute(step, 'The certificate could not be made known');
  }
  for (const line of words) say(line);
  if (steps.length > 0) say('Done. Browsers and Excel notice it when they are started anew.');
  if (isNew) say('The certificate is new: a server that runs already must be started anew.');
  say(
    `It vouches for this server alone (${authorityFile}); the key that could vouch for others is gone.`,
  );
}

async function undo(folder: string): Promise<void> {
  const authority = await authorityIn(folder);
  if (authority === null) throw new OperatorError(`No certificate was made in ${folder}.`);
  const { steps, words } = planUndo(authority, thisMachine());
  for (const step of steps) {
    say(inShell(step));
    // oxlint-disable-next-line no-await-in-loop -- each step uses what the one before did
    await execute(step, 'It was taken back already, or could not be');
  }
  for (const line of words) say(line);
  if (steps.length > 0) say('Done. Browsers and Excel notice it when they are started anew.');
}

async function execute(step: Step, failed: string): Promise<void> {
  try {
    await promisify(execFile)(step.program, [...step.arguments]);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`${failed}: ${said}`, { cause: error });
  }
}
