/** A house of two units, of which Ann's is billed for two months; amounts that can be checked by head. */
import { randomUUID } from 'node:crypto';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import type { BodyOf, OutputOf } from '../../../contract/endpoint.ts';
import type { StatementDraft } from '../../../contract/statements.ts';
import type { Person, TestServer } from '../../../tests/setup/test-server.ts';
import { table, Workbook } from '../push/workbook.fixture.ts';

export const units = table('units', [{ unit: 'Apt 1' }, { unit: 'Apt 2' }]);
export const tenancies = table('tenancies', [
  { unit: 'Apt 1', tenant: 'Ann', email: 'ann@example.com', movedIn: '2024-06-01', movedOut: null },
]);
export const bills = table('bills', [
  { periodStart: '2025-01-01', periodEnd: '2025-01-31', totalKwh: '500', amount: '100.00' },
  { periodStart: '2025-02-01', periodEnd: '2025-02-28', totalKwh: '400', amount: '100.00' },
]);
const dial = (unit: string, date: string, kwh: string) => ({ unit, date, kwh });
export const readings = table('readings', [
  dial('Apt 1', '2024-12-31', '1000'),
  dial('Apt 1', '2025-01-29', '1200'),
  dial('Apt 1', '2025-02-28', '1300'),
  dial('Apt 2', '2024-12-31', '0'),
  dial('Apt 2', '2025-01-31', '100'),
  dial('Apt 2', '2025-02-28', '150'),
]);
export const payments = table('payments', [
  { date: '2025-01-20', amount: '15', unit: 'Apt 1', reference: 'R-1' },
  { date: '2025-02-10', amount: '20', unit: 'Apt 1', reference: 'R-2' },
]);
export const adjustments = table('adjustments', [
  { unit: 'Apt 1', date: '2024-12-01', amount: '5', reason: 'Opening balance' },
]);
export const whole = [units, tenancies, bills, readings, payments, adjustments];

export const STATEMENT_SETTINGS = {
  issuer: 'Elm Street Ltd\n4 Elm Street',
  contact: 'office@elm.example',
  paymentDetails: 'IBAN XX00 0000',
  dueDays: 14,
  note: 'Thank you',
};

type IssueBody = Partial<BodyOf<(typeof ENDPOINTS)['issueStatements']>>;

/** Its owner, at work with statements. */
export class House {
  readonly owner: Person;
  readonly workbook: Workbook;

  constructor(owner: Person, propertyId: string) {
    this.owner = owner;
    this.workbook = new Workbook(owner.client, propertyId);
  }

  get params() {
    return this.workbook.params;
  }

  drafts(periodEnd: string, issueDate = '2025-03-10') {
    const { params } = this;
    return this.owner.client.call(ENDPOINTS.listDrafts, {
      ...{ params, query: { periodEnd, issueDate } },
    });
  }

  async draft(periodEnd: string, unit = 'Apt 1', issueDate?: string): Promise<StatementDraft> {
    const { drafts } = await this.drafts(periodEnd, issueDate);
    const found = drafts.find((one) => one.unit === unit);
    if (found === undefined) throw new Error(`no draft for ${unit}`);
    return found;
  }

  issueBody(periodEnd: string, body: IssueBody = {}) {
    return {
      ...{ issueId: randomUUID(), periodEnd, issueDate: '2025-03-10', drafts: 'all' as const },
      ...body,
    };
  }

  issue(
    periodEnd: string,
    body: IssueBody = {},
  ): Promise<OutputOf<(typeof ENDPOINTS)['issueStatements']>> {
    const { params } = this;
    return this.owner.client.call(ENDPOINTS.issueStatements, {
      ...{ params, body: this.issueBody(periodEnd, body) },
    });
  }

  async refusedIssue(periodEnd: string, body: IssueBody = {}) {
    const { params } = this;
    const sent = { params, body: this.issueBody(periodEnd, body) };
    const { code, detail } = await this.owner.client.refused(ENDPOINTS.issueStatements, sent);
    return [code, detail] as const;
  }

  void(number: number, reason = 'wrong') {
    const params = { ...this.params, number: String(number) };
    return this.owner.client.call(ENDPOINTS.voidStatement, { params, body: { reason } });
  }

  statement(number: number) {
    const params = { ...this.params, number: String(number) };
    return this.owner.client.call(ENDPOINTS.getStatement, { params });
  }

  async numbers(): Promise<number[]> {
    const { params } = this;
    return (await this.owner.client.call(ENDPOINTS.listStatements, { params })).columns.number;
  }
}

export async function newHouse(server: TestServer, owner: Person, rows = whole): Promise<House> {
  const { id } = await server.property(owner);
  const house = new House(owner, id);
  await owner.client.call(ENDPOINTS.changeProperty, {
    params: { propertyId: id },
    body: { settings: { statements: STATEMENT_SETTINGS } },
  });
  await house.workbook.commit(rows);
  return house;
}
