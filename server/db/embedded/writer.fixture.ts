import { connect } from '../client.ts';
import { openCluster } from './cluster.ts';

/** For the tests of kill -9: prints the number of each row once Postgres has acknowledged it. */
const cluster = await openCluster(process.argv[2] ?? '', () => {});
const { sql } = connect({ ...cluster.connection, max: 1 });
try {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one row after the other
    const [row] = await sql`insert into acknowledged default values returning n`;
    process.stdout.write(`${row?.['n']}\n`);
  }
} catch {
  process.exit(1); // The database was killed, as the test wants.
}
