import { isUtf8 } from 'node:buffer';
import express from 'express';
import type { Request, Response } from 'express';
import type { Endpoint } from '../../contract/endpoint.ts';
import { AppError } from '../use-cases/app-error.ts';

type ReadBody = (req: Request, res: Response) => Promise<unknown>;

/** Reads JSON up to the endpoint's limit; `{}` where there is no body or none is taken. */
export function bodyReader(endpoint: Endpoint): ReadBody {
  if (endpoint.method === 'GET' || endpoint.method === 'DELETE') return () => Promise.resolve({});
  const json = express.json({ limit: endpoint.bodyLimit, verify: refuseUnkeepable });
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
const SURROGATE_ESCAPES = ['\\ud', '\\uD'];
/**
 * What could not be kept as it was sent: bytes that are no UTF-8 would be taken for other characters,
 * and Postgres keeps neither U+0000 nor half a character. Found in the bytes, that costs nothing
 * where there is none.
 */
function refuseUnkeepable(_req: unknown, _res: unknown, bytes: Buffer, charset: string): void {
  if (charset !== 'utf-8' || !isUtf8(bytes)) {
    throw new AppError('bad-request', 'Send JSON in UTF-8.');
  }
  if (bytes.includes(NUL_ESCAPE) && NUL.test(bytes.toString('utf8'))) {
    throw new AppError('bad-request', 'A text holds the character U+0000, which cannot be kept.');
  }
  if (SURROGATE_ESCAPES.some((one) => bytes.includes(one)) && holdsHalf(bytes.toString('utf8'))) {
    throw new AppError('bad-request', 'A text holds half a character, which cannot be kept.');
  }
}

/** Half a character is what JSON.stringify writes as an escape, and a whole one never. */
const HALF = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

function holdsHalf(json: string): boolean {
  try {
    return HALF.test(JSON.stringify(JSON.parse(json)));
  } catch {
    return false; // No JSON at all: its parser says so.
  }
}
