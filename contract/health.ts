import * as z from 'zod';
import { endpoint } from './endpoint.ts';

export const alive = endpoint({
  name: 'alive',
  method: 'GET',
  path: '/healthz',
  summary: 'The process is alive.',
  level: 'public',
  status: 200,
  output: z.strictObject({ status: z.literal('ok') }),
});

export const ready = endpoint({
  name: 'ready',
  method: 'GET',
  path: '/readyz',
  summary: 'The database is reached and its migrations are applied.',
  level: 'public',
  status: 200,
  output: z.strictObject({ status: z.literal('ready') }),
});
