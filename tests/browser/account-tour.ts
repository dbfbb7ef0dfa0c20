/** Walks through every view of accounts, sharing and security, for whoever looks at each of them. */
import { randomUUID } from 'node:crypto';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Services } from '../../server/use-cases/context.ts';
import { authenticatorOf, clearOfStep } from '../setup/second-factor.ts';
import type { TestClient } from '../setup/client.ts';
import type { Newcomer, PaneInTry } from './pane.ts';

export interface Tour {
  readonly pane: PaneInTry;
  /** Who is signed in there, at home with a property. */
  readonly person: Newcomer;
  readonly services: Services;
  readonly client: () => TestClient;
  readonly codeFor: (address: string) => Promise<string>;
  /** Looks at the view that is shown. */
  readonly visit: (name: string) => Promise<void>;
}

export async function walkThroughAccount(tour: Tour): Promise<void> {
  await toSettings(tour);
  await tour.visit('settings');
  await tour.pane.button('Sign out').scrollIntoViewIfNeeded();
  await tour.visit('settings-account');
  await throughAccount(tour);
  await throughSharing(tour);
  await throughInvitations(tour);
}

/** After the other walk. */
export async function walkThroughSecurity(tour: Tour): Promise<void> {
  const secret = await throughSecondStep(tour);
  await throughSignIn(tour, secret);
}

async function toSettings({ pane }: Tour): Promise<void> {
  await pane.view('Settings').click();
  await pane.heading('Settings').waitFor();
}

async function throughAccount({ pane, visit, person }: Tour): Promise<void> {
  await pane.button(/^Account/).click();
  await pane.text('Your account is there since').waitFor();
  await visit('account');
  await pane.button('Change: Name').click();
  await pane.field('Your name').waitFor();
  await visit('name');
  await pane.button('Back').click();
  await pane.button('Change: E-mail address').click();
  await pane.field('New address').fill(`new.${person.email}`);
  await visit('email');
  await pane.button('Send the code').click();
  await pane.field('Code').waitFor();
  await visit('email-code');
  await pane.button('Back').click();
  await pane.button('Change: Password').click();
  await pane.field('New password').fill('kettle orchard bicycle');
  await pane.text('Strong').waitFor();
  await visit('password');
  await pane.button('Back').click();
  await pane.button('Delete account').click();
  await pane.button('Delete my account').waitFor();
  await visit('delete-account');
  await pane.button('Back').click();
  await pane.button('Back').click();
}

/** Somebody else with an account, signed in. */
async function another(tour: Tour, name: string) {
  const client = tour.client();
  const email = `${randomUUID().slice(0, 8)}@example.com`;
  const chosen = { email, password: 'ledger lamp lantern' };
  await client.call(ENDPOINTS.signUp, { body: { ...chosen, name } });
  const body = { ...chosen, code: await tour.codeFor(email) };
  client.token = (await client.call(ENDPOINTS.verifyEmail, { body })).token;
  return { ...chosen, client };
}

async function throughSharing(tour: Tour): Promise<void> {
  const { pane, visit } = tour;
  const editor = await another(tour, 'Maximiliane Hausverwaltungsgesellschaft-Überlingen');
  await toSettings(tour);
  await pane.button(/^Members/).click();
  await pane.button('Invite somebody').click();
  await pane.field('E-mail address').fill(editor.email);
  await visit('invite');
  await pane.button('Send the invitation').click();
  await pane.heading('Sharing').waitFor();
  const { invitations } = await editor.client.call(ENDPOINTS.receivedInvitations, {});
  const [invitation] = invitations;
  if (!invitation) throw new Error('The invitation did not arrive.');
  await editor.client.call(ENDPOINTS.acceptInvitation, { body: { id: invitation.id } });
  await pane.button('Invite somebody').click();
  await pane.field('E-mail address').fill('bookkeeper@example.org');
  await pane.button('Send the invitation').click();
  await pane.text('bookkeeper@example.org').waitFor();
  await pane.button(/^Change: /).click();
  await pane.button('Save').waitFor();
  await visit('members');
  await pane.button('Leave this property').click();
  await pane.button(/^Leave Elm/).waitFor();
  await visit('leave');
}

