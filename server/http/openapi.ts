/** OpenAPI 3.1 from the contract: made once, from the list of endpoints and nothing else. */
import { STATUS_CODES } from 'node:http';
import * as z from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { file } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { problem } from '../../contract/problem.ts';

type Json = Record<string, unknown>;

const jsonObject = z.record(z.string(), z.unknown());
const schemasOfAll = z.object({
  properties: z.record(z.string(), jsonObject),
  $defs: z.record(z.string(), jsonObject),
});

export function openApiDocument(publicUrl: string): Json {
  const endpoints: readonly Endpoint[] = Object.values(ENDPOINTS);
  const { properties, $defs } = jsonSchemas(endpoints);
  const paths: Record<string, Json> = {};
  for (const one of endpoints) {
    const path = (paths[one.path] ??= {});
    path[one.method.toLowerCase()] = operation(one, (part) => properties[`${one.name} ${part}`]);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'PowerTrackr for Excel',
      version: '1',
      description:
        'Money and kWh are exact decimal text, dates are plain (YYYY-MM-DD). Errors are problem documents (RFC 9457) with a closed `code`.',
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: $defs,
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

type Part = 'params' | 'query' | 'body' | 'output';

/** All schemas in one call, so that what they share becomes one component. */
function jsonSchemas(endpoints: readonly Endpoint[]): z.infer<typeof schemasOfAll> {
  const shape: Record<string, z.ZodType> = { problem };
  for (const one of endpoints) {
    shape[`${one.name} params`] = one.params;
    shape[`${one.name} query`] = one.query;
    shape[`${one.name} body`] = one.body;
    shape[`${one.name} output`] = one.output;
  }
  const text = JSON.stringify(z.toJSONSchema(z.object(shape)));
  return schemasOfAll.parse(JSON.parse(text.replaceAll('#/$defs/', '#/components/schemas/')));
}

function operation(endpoint: Endpoint, schemaOf: (part: Part) => Json | undefined): Json {
  const body = schemaOf('body');
  const takesBody = Object.keys(jsonObject.parse(body?.['properties'] ?? body)).length > 0;
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    'x-sign-in-level': endpoint.level,
    ...(endpoint.role === null ? {} : { 'x-least-role': endpoint.role }),
    ...(endpoint.proof === 'none' ? {} : { 'x-proof': endpoint.proof }),
    security: endpoint.level === 'public' ? [] : [{ token: [] }],
    parameters: [
      ...parameters('path', schemaOf('params')),
      ...parameters('query', schemaOf('query')),
      ...(endpoint.revisioned ? [ifNoneMatch] : []),
    ],
    ...(takesBody
      ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } }
      : {}),
    responses: responses(endpoint, schemaOf('output')),
  };
}

const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The ETag of the results that the caller has: answered by 304 if nothing moved.',
  schema: { type: 'string' },
};

const objectSchema = z.object({
  properties: z.record(z.string(), jsonObject),
  required: z.array(z.string()).optional(),
});

function parameters(place: 'path' | 'query', schema: Json | undefined): Json[] {
  const { properties, required } = objectSchema.parse(schema);
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: required?.includes(name) ?? false,
    schema: one,
  }));
}

function responses(endpoint: Endpoint, output: Json | undefined): Json {
  const { status } = endpoint;
  const isFile = endpoint.output === file;
  const content = { [isFile ? '*/*' : 'application/json']: { schema: output } };
  const headers = {
    ...(endpoint.revisioned
      ? { ETag: textHeader('Of this answer, as long as nothing moves.') }
      : {}),
    ...(isFile ? { 'Content-Disposition': textHeader("An attachment, by the file's name.") } : {}),
  };
  return {
    [status]: {
      description: STATUS_CODES[status],
      ...(Object.keys(headers).length > 0 ? { headers } : {}),
      ...(status === 204 ? {} : { content }),
    },
    ...(endpoint.revisioned ? { 304: { description: STATUS_CODES[304] } } : {}),
    default: {
      description: 'A problem document; its code says why.',
      content: {
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      },
    },
  };
}

function textHeader(description: string): Json {
  return { description, schema: { type: 'string' } };
}
