import * as z from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { AppError } from '../use-cases/app-error.ts';
import { shapeCheck } from './shape.ts';

/** As many faults as a person would read; a broken push could name one per cell. */
const MAX_ERRORS = 20;

/** A path that cannot name anything: the same answer as for what does not exist. */
export function parseParams(endpoint: Endpoint, params: unknown): unknown {
  const parsed = endpoint.params.safeParse(params);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'not-found',
    'There is nothing at this address, or it is not shared with you.',
  );
}

/** @throws AppError bad-request that says by JSON pointer where the shape is at fault */
export function parseInput(schema: z.ZodType, part: 'query' | 'body', value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, MAX_ERRORS).map((issue) => ({
    pointer: [`/${part}`, ...issue.path.map(pointerPart)].join('/'),
    message: issue.message,
  }));
  const first = errors[0];
  const where = first === undefined ? '' : ` ${first.pointer}: ${first.message}.`;
  throw new AppError('bad-request', `The ${part} is not as the API describes it.${where}`, {
    errors,
  });
}

function pointerPart(key: PropertyKey): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Nothing leaves that the contract does not declare: a failure here is our own, and a 500. */
export function outputCheck(endpoint: Endpoint): (output: unknown) => void {
  const check = shapeCheck(endpoint.output);
  return (output) => {
    const pointer = check?.(output, '') ?? null;
    if (pointer === null) return;
    throw new Error(
      `${endpoint.name} answered otherwise than the contract says, at ${pointer || '/'}`,
    );
  };
}
