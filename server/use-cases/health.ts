import type { ENDPOINTS } from '../../contract/endpoints.ts';
import { appliedMigration, knownMigrations } from '../db/migrate.ts';
import { AppError } from './app-error.ts';
import type { UseCase } from './context.ts';

type Endpoints = typeof ENDPOINTS;

export const alive: UseCase<Endpoints['alive']> = async () => ({ status: 'ok' });

export const ready: UseCase<Endpoints['ready']> = async (services) => {
  const needed = knownMigrations().at(-1)?.when ?? 0;
  const applied = await appliedMigration(services.database.sql);
  if (applied !== null && applied >= needed) return { status: 'ready' };
  throw new AppError('unavailable', 'The database is not migrated to this version yet.');
};
