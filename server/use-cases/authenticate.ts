import type { Endpoint, Role } from '../../contract/endpoint.ts';
import { ROLES } from '../../contract/endpoint.ts';
import { network } from '../auth/limits.ts';
import { ABSOLUTE_DAYS, IDLE_DAYS, hashToken, isToken } from '../auth/token.ts';
import type { SessionRow } from '../db/sessions.ts';
import { findSession, touchSession } from '../db/sessions.ts';
import { AppError } from './app-error.ts';
import type { Caller, PropertyCaller, Services, Visitor } from './context.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a request says about who sends it. */
interface Claim extends Visitor {
  readonly token: string | null;
  /** A UUID; null where the path names no property. */
  readonly propertyId: string | null;
}

/**
 * Lets through whom the endpoint's level and role in the contract let through: the one place where
 * that is decided.
 * @throws AppError otherwise
 */
export async function authenticate(
  services: Services,
  endpoint: Pick<Endpoint, 'level' | 'role'>,
  claim: Claim,
): Promise<Visitor | Caller | PropertyCaller> {
  const address = network(claim.address);
  if (endpoint.level === 'public') return { address };
  const { tokenHash, session } = await sessionOf(services, claim);
  const caller: Caller = { address, tokenHash, userId: session.userId, next: session.next };
  requireLevel(endpoint.level, caller);
  return endpoint.role === null ? caller : memberOf(endpoint.role, caller, session);
}

async function sessionOf(services: Services, { token, propertyId }: Claim) {
  if (token === null || !isToken(token)) throw signInFirst();
  const now = services.now();
  const tokenHash = hashToken(token);
  const session = await findSession(services.database.sql, tokenHash, propertyId);
  if (
    session === null ||
    ago(session.createdAt, now) >= ABSOLUTE_DAYS * DAY_MS ||
    ago(session.lastUsedAt, now) >= IDLE_DAYS * DAY_MS
  ) {
    throw signInFirst();
  }
  // Not on every request: a write would cost far more than all else that is done here.
  if (ago(session.lastUsedAt, now) >= HOUR_MS) {
    await touchSession(services.database.sql, tokenHash, now);
  }
  return { tokenHash, session };
}

function ago(then: Date, now: Date): number {
  return now.getTime() - then.getTime();
}

function signInFirst(): AppError {
  return new AppError('unauthenticated', 'Sign in first: there is no session, or it has ended.');
}

function requireLevel(level: Exclude<Endpoint['level'], 'public'>, { next }: Caller): void {
  if (level === 'half' || (level === 'totp' && next === 'totp')) return;
  if (next === 'verify-email') {
    throw new AppError('verify-email', 'Type the code that was mailed to you first.');
  }
  if (next === 'totp') {
    throw new AppError('totp-required', 'Type the code of your authenticator first.');
  }
  if (level === 'totp') {
    throw new AppError('forbidden', 'This session has shown its second factor already.');
  }
}

/** Whoever is no member learns nothing, not even that the property exists. */
function memberOf(least: Role, caller: Caller, session: SessionRow): PropertyCaller {
  const { membership } = session;
  if (membership === null) throw noSuchProperty();
  if (ROLES.indexOf(membership.role) < ROLES.indexOf(least)) {
    throw new AppError(
      'forbidden',
      `This needs the role ${least}; yours on this property is ${membership.role}.`,
    );
  }
  return { ...caller, ...membership };
}

export function noSuchProperty(): AppError {
  return new AppError('not-found', 'There is no such property, or it is not shared with you.');
}
