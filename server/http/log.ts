/**
 * The log: JSON lines on standard output. Nothing goes in that is a secret or says who somebody is:
 * no bodies, headers, addresses or parameters of queries; users and properties by id.
 */
import { pino } from 'pino';
import type { DestinationStream, LevelWithSilent, Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

export function createLogger(level: LevelWithSilent, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: loggable },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * An error without the values that it may quote: errors of queries repeat their parameters, mail
 * servers repeat addresses, and Postgres repeats values in `detail` and, for data exceptions (class
 * 22), in the message.
 */
export function loggable(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const quotes = 'params' in error || 'response' in error || code?.startsWith('22') === true;
  return {
    type: error.name,
    ...(quotes ? {} : { message: error.message }),
    ...(code === undefined ? {} : { code }),
    ...named(error, 'constraint_name'),
    ...named(error, 'table_name'),
    stack: (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')),
    ...(error.cause === undefined ? {} : { cause: loggable(error.cause) }),
  };
}

function named(error: Error, property: string): Record<string, unknown> {
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' ? { [property]: value } : {};
}
