/**
 * The database: the only folder that knows drizzle and SQL. Embedded and external Postgres are
 * reached by one code path; one file per noun holds the statements on it.
 */
import type { PgDatabase } from 'drizzle-orm/pg-core';
import {
  drizzle,
  type PostgresJsDatabase,
  type PostgresJsQueryResultHKT,
} from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Config } from '../config.ts';
import { OperatorError } from '../operator-error.ts';
import { openCluster, type Cluster } from './embedded/cluster.ts';

/** Raw statements, in a transaction or outside of one: for those that work on sets. */
export type Sql = postgres.ISql;

/** Built statements, in a transaction or outside of one: for single rows. */
export type Queries = PgDatabase<PostgresJsQueryResultHKT>;

export interface Database {
  readonly sql: postgres.Sql;
  readonly db: PostgresJsDatabase;
  /** Ends the connections; a cluster that this call started is left to `stop`. */
  readonly close: () => Promise<void>;
}

export interface OpenedDatabase extends Database {
  /** null: an external Postgres. */
  readonly cluster: Cluster | null;
}

const OLDEST_MAJOR = 15;
const CONNECTIONS = 10;

/** @throws OperatorError where the database cannot be used, with the remedy. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  say: (line: string) => void,
): Promise<OpenedDatabase> {
  const cluster = config.databaseUrl === null ? await openCluster(config.dataDir, say) : null;
  const database = connect(cluster?.connection ?? config.databaseUrl ?? '');
  try {
    await refuseOldServer(database.sql);
  } catch (error) {
    await database.close();
    throw error;
  }
  return { ...database, cluster };
}

/** Connections to a database that is known to run. */
export function connect(target: string | postgres.Options<Record<string, never>>): Database {
  const options = { max: CONNECTIONS, onnotice: () => {}, connection: { TimeZone: 'UTC' } };
  const sql =
    typeof target === 'string' ? postgres(target, options) : postgres({ ...options, ...target });
  return { sql, db: drizzle(sql), close: () => sql.end({ timeout: 5 }) };
}

async function refuseOldServer(sql: postgres.Sql): Promise<void> {
  const [row] = await sql`select current_setting('server_version_num')::int as version`.catch(
    (error: unknown) => {
      throw new OperatorError(
        `The database cannot be reached: ${error instanceof Error ? error.message : String(error)}. ` +
          'Check DATABASE_URL and whether the server runs.',
      );
    },
  );
  const version = Number(row?.['version']);
  if (version >= OLDEST_MAJOR * 10_000) return;
  throw new OperatorError(
    `This database is Postgres ${Math.floor(version / 10_000)}; version ${OLDEST_MAJOR} or later is needed.`,
  );
}