async function throughInvitations(tour: Tour): Promise<void> {
  const { pane, visit, person } = tour;
  const { client } = await another(tour, 'Bo Larsen');
  const property = await client.call(ENDPOINTS.createProperty, {
    body: { name: 'Mill Road 3', currency: 'USD' },
  });
  await client.call(ENDPOINTS.invite, {
    params: { propertyId: property.id },
    body: { email: person.email, role: 'viewer' },
  });
  await toSettings(tour);
  await pane.button(/^Invitations/).click();
  await pane.text('Mill Road 3').waitFor();
  await visit('invitations');
  await pane.button('Back').click();
  await pane.button('Connect to another property').click();
  await pane.text('You are invited').waitFor();
  await visit('property-invited');
}

/** @returns the secret of the app */
async function throughSecondStep(tour: Tour): Promise<string> {
  const { pane, visit, person } = tour;
  await toSettings(tour);
  await pane.button(/^Security/).click();
  await pane.button('Switch on the second step').waitFor();
  await visit('security');
  await pane.button('Switch on the second step').click();
  await pane.button('Show the picture').waitFor();
  await visit('second-step');
  await lapse(tour);
  await pane.button('Show the picture').click();
  await pane.field('Password').waitFor();
  await visit('step-up');
  await pane.field('Password').fill(person.password);
  await pane.button('Go on').click();
  await pane.heading('Scan this with the app').waitFor();
  await pane.picture(/^QR code/).waitFor();
  await visit('second-step-key');
  const secret = await pane.typedKey();
  await clearOfStep(tour);
  await pane.field('Code from the app').fill(authenticatorOf(tour, secret).code(-1));
  await pane.heading('Keep your recovery codes').waitFor();
  await visit('recovery-codes');
  await pane.button('I have kept them').click();
  await pane.button('Switch it off').waitFor();
  await visit('security-on');
  await pane.button('New recovery codes').click();
  await pane.heading('New recovery codes').waitFor();
  await visit('recovery-codes-new');
  await lapse(tour);
  await pane.button('Make ten new codes').click();
  await pane.field('Code from the app').waitFor();
  await visit('step-up-code');
  await pane.button('Cancel').click();
  await pane.button('Back').click();
  await pane.button('Switch it off').click();
  await pane.heading('Switch off the second step').waitFor();
  await visit('second-step-off');
  await pane.button('Back').click();
  await pane.button(/^What happened/).click();
  await pane.text('The second step was switched on.').waitFor();
  await visit('security-log');
  await pane.button('Back').click();
  await signInElsewhere(tour, secret);
  await pane.button(/^Where you are/).click();
  await pane.button('Sign out everywhere else').waitFor();
  await visit('sessions');
  return secret;
}

async function signInElsewhere(tour: Tour, secret: string): Promise<void> {
  const client = tour.client();
  const { email, password } = tour.person;
  const { token } = await client.call(ENDPOINTS.signIn, {
    body: { email, password, place: 'excel-web' },
  });
  client.token = token;
  const code = authenticatorOf(tour, secret).code();
  await client.call(ENDPOINTS.signInTotp, { body: { code } });
}

async function throughSignIn(tour: Tour, secret: string): Promise<void> {
  const { pane, visit, person } = tour;
  await toSettings(tour);
  await pane.button('Sign out').click();
  await pane.heading('Sign in').waitFor();
  await visit('sign-in');
  await pane.field('Password').fill(person.password);
  await pane.button('Sign in').click();
  await pane.heading('Your second step').waitFor();
  await visit('second-step-sign-in');
  await pane.field('Code from the app').fill(authenticatorOf(tour, secret).code(1));
  await toSettings(tour);
  await pane.button('Sign out').click();
  await pane.button('Forgot your password?').click();
  await pane.heading('Choose another password').waitFor();
  await visit('reset');
  await pane.button('Send the code').click();
  await pane.field('Code from the mail').waitFor();
  await visit('reset-code');
  await pane.button('Back').click();
  const { email, password } = await another(tour, 'Cleo Stein');
  await pane.field('E-mail address').fill(email);
  await pane.field('Password').fill(password);
  await pane.button('Sign in').click();
  await pane.heading('This ledger is not shared with you').waitFor();
  await visit('not-shared');
}

/** So long that a password shown before does not count any more. */
async function lapse({ services }: Tour): Promise<void> {
  await services.database.sql`update sessions set proved_at = proved_at - interval '1 hour'`;
}
