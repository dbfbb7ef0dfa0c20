/** What each request carries through the pipeline, and the line that the log gets about it. */
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { ErrorCode } from '../../contract/problem.ts';
import type { Logger } from './log.ts';

/** Filled in on the way; the log writes nothing of a request but this, its method and its status. */
export interface RequestFacts {
  readonly requestId: string;
  endpoint?: string;
  userId?: string;
  propertyId?: string;
  code?: ErrorCode;
}

const facts = new WeakMap<Response, RequestFacts>();

export function factsOf(res: Response): RequestFacts {
  const known = facts.get(res);
  if (known === undefined) throw new Error('the request was not begun');
  return known;
}

const REQUEST_ID = /^[\w.:-]{8,100}$/;

/** Gives every request an id (the caller's own where it has the shape of one) and logs its end. */
export function beginRequest(logger: Logger): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    const given = req.get('x-request-id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
    const known: RequestFacts = { requestId };
    facts.set(res, known);
    res.setHeader('X-Request-Id', requestId);
    const start = performance.now();
    res.once('close', () => {
      const ms = Math.round(performance.now() - start);
      const status = res.writableFinished ? res.statusCode : 'aborted';
      logger.info({ ...known, method: req.method, status, ms }, 'request');
    });
    next();
  };
}
