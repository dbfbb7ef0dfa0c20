/**
 * `npm run trust`: makes the server's own certificate known to this machine, as far as a program may;
 * the rest is told in words.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { certificateFor } from '../certificate.ts';
import { readConfig } from '../config.ts';
import { prepareDataDir } from '../data-dir.ts';
import { OperatorError } from '../operator-error.ts';
import { runTool, say } from './tool.ts';
import { inShell, planTrust, thisMachine, type Step } from './trust-steps.ts';

await runTool(async () => {
  const config = readConfig();
  const folder = join(await prepareDataDir(config.dataDir), 'certificates');
  const { authorityFile, isNew } = await certificateFor(folder, config.publicUrl, new Date());
  const { steps, words } = planTrust(authorityFile, thisMachine());
  for (const step of steps) {
    say(inShell(step));
    // oxlint-disable-next-line no-await-in-loop -- each step uses what the one before did
    await execute(step);
  }
  for (const line of words) say(line);
  if (steps.length > 0) say('Done. Browsers and Excel notice it when they are started anew.');
  if (isNew) say('The certificate is new: a server that runs already must be started anew.');
  say(
    `It vouches for this server alone (${authorityFile}); the key that could vouch for others is gone.`,
  );
});

async function execute(step: Step): Promise<void> {
  try {
    await promisify(execFile)(step.program, [...step.arguments]);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`The certificate could not be made known: ${said}`, { cause: error });
  }
}
