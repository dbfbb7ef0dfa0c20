import { listMails, reviveMails } from '../db/outbox.ts';
import type { OutboxRow } from '../db/outbox.ts';
import type { SecretBox } from '../auth/secret-box.ts';
import { isOfUse, openMail } from '../mail/outbox.ts';
import { OperatorError } from '../operator-error.ts';
import { secretsOf } from '../secrets.ts';
import { runTool, say, withDatabase } from './tool.ts';

/** Mails that wait and those given up, for whoever runs the server; with `retry`, those are sent again. */
await runTool(async () => {
  const [verb, which, ...rest] = process.argv.slice(2);
  const isRetry = verb === 'retry' && which !== undefined;
  if (rest.length > 0 || (verb !== undefined && !isRetry)) {
    throw new OperatorError('Usage: npm run mail [-- retry all | retry ID]');
  }
  await withDatabase(async ({ sql }, config) => {
    const secrets = await secretsOf(config);
    const now = new Date();
    const mails = await listMails(sql);
    if (!isRetry) {
      for (const mail of mails) say(lineOf(secrets, mail, now));
      if (mails.length === 0) say('The outbox is empty: every mail was handed over.');
      return;
    }
    const meant = mails.filter(({ mailId }) => which === 'all' || mailId === which);
    const useful = meant.filter((mail) => isWorthSending(secrets, mail, now));
    const ids = useful.map(({ mailId }) => mailId);
    const count = await reviveMails(sql, ids, now);
    say(`${count} of ${mails.length} in the outbox will be sent again, by a server that runs.`);
  });
});

/** With the address: the person at this terminal holds the key, and may have somebody to call. */
function lineOf(secrets: SecretBox, mail: OutboxRow, now: Date): string {
  const { mailId, createdAt, attempts, dueAt, deadAt, fault } = mail;
  const to = openMail(secrets, mail)?.letter.to ?? 'sealed with a key that is not at hand';
  const state =
    deadAt === null
      ? `next try ${dueAt.toISOString()}`
      : isWorthSending(secrets, mail, now)
        ? 'given up'
        : 'given up, and of no use any more';
  const said = fault === null ? '' : `; said: ${fault}`;
  return `${mailId}  ${to}  of ${createdAt.toISOString()}, ${attempts} tries, ${state}${said}`;
}

function isWorthSending(secrets: SecretBox, mail: OutboxRow, now: Date): boolean {
  const posted = openMail(secrets, mail);
  return posted !== null && isOfUse(posted, now);
}
