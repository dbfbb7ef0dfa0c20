/**
 * HTTP: auth → parse → run → check → send, the same for every endpoint, from its data in the
 * contract. May import Express, the contract and use cases; never db, billing or mail.
 */
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import * as z from 'zod';
import { file } from '../../contract/endpoint.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { revision } from '../../contract/scalars.ts';
import { authenticate } from '../use-cases/authenticate.ts';
import type { PropertyCaller, Services } from '../use-cases/context.ts';
import { versionOf } from '../use-cases/version.ts';
import { bodyReader } from './body.ts';
import { deviceOf } from './device.ts';
import { outputCheck, parseInput, parseParams } from './parse.ts';
import { factsOf } from './requests.ts';

/** Any endpoint's use case: the table of routes has checked that it fits its endpoint. */
export type AnyUseCase = (services: Services, caller: never, input: never) => Promise<unknown>;

export function handle(
  services: Services,
  endpoint: Endpoint,
  useCase: AnyUseCase,
): RequestHandler {
  const readBody = bodyReader(endpoint);
  const checkOutput = outputCheck(endpoint);
  return async (req, res) => {
    const caller = await callerOf(services, endpoint, req, res);
    if (endpoint.output === file && req.method === 'HEAD') {
      // Whoever only looks at a link, as mail programs and chats do, does not spend it.
      res.status(endpoint.status).end();
      return;
    }
    const property = 'revision' in caller ? caller : null;
    if (endpoint.revisioned && property && isUnchanged(req, property)) {
      res.status(304).setHeader('ETag', entityTag(property)).end();
      return;
    }
    const params = parseParams(endpoint, req.params);
    const query = parseInput(endpoint.query, 'query', req.query);
    const body = parseInput(endpoint.body, 'body', await readBody(req, res));
    const input = { params, query, body };
    const output = await useCase(services, caller as never, input as never);
    checkOutput(output);
    if (endpoint.revisioned && property?.revision === revisioned.parse(output).revision) {
      // Where it moved on since the caller was looked up there is none: who asks again is answered anew.
      res.setHeader('ETag', entityTag(property));
    }
    await send(res, endpoint, output);
  };
}

async function callerOf(services: Services, endpoint: Endpoint, req: Request, res: Response) {
  const facts = factsOf(res);
  facts.endpoint = endpoint.name;
  const caller = await authenticate(services, endpoint, {
    address: req.ip ?? '',
    device: deviceOf(req.get('user-agent')),
    token: bearerToken(req),
    propertyId: propertyIdOf(req),
  });
  if ('userId' in caller) facts.userId = caller.userId;
  if ('propertyId' in caller) facts.propertyId = caller.propertyId;
  return caller;
}

function bearerToken(req: Request): string | null {
  return /^Bearer ([^\s]+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? null;
}

const propertyPath = z.object({ propertyId: z.uuid() });

function propertyIdOf(req: Request): string | null {
  const parsed = propertyPath.safeParse(req.params);
  return parsed.success ? parsed.data.propertyId : null;
}

function entityTag(property: PropertyCaller): string {
  return `"${versionOf(property)}"`;
}

/** If-None-Match: one tag or a list of them, weak or strong. */
function isUnchanged(req: Request, property: PropertyCaller): boolean {
  const given = req.headers['if-none-match'];
  if (given === undefined) return false;
  const tag = entityTag(property);
  return given.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}

const revisioned = z.object({ revision });

async function send(res: Response, endpoint: Endpoint, output: unknown): Promise<void> {
  res.status(endpoint.status);
  if (endpoint.status === 204) res.end();
  else if (output instanceof File) await sendFile(res, output);
  else res.json(output);
}

/** To be saved and never shown: what is in it would be shown under our own origin. */
async function sendFile(res: Response, file: File): Promise<void> {
  res.attachment(file.name).setHeader('Content-Type', file.type || 'application/octet-stream');
  // 0: it is made while it is sent.
  if (file.size > 0) res.setHeader('Content-Length', file.size);
  try {
    await pipeline(file.stream(), res);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Whoever asked has closed the connection: that is logged with the request, and nobody's fault. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
