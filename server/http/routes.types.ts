/** An endpoint that no use case answers is a type error; kept as in contract/endpoint.types.ts. */
import { ROUTES } from './routes.ts';

const { signUp: _, ...others } = ROUTES;

// @ts-expect-error nobody answers `signUp`
export const unanswered: typeof ROUTES = others;
