/**
 * Use cases: load → compute → save, one transaction each. One file per noun, one exported function
 * per endpoint, `(services, caller, input) => output`; they may import the contract, billing, auth,
 * db, pdf and mail, and never know of HTTP or SQL. A refusal is an `AppError`.
 *
 * Who may call is checked before a use case runs, from the endpoint's data in the contract: what
 * `caller` says has been proven.
 */
import type {
  BodyOf,
  Endpoint,
  OutputOf,
  ParamsOf,
  QueryOf,
  Role,
} from '../../contract/endpoint.ts';
import type { Next, Place } from '../../contract/sessions.ts';
import type { Settings } from '../../contract/properties.ts';
import type { SecretBox } from '../auth/secret-box.ts';
import type { Database } from '../db/client.ts';
import type { Mailer } from '../mail/mailer.ts';

/** What a use case works with; made once when the server starts. */
export interface Services {
  readonly database: Database;
  readonly mailer: Mailer;
  readonly secrets: SecretBox;
  /** Origin under which users reach the server. */
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** Anyone who sends a request. */
export interface Visitor {
  /** The network that the request comes from, for limits. */
  readonly address: string;
  /** "Edge on Windows", as far as the browser says. */
  readonly device: string | null;
}

/** The holder of a session; `next` is `done` where the endpoint's level is `full`. */
export interface Caller extends Visitor {
  readonly userId: string;
  readonly tokenHash: string;
  readonly sessionId: string;
  readonly next: Next;
  /** Where the add-in runs, as was said when the session was opened. */
  readonly place: Place | null;
  /** Whether a second factor is on; as of the request's start. */
  readonly hasSecondFactor: boolean;
}

/** A member of the property that the path names, whose role suffices. As of the request's start. */
export interface PropertyCaller extends Caller {
  readonly propertyId: string;
  readonly role: Role;
  readonly currency: string;
  readonly settings: Settings;
  readonly revision: number;
  /** The change set that led to the revision; null: none did yet. */
  readonly changeSetId: string | null;
  readonly archived: boolean;
}

/** Whom an endpoint's level and role let through. */
export type CallerOf<E extends Endpoint> = E['role'] extends Role
  ? PropertyCaller
  : E['level'] extends 'public'
    ? Visitor
    : Caller;

export interface InputOf<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
}

export type UseCase<E extends Endpoint> = (
  services: Services,
  caller: CallerOf<E>,
  input: InputOf<E>,
) => Promise<OutputOf<E>>;
