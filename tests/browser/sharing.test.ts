import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Role } from '../../contract/endpoint.ts';
import type { Person } from '../setup/test-server.ts';
import { hold } from './hold.ts';
import { settled, signedIn } from './opened.ts';
import type { PanePage } from './pane-page.ts';
import { useSite } from './site.ts';

const site = useSite();
const patience = { timeout: 20_000 };
const property = 'Elm Street 12';

async function ownedBy({ client }: Person, name = property): Promise<string> {
  const body = { name, currency: 'USD' };
  return (await client.call(ENDPOINTS.createProperty, { body })).id;
}

async function invited(owner: Person, propertyId: string, email: string, role: Role) {
  await owner.client.call(ENDPOINTS.invite, { params: { propertyId }, body: { email, role } });
}

/** Somebody who is a member already. */
async function joined(owner: Person, propertyId: string, role: Role): Promise<Person> {
  const person = await site.server.signedInUser();
  await invited(owner, propertyId, person.email, role);
  const { invitations } = await person.client.call(ENDPOINTS.receivedInvitations, {});
  const id = invitations[0]?.id ?? '';
  await person.client.call(ENDPOINTS.acceptInvitation, { body: { id } });
  return person;
}

/** Signed in, the workbook connected to the property, at who sees it. */
async function atMembers(person: Person): Promise<PanePage> {
  const { pane } = await signedIn(site, person);
  await pane.button(new RegExp(`^${property}`)).click();
  await pane.at('What it reads');
  await pane.button('Use this and go on').click();
  await pane.at('Review');
  await pane.button('Back').click();
  await pane.tab('Settings').click();
  await pane.button(/^Members/).click();
  await pane.at('Sharing');
  await pane.text(`${property}: you are`).waitFor();
  return pane;
}

async function mailedInvitation(address: string): Promise<string> {
  const mails = await site.server.mailsTo(address);
  const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(mails.at(-1) ?? '')?.[0];
  if (code === undefined) throw new Error('no invitation was mailed');
  return code;
}

async function rolesOf({ client }: Person, propertyId: string): Promise<Map<string, Role>> {
  const { members } = await client.call(ENDPOINTS.listMembers, { params: { propertyId } });
  return new Map(members.map(({ email, role }) => [email, role]));
}

const main = (pane: PanePage) => pane.frame.getByRole('main');

describe('an invitation', () => {
  test('is sent, found and accepted by keyboard alone', async () => {
    const owner = await site.server.signedInUser();
    const guest = await site.server.signedInUser();
    const propertyId = await ownedBy(owner);
    const pane = await atMembers(owner);
    const { page } = pane.excel;
    await pane.press('Invite somebody');
    await pane.at('Invite somebody');
    await expect.poll(() => pane.hasFocus(pane.heading), patience).toBe(true);
    await pane.type('E-mail address', guest.email);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await pane.at('Sharing');
    await pane.text(`An invitation is on its way to ${guest.email}.`).first().waitFor();
    await expect
      .poll(() => main(pane).getByRole('listitem').last().innerText(), patience)
      .toMatch(new RegExp(`${guest.email}\\s+Viewer · good until`));

    await page.keyboard.press('Escape');
    await pane.at('Settings');
    await pane.press('Sign out');
    await pane.at('Sign in');
    await pane.tabTo('E-mail address');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(guest.email);
    await pane.type('Password', guest.password);
    await page.keyboard.press('Enter');
    await pane.at('This ledger is not shared with you');
    await pane.press('Settings');
    await pane.at('Settings');
    await pane.press(/^Invitations/);
    await pane.at('Invitations for you');
    await pane.press(`Accept: ${property}`);
    await pane.at(property);
    await pane.text(`You are a member of ${property} now.`).first().waitFor();
    expect(await rolesOf(owner, propertyId)).toEqual(
      new Map([
        [owner.email, 'owner'],
        [guest.email, 'viewer'],
      ]),
    );
  });

  test('is told where a new member comes first, and can be declined', async () => {
    const owner = await site.server.signedInUser();
    const guest = await site.server.signedInUser();
    await invited(owner, await ownedBy(owner), guest.email, 'editor');
    const { pane } = await signedIn(site, guest);
    await pane.text('You are invited to 1 property.').waitFor();
    await pane.button('See who invites you').click();
    await pane.text('Ada invites you to').waitFor();
    await pane.press(`Decline: ${property}`);
    await pane.text('No invitation waits for you').waitFor();
    await expect.poll(() => pane.hasFocus(pane.heading), patience).toBe(true);
    const { properties } = await guest.client.call(ENDPOINTS.listProperties, {});
    expect(properties).toEqual([]);
  });

  test('by the code of a mail to another address, as pasted; once only', async () => {
    const owner = await site.server.signedInUser();
    const guest = await site.server.signedInUser();
    const address = `office.${guest.email}`;
    const propertyId = await ownedBy(owner);
    await invited(owner, propertyId, address, 'editor');
    const code = await mailedInvitation(address);
    const { pane } = await signedIn(site, guest);
    await pane.button('I have an invitation').click();
    const field = pane.field('Invitation code');
    await field.fill('K7QM-2XWD');
    await field.press('Enter');
    await pane.text('Enter the 16 letters and digits of the code.').waitFor();
    await expect.poll(() => pane.hasFocus(field), patience).toBe(true);
    await field.fill(` ${code.toLowerCase().replaceAll('-', '–')}\n`);
    await pane.text(`You are a member of ${property} now.`).first().waitFor();
    expect((await rolesOf(owner, propertyId)).get(guest.email)).toBe('editor');

    await pane.button('I have an invitation').click();
    await field.fill(code);
    await pane.text('That code is not right, used up or too old.').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
  });

  test('that is taken back meanwhile says so; an owner takes it back', async () => {
    const owner = await site.server.signedInUser();
    const guest = await site.server.signedInUser();
    const propertyId = await ownedBy(owner);
    await invited(owner, propertyId, guest.email, 'editor');
    const { pane: other } = await signedIn(site, guest);
    await other.button('See who invites you').click();
    await other.button(`Accept: ${property}`).waitFor();
    // As if its mail had been refused.
    await site.server.database.sql`
      insert into outbox (mail_id, sealed, created_at, due_at, dead_at)
      select mail_id, '', now(), now(), now() from invitations where email = ${guest.email}`;
    const pane = await atMembers(owner);
    await pane.text('The mail could not be delivered.').waitFor();
    await pane.press(`Withdraw: ${guest.email}`);
    await pane.text(`The invitation of ${guest.email} is withdrawn.`).first().waitFor();
    await expect.poll(() => pane.hasFocus(pane.heading), patience).toBe(true);
    await other.button(`Accept: ${property}`).click();
    await other.text('That invitation is used up, withdrawn or too old.').waitFor();
  });

  test('of somebody who is a member is refused beside the field', async () => {
    const owner = await site.server.signedInUser();
    await ownedBy(owner);
    const pane = await atMembers(owner);
    await pane.button('Invite somebody').click();
    const field = pane.field('E-mail address');
    await field.fill(owner.email);
    await field.press('Enter');
    await pane.text('They are a member already.').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => pane.hasFocus(field), patience).toBe(true);
  });
});

