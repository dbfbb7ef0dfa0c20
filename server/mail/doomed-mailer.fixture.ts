import { connect } from '../db/client.ts';
import { createSecretBox } from '../auth/secret-box.ts';
import { startMailer } from './mailer.ts';
import { smtpTransport } from './transport.ts';

/** A server's mailer as a process of its own, for a test that kills it while it sends. */
const [connection = '', key = '', url = ''] = process.argv.slice(2);
startMailer({
  database: connect(JSON.parse(connection) as Parameters<typeof connect>[0]),
  secrets: createSecretBox(key, null),
  now: () => new Date(),
  transport: smtpTransport(url, 'PowerTrackr <no-reply@ledger.example.com>'),
  attach: () => Promise.resolve(null),
  failed: () => {},
  broken: () => {},
});
// Its timer alone would not keep a process alive.
process.stdin.resume();
