import express from 'express';
import type { ErrorRequestHandler, Express, Request, RequestHandler } from 'express';
import helmet from 'helmet';
import { file } from '../../contract/endpoint.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { AppError } from '../use-cases/app-error.ts';
import type { Services } from '../use-cases/context.ts';
import type { Logger } from './log.ts';
import { openApiDocument } from './openapi.ts';
import { pages } from './pages.ts';
import type { Bundles } from './pages.ts';
import type { AnyUseCase } from './pipeline.ts';
import { handle } from './pipeline.ts';
import { problemOf } from './problem.ts';
import { beginRequest, factsOf } from './requests.ts';
import type { RequestFacts } from './requests.ts';
import { ROUTES } from './routes.ts';

export interface AppOptions {
  readonly logger: Logger;
  /** Express's "trust proxy": how many proxies, or which, may say where a request comes from. */
  readonly trustProxy: number | string;
  /** Origin under which the server is reached. */
  readonly publicUrl: string;
  /** Whether the page to try the add-in without Excel is there. */
  readonly enableTry?: boolean;
  /** What webpack made, where it does not lie in `dist`. */
  readonly bundles?: Bundles;
}

/** The whole application; it listens nowhere yet. */
export function createApp(services: Services, options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.set('trust proxy', options.trustProxy);
  app.use(beginRequest(options.logger), safeHeaders(options.publicUrl), neverStored);

  const endpoints: readonly Endpoint[] = Object.values(ENDPOINTS);
  const useCases: Readonly<Record<string, AnyUseCase>> = ROUTES;
  for (const endpoint of endpoints) {
    const useCase = useCases[endpoint.name];
    if (useCase === undefined) throw new Error(`no route for ${endpoint.name}`);
    app[verb(endpoint)](expressPath(endpoint), handle(services, endpoint, useCase));
  }
  let document: object | undefined;
  app.get('/api/openapi.json', (_req, res) => {
    // Made when it is first asked for: a server that starts has better things to do.
    document ??= openApiDocument(options.publicUrl);
    res.json(document);
  });
  refuseOtherMethods(app, endpoints);
  app.use(pages({ ...options, enableTry: options.enableTry ?? false }));
  app.use(() => {
    throw new AppError('not-found', 'There is nothing at this address.');
  });
  return app.use(sendProblem(options.logger));
}

function verb(endpoint: Endpoint): 'get' | 'post' | 'patch' | 'delete' {
  return ({ GET: 'get', POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const)[endpoint.method];
}

/** `{propertyId}` of the contract is `:propertyId` in Express. */
function expressPath(endpoint: Endpoint): string {
  return endpoint.path.replace(/\{(\w+)\}/g, ':$1');
}

const NONE = "'none'";

/** The API serves data only; pages bring a policy of their own. */
function safeHeaders(publicUrl: string): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [NONE],
        baseUri: [NONE],
        formAction: [NONE],
        frameAncestors: [NONE],
      },
    },
    // Who may frame a page says its policy; this one knows nobody but the page's own origin.
    xFrameOptions: false,
    // Told about localhost, a browser would ask every other server there for https as well.
    strictTransportSecurity: new URL(publicUrl).hostname !== 'localhost',
  });
}

const neverStored: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  next();
};

function refuseOtherMethods(app: Express, endpoints: readonly Endpoint[]): void {
  const paths = new Set(endpoints.map(expressPath));
  for (const path of paths) {
    const methods = endpoints.filter((one) => expressPath(one) === path).map((one) => one.method);
    const allow = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
    app.all(path, (_req, res) => {
      res.setHeader('Allow', allow.join(', '));
      throw new AppError('method-not-allowed', `This address knows ${allow.join(', ')}.`);
    });
  }
}

function sendProblem(logger: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const facts = factsOf(res);
    const problem = problemOf(error, facts.requestId);
    facts.code = problem.code;
    if (problem.status >= 500) logger.error({ requestId: facts.requestId, err: error }, 'failed');
    if (res.headersSent) {
      res.destroy();
      return;
    }
    if (problem.retryAfterSeconds !== undefined) {
      res.setHeader('Retry-After', problem.retryAfterSeconds);
    }
    if (problem.code === 'unauthenticated') res.setHeader('WWW-Authenticate', 'Bearer');
    res.status(problem.status);
    if (isReadByPerson(req, facts)) res.type('text/plain').send(problem.detail);
    else res.type('application/problem+json').send(JSON.stringify(problem));
  };
}

/** A link to a file is opened in the browser, where a refusal is to be a sentence. */
function isReadByPerson(req: Request, { endpoint }: RequestFacts): boolean {
  const files: readonly Endpoint[] = Object.values(ENDPOINTS).filter((one) => one.output === file);
  const isFile = files.some((one) => one.name === endpoint);
  return isFile && req.accepts(['json', 'html']) === 'html';
}