describe('members', () => {
  test('an owner says what others may do, and takes them out', async () => {
    const owner = await site.server.signedInUser();
    const propertyId = await ownedBy(owner);
    const { email } = await joined(owner, propertyId, 'viewer');
    const pane = await atMembers(owner);
    const change = pane.button('Change: Ada');
    await pane.press('Change: Ada');
    expect(await change.getAttribute('aria-expanded')).toBe('true');
    await pane.frame.getByRole('radio', { name: /^Owner/ }).click();
    await pane.press('Save');
    await pane.text('Ada is an owner from now on.').first().waitFor();
    expect((await rolesOf(owner, propertyId)).get(email)).toBe('owner');
    await expect.poll(() => pane.hasFocus(pane.heading), patience).toBe(true);
    await change.click();
    await pane.press('Take out: Ada');
    await pane.text('Ada does not see the property any more.').first().waitFor();
    await expect.poll(() => main(pane).getByRole('listitem').count(), patience).toBe(1);
    expect([...(await rolesOf(owner, propertyId)).keys()]).toEqual([owner.email]);
  });

  test('the last owner cannot leave, and is told what to do', async () => {
    const owner = await site.server.signedInUser();
    await ownedBy(owner);
    const pane = await atMembers(owner);
    await pane.button('Leave this property').click();
    await pane.button(`Leave ${property}`).click();
    await pane.text('A property is never without an owner').waitFor();
  });

  test('who may only look sees who else does, changes nothing, and can leave', async () => {
    const owner = await site.server.signedInUser();
    const propertyId = await ownedBy(owner);
    const viewer = await joined(owner, propertyId, 'viewer');
    const pane = await atMembers(viewer);
    await pane.text(owner.email).waitFor();
    expect(await pane.button(/^(Change|Invite|Withdraw)/).count()).toBe(0);
    await pane.press('Leave this property');
    await pane.press(`Leave ${property}`);
    await pane.at('Which property is this ledger of?');
    await pane.text(`You are no member of ${property} any more.`).first().waitFor();
    expect(await pane.button(new RegExp(`^${property}`)).count()).toBe(0);
    expect([...(await rolesOf(owner, propertyId)).keys()]).toEqual([owner.email]);
  });
});

test('whoever signs in after an owner sees nothing of theirs, and is told what to do', async () => {
  const { pane, person: owner } = await settled(site);
  await pane.text('Who owes').waitFor();
  await pane.tab('Settings').click();
  await pane.button('Sign out').click();
  await pane.at('Sign in');
  const guest = await site.server.signedInUser();
  const asking = await hold(pane.excel.page, /\/api\/properties\//);
  await pane.enterPassword(guest);
  // Before the server has said that they are no member.
  await pane.at('PowerTrackr');
  expect(await main(pane).innerText()).not.toMatch(/Who owes|\d\.\d\d/);
  asking.letThrough();
  await pane.at('This ledger is not shared with you');
  await pane.text(guest.email).waitFor();
  expect(await main(pane).innerText()).not.toMatch(/Nothing was lost/);
  expect(await pane.faults()).toEqual([]);
  expect(await pane.button(/^(Review|Try again)/).count()).toBe(0);
  await pane.tab('Results').click();
  await pane.at('This ledger is not shared with you');

  const { properties } = await owner.client.call(ENDPOINTS.listProperties, {});
  await invited(owner, properties[0]?.id ?? '', guest.email, 'viewer');
  await pane.tab('Home').click();
  await pane.button('See who invites you').click();
  await pane.button(`Accept: ${property}`).click();
  await pane.at(property);
  await pane.text('Who owes').waitFor();
});
