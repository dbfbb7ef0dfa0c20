import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { BodyOf, Role } from '../../contract/endpoint.ts';
import { DEFAULT_SETTINGS } from '../../contract/properties.ts';
import type { Property, Settings } from '../../contract/properties.ts';
import { insertSettingsChange } from '../db/change-sets.ts';
import type { Sql } from '../db/client.ts';
import { insertMember } from '../db/members.ts';
import * as rows from '../db/properties.ts';
import type { PropertyRow } from '../db/properties.ts';
import { transaction } from '../db/transaction.ts';
import { AppError } from './app-error.ts';
import { noSuchProperty } from './authenticate.ts';
import type { PropertyCaller, UseCase } from './context.ts';
import { isCurrency } from './currency.ts';
import { movedBySettings } from './settings-effect.ts';

type Endpoints = typeof ENDPOINTS;

export const listProperties: UseCase<Endpoints['listProperties']> = async (services, caller) => {
  const found = await rows.listPropertiesOf(services.database.sql, caller.userId);
  return { properties: found.map((row) => wire(row, row.role)) };
};

export const createProperty: UseCase<Endpoints['createProperty']> = async (
  services,
  caller,
  { body },
) => {
  requireCurrency(body.currency);
  const name = body.name.trim();
  return transaction(services.database, async (sql) => {
    const property = await rows.insertProperty(sql, {
      name,
      currency: body.currency,
      settings: DEFAULT_SETTINGS,
    });
    const { propertyId } = property;
    await insertMember(sql, propertyId, caller.userId, 'owner');
    return wire(property, 'owner');
  });
};

export const getProperty: UseCase<Endpoints['getProperty']> = async (services, caller) => {
  const property = await rows.findProperty(services.database.sql, caller.propertyId);
  if (property === null) throw noSuchProperty();
  return wire(property, caller.role);
};

export const changeProperty: UseCase<Endpoints['changeProperty']> = async (
  services,
  caller,
  { body },
) =>
  transaction(services.database, async (sql) => {
    const before = await lock(sql, caller);
    const archived = body.archived ?? before.archivedAt !== null;
    const changesMore = [body.name, body.currency, body.settings].some((one) => one !== undefined);
    if (archived && before.archivedAt !== null && changesMore) {
      throw new AppError('archived', 'The property is archived. Restore it before you change it.');
    }
    await requireCurrencyFree(sql, before, body.currency);
    const settings = { ...before.settings, ...defined(body.settings) };
    const revision = await recordSettings(sql, caller, before, settings, services.now());
    const after: PropertyRow = {
      ...before,
      name: body.name?.trim() ?? before.name,
      currency: body.currency ?? before.currency,
      settings,
      revision,
      archivedAt: archived ? (before.archivedAt ?? services.now()) : null,
    };
    await rows.saveProperty(sql, after);
    return wire(after, caller.role);
  });

export const deleteProperty: UseCase<Endpoints['deleteProperty']> = async (services, caller) =>
  transaction(services.database, async (sql) => {
    const property = await lock(sql, caller);
    if (property.archivedAt === null) {
      throw new AppError('not-archived', 'Archive the property first, then delete it.');
    }
    await rows.deleteProperty(sql, caller.propertyId);
    return null;
  });

/** It may have been deleted since the caller was looked up. */
async function lock(sql: Sql, { propertyId }: PropertyCaller): Promise<PropertyRow> {
  const property = await rows.lockProperty(sql, propertyId);
  if (property === null) throw noSuchProperty();
  return property;
}

function requireCurrency(currency: string): void {
  if (isCurrency(currency)) return;
  throw new AppError('bad-request', `${currency} is no currency: use a code like USD or PHP.`, {
    errors: [{ pointer: '/body/currency', message: 'not an ISO 4217 code in use' }],
  });
}

async function requireCurrencyFree(
  sql: Sql,
  property: PropertyRow,
  currency: string | undefined,
): Promise<void> {
  if (currency === undefined || currency === property.currency) return;
  requireCurrency(currency);
  if (!(await rows.hadMoney(sql, property.propertyId))) return;
  throw new AppError(
    'currency-fixed',
    `Amounts in ${property.currency} are recorded. Create another property for ${currency}.`,
  );
}

type GivenSettings = NonNullable<BodyOf<Endpoints['changeProperty']>['settings']>;

function defined(settings: GivenSettings | undefined): Partial<Settings> {
  const entries = Object.entries(settings ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

/** Settings move money, so they are history like facts. Returns the revision that then stands. */
async function recordSettings(
  sql: Sql,
  caller: PropertyCaller,
  before: PropertyRow,
  after: Settings,
  now: Date,
): Promise<number> {
  if (isDeepStrictEqual(before.settings, after)) return before.revision;
  const revision = before.revision + 1;
  await insertSettingsChange(sql, {
    propertyId: before.propertyId,
    changeSetId: randomUUID(),
    revision,
    at: now,
    userId: caller.userId,
    moneyMoved: await movedBySettings(sql, before, before.settings, after),
    document: { settings: { before: before.settings, after } },
  });
  return revision;
}

/** As the contract has it, for a member. */
export function wire(property: PropertyRow, role: Role): Property {
  const { propertyId, name, currency, settings, revision, archivedAt } = property;
  return {
    ...{ id: propertyId, name, currency, role, revision, settings },
    archivedAt: archivedAt?.toISOString() ?? null,
  };
}
