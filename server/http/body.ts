import express from 'express';
import type { Request, Response } from 'express';
import type { Endpoint } from '../../contract/endpoint.ts';
import { AppError } from '../use-cases/app-error.ts';

type ReadBody = (req: Request, res: Response) => Promise<unknown>;

/** Reads JSON up to the endpoint's limit; `{}` where there is no body or none is taken. */
export function bodyReader(endpoint: Endpoint): ReadBody {
  if (endpoint.method === 'GET' || endpoint.method === 'DELETE') return () => Promise.resolve({});
  const json = express.json({ limit: endpoint.bodyLimit, verify: refuseNul });
  return (req, res) =>
    new Promise((resolve, reject) => {
      json(req, res, (error?: unknown) => {
        if (error !== undefined) return reject(error);
        const body: unknown = req.body;
        if (body !== undefined) return resolve(body);
        if (req.get('content-length') === '0' || !hasBody(req)) return resolve({});
        reject(new AppError('bad-request', 'Send JSON, with Content-Type: application/json.'));
      });
    });
}

function hasBody(req: Request): boolean {
  return req.get('content-length') !== undefined || req.get('transfer-encoding') !== undefined;
}

const NUL_ESCAPE = '\\u0000';
/** An escape, and not an escaped backslash before "u0000". */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/** Postgres keeps no U+0000 in a text; found in the bytes, that costs nothing where there is none. */
function refuseNul(_req: unknown, _res: unknown, bytes: Buffer): void {
  if (!bytes.includes(NUL_ESCAPE) || !NUL.test(bytes.toString('utf8'))) return;
  throw new AppError('bad-request', 'A text holds the character U+0000, which cannot be kept.');
}
