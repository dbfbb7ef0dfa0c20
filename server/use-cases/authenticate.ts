import type { Endpoint, Proof, Role } from '../../contract/endpoint.ts';
import { PROOF_MINUTES, ROLES } from '../../contract/endpoint.ts';
import { network } from '../auth/limits.ts';
import { ABSOLUTE_DAYS, HALF_MINUTES, IDLE_DAYS, hashToken, isToken } from '../auth/token.ts';
import type { SessionRow } from '../db/sessions.ts';
import { findSession, touchSession } from '../db/sessions.ts';
import { AppError } from './app-error.ts';
import type { Caller, PropertyCaller, Services, Visitor } from './context.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What a request says about who sends it. */
interface Claim extends Visitor {
  readonly token: string | null;
  /** A UUID; null where the path names no property. */
  readonly propertyId: string | null;
}

/**
 * Lets through whom the endpoint's level, role and proof in the contract let through: the one place
 * where that is decided.
 * @throws AppError otherwise
 */
export async function authenticate(
  services: Services,
  endpoint: Pick<Endpoint, 'level' | 'role' | 'proof'>,
  claim: Claim,
): Promise<Visitor | Caller | PropertyCaller> {
  const address = network(claim.address);
  const { device } = claim;
  if (endpoint.level === 'public') return { address, device };
  const { tokenHash, session } = await sessionOf(services, claim);
  const { userId, sessionId, next, place, hasSecondFactor } = session;
  const known = { userId, sessionId, next, place, hasSecondFactor };
  const caller: Caller = { address, device, tokenHash, ...known };
  requireLevel(endpoint.level, caller);
  const member = endpoint.role === null ? caller : memberOf(endpoint.role, caller, session);
  requireProof(endpoint.proof, session, services.now());
  return member;
}

async function sessionOf(services: Services, { token, propertyId }: Claim) {
  if (token === null || !isToken(token)) throw signInFirst();
  const now = services.now();
  const tokenHash = hashToken(token);
  const session = await findSession(services.database.sql, tokenHash, propertyId);
  if (session === null || hasEnded(session, now)) throw signInFirst();
  // Not on every request: a write would cost far more than all else that is done here.
  if (ago(session.lastUsedAt, now) >= HOUR_MS) {
    await touchSession(services.database.sql, tokenHash, now);
  }
  return { tokenHash, session };
}

function hasEnded({ createdAt, lastUsedAt, next }: SessionRow, now: Date): boolean {
  const longest = next === 'totp' ? HALF_MINUTES * MINUTE_MS : ABSOLUTE_DAYS * DAY_MS;
  return ago(createdAt, now) >= longest || ago(lastUsedAt, now) >= IDLE_DAYS * DAY_MS;
}

function ago(then: Date, now: Date): number {
  return now.getTime() - then.getTime();
}

export function signInFirst(): AppError {
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

/** After the role: who may not do it at all is not asked for a proof. */
function requireProof(proof: Proof, session: SessionRow, now: Date): void {
  const { hasSecondFactor, provedAt } = session;
  if (proof === 'none' || (proof === 'second-factor' && !hasSecondFactor)) return;
  if (ago(provedAt, now) < PROOF_MINUTES * MINUTE_MS) return;
  const what = hasSecondFactor ? 'a code of your authenticator' : 'your password';
  throw new AppError(
    'step-up-required',
    `Type ${what} once more first: the last time was more than ${PROOF_MINUTES} minutes ago.`,
  );
}

/** Whoever is no member learns nothing, not even that the property exists. */
function memberOf(least: Role, caller: Caller, session: SessionRow): PropertyCaller {
  const { membership } = session;
  if (membership === null) throw noSuchProperty();
  requireRole(least, membership.role);
  return { ...caller, ...membership };
}

/** @throws AppError where the role on a property is too low */
export function requireRole(least: Role, role: Role): void {
  if (ROLES.indexOf(role) >= ROLES.indexOf(least)) return;
  throw new AppError(
    'forbidden',
    `This needs the role ${least}; yours on this property is ${role}.`,
  );
}

export function noSuchProperty(): AppError {
  return new AppError('not-found', 'There is no such property, or it is not shared with you.');
}
