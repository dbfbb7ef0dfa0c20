import * as z from 'zod';

/**
 * Who may call. `public`: anyone. `half`: any session, also one whose address or second factor is
 * still to be shown. `totp`: a session that waits for its second factor. `full`: signed in whole.
 */
export type Level = 'public' | 'half' | 'totp' | 'full';

/**
 * What must have been shown in this session within the last minutes. `recent`: the password, or where
 * a second factor is on, that one. `second-factor`: that one, where it is on; for calls that take the
 * password themselves. Everything that weakens an account asks for one of them.
 */
export type Proof = 'none' | 'recent' | 'second-factor';

/** For so long after signing in or showing it again a session counts as proven. */
export const PROOF_MINUTES = 10;

export const ROLES = ['viewer', 'editor', 'owner'] as const;
export const role = z.enum(ROLES).meta({ id: 'Role' });
/** Each role may do all that the ones before it may. */
export type Role = (typeof ROLES)[number];

const nothing = z.strictObject({});
type Empty = typeof nothing;

export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  AsLevel extends Level = Level,
  AsRole extends Role | null = Role | null,
> {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With parameters in braces: `/api/properties/{propertyId}`. */
  readonly path: string;
  readonly summary: string;
  readonly level: AsLevel;
  /** The least role on the property named by `propertyId`; null where no property is named. */
  readonly role: AsRole;
  readonly proof: Proof;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Status of success. */
  readonly status: 200 | 201 | 202 | 204;
  readonly output: Output;
  /** Largest body in bytes. */
  readonly bodyLimit: number;
  /** Answers with an ETag and 304 while nothing of the property moved. */
  readonly revisioned: boolean;
}

const SMALL_BODY = 16 * 1024;

/** The sign-in level is asked for by the type; role too, wherever the path names a property. */
export function endpoint<
  const Path extends string,
  Output extends z.ZodType,
  const AsLevel extends Level,
  Params extends z.ZodType = Empty,
  Query extends z.ZodType = Empty,
  Body extends z.ZodType = Empty,
  AsRole extends Role | null = null,
>(
  definition: {
    name: string;
    method: Endpoint['method'];
    path: Path;
    summary: string;
    level: AsLevel;
    status: Endpoint['status'];
    output: Output;
    proof?: Proof;
    params?: Params;
    query?: Query;
    body?: Body;
    bodyLimit?: number;
    revisioned?: boolean;
  } & (Path extends `${string}{propertyId}${string}` ? { role: AsRole & Role } : { role?: never }),
): Endpoint<Params, Query, Body, Output, AsLevel, AsRole> {
  const { role, proof, params, query, body, bodyLimit, revisioned, ...rest } = definition;
  return {
    ...rest,
    role: (role ?? null) as AsRole,
    proof: proof ?? 'none',
    params: params ?? (nothing as unknown as Params),
    query: query ?? (nothing as unknown as Query),
    body: body ?? (nothing as unknown as Body),
    bodyLimit: bodyLimit ?? SMALL_BODY,
    revisioned: revisioned ?? false,
  };
}

/** Output of an endpoint that answers without content. */
export const noContent = z.null();

/** Output of an endpoint that answers alike whatever it found: whether a mail goes out is told by mail only. */
export const accepted = z.strictObject({ status: z.literal('accepted') });

/**
 * Output of an endpoint that answers with a file: its bytes as they are, sent as an attachment under its
 * name, and on both sides a `File`. A link to it is opened by browsers, so such an endpoint is asked by
 * GET; HEAD is answered without running it.
 */
export const file = z.file();

export type ParamsOf<E extends Endpoint> = z.infer<E['params']>;
export type QueryOf<E extends Endpoint> = z.infer<E['query']>;
export type BodyOf<E extends Endpoint> = z.infer<E['body']>;
export type OutputOf<E extends Endpoint> = z.infer<E['output']>;
