import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { appliedMigration } from '../db/migrate.ts';
import { OperatorError } from '../operator-error.ts';
import { runTool, withDatabase } from './tool.ts';

await runTool(() =>
  withDatabase(async (database, config) => {
    if ((await appliedMigration(database.sql)) !== null) {
      throw new OperatorError(
        'This database is migrated: its tables change by migrations only. Run "npm run db:generate" ' +
          'and start the server, or set DATA_DIR to a new folder to try a schema out.',
      );
    }
    const { cluster } = database;
    // drizzle-kit says `user`; what it does not know it leaves out without a word.
    const credentials =
      cluster === null
        ? { url: config.databaseUrl }
        : { ...cluster.connection, user: cluster.connection.username };
    const program = join(dirname(createRequire(import.meta.url).resolve('drizzle-kit')), 'bin.cjs');
    const child = spawn(process.execPath, [program, 'push'], {
      stdio: 'inherit',
      env: { ...process.env, DRIZZLE_CREDENTIALS: JSON.stringify(credentials) },
    });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new OperatorError('The schema was not pushed: see above.');
  }),
);
