import { expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { ROUTES } from './routes.ts';

const { signUp: _signUp, ...others } = ROUTES;
// @ts-expect-error -- an endpoint that no use case answers fails the type check
const incomplete: typeof ROUTES = others;

test('every endpoint of the contract is answered by a use case', () => {
  const names = Object.keys(ENDPOINTS).toSorted();
  expect(Object.keys(ROUTES).toSorted()).toEqual(names);
  expect(Object.keys(incomplete)).toHaveLength(names.length - 1);
});
