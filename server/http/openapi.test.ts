import { expect, test } from 'vitest';
import * as z from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { ERROR_CODES } from '../../contract/problem.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { openApiDocument } from './openapi.ts';

const schema = z.looseObject({});
const content = z.record(z.string(), z.strictObject({ schema }));

/** OpenAPI 3.1's own rules for the parts that we use; strict, so that a misspelt key is told. */
const operation = z.strictObject({
  operationId: z.string(),
  summary: z.string(),
  'x-sign-in-level': z.string(),
  'x-least-role': z.string().optional(),
  'x-proof': z.enum(['recent', 'second-factor']).optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(
    z
      .strictObject({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean(),
        description: z.string().optional(),
        schema,
      })
      .refine((one) => one.in !== 'path' || one.required, 'path parameters are required'),
  ),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(
    z.string().regex(/^(\d{3}|default)$/),
    z.strictObject({
      description: z.string(),
      headers: z.record(z.string(), z.strictObject({ description: z.string(), schema })).optional(),
      content: content.optional(),
    }),
  ),
});

const document = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.url() })),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'patch', 'delete']), operation),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), schema),
    securitySchemes: z.strictObject({
      token: z.strictObject({ type: z.literal('http'), scheme: z.literal('bearer') }),
    }),
  }),
});

const parsed = document.parse(openApiDocument('https://ledger.example.com'));

test('every endpoint is there, with its level, parameters and answers', () => {
  const operations = Object.entries(parsed.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ path, method, one })),
  );
  const endpoints: readonly Endpoint[] = Object.values(ENDPOINTS);
  expect(operations).toHaveLength(endpoints.length);
  for (const endpoint of endpoints) {
    const found = operations.find(({ one }) => one.operationId === endpoint.name);
    expect(found).toMatchObject({ path: endpoint.path, method: endpoint.method.toLowerCase() });
    const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const named = found?.one.parameters.filter((one) => one.in === 'path').map((one) => one.name);
    expect(named).toEqual(inPath);
    expect(Object.keys(found?.one.responses ?? {})).toContain(String(endpoint.status));
    const proof = found?.one['x-proof'] ?? 'none';
    expect(proof).toBe(endpoint.proof);
    expect(found?.one.security).toEqual(endpoint.level === 'public' ? [] : [{ token: [] }]);
  }
});

test('every reference leads to a component, and every component is referred to', () => {
  const text = JSON.stringify(parsed);
  const references = new Set(
    [...text.matchAll(/"\$ref":"([^"]*)"/g)].map((match) => match[1] ?? ''),
  );
  const components = Object.keys(parsed.components.schemas);
  expect(references).toEqual(new Set(components.map((name) => `#/components/schemas/${name}`)));
  expect(components).toEqual(expect.arrayContaining(['Problem', 'Property', 'PushRequest']));
});

test('the closed codes are listed', () => {
  expect(parsed.components.schemas['ErrorCode']).toMatchObject({ enum: [...ERROR_CODES] });
});

test('only bodies that hold something are asked for', () => {
  expect(parsed.paths['/api/sign-up']?.post?.requestBody?.required).toBe(true);
  expect(parsed.paths['/api/sign-out']?.post?.requestBody).toBeUndefined();
});

test('it is served without a token', async () => {
  const server = await testServer();
  const answer = await server.client().send('GET', '/api/openapi.json');
  expect(answer.status).toBe(200);
  expect(document.parse(answer.body)).toEqual(parsed);
});
