/** The task pane inside /try, as a landlord meets it: by the names of its buttons and fields. */
import type { FrameLocator, Locator } from 'playwright-core';
import type { Person } from '../setup/test-server.ts';
import { faultsOf } from './axe.ts';
import type { TryPage } from './try-page.ts';

export class PanePage {
  readonly excel: TryPage;
  readonly frame: FrameLocator;
  /** Heading of the view that is shown. */
  readonly heading: Locator;

  constructor(excel: TryPage) {
    this.excel = excel;
    this.frame = excel.pane.frameLocator('iframe');
    this.heading = this.frame.getByRole('heading', { level: 1 });
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name, exact: typeof name === 'string' });
  }

  field(name: string): Locator {
    return this.frame.getByRole('textbox', { name, exact: true });
  }

  text(text: string | RegExp): Locator {
    return this.frame.getByText(text);
  }

  tab(name: string): Locator {
    return this.frame.getByRole('navigation', { name: 'Views' }).getByRole('button', { name });
  }

  /** Waits until a view with that heading is shown. */
  async at(heading: string | RegExp): Promise<void> {
    await this.frame.getByRole('heading', { level: 1, name: heading }).waitFor();
  }

  /** Presses Tab until it is there, a button or a field. */
  async tabTo(name: string | RegExp): Promise<void> {
    const exact = typeof name === 'string';
    const wanted = this.frame
      .getByRole('button', { name, exact })
      .or(this.frame.getByRole('textbox', { name, exact }))
      .or(this.frame.getByLabel(exact ? name : /^$/, { exact: true }))
      .first();
    await wanted.waitFor();
    const { page } = this.excel;
    const isThere = () => wanted.evaluate((element) => element === document.activeElement);
    const isInPane = await page.evaluate(() => document.activeElement?.tagName === 'IFRAME');
    if (!isInPane) await page.getByRole('button', { name: 'Close the pane' }).focus();
    for (let presses = 0; presses < 60; presses += 1) {
      if (await isThere()) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${String(name)}.`);
  }

  /** The same, and then Enter. */
  async press(name: string | RegExp): Promise<void> {
    await this.tabTo(name);
    await this.excel.page.keyboard.press('Enter');
  }

  /** Goes to a field by Tab, and types. */
  async type(name: string, text: string): Promise<void> {
    await this.tabTo(name);
    await this.excel.page.keyboard.type(text);
  }

  /** Puts text into a field at once, as pasting and the keyboard's suggestion do. */
  async paste(name: string, text: string): Promise<void> {
    await this.field(name).evaluate((field, pasted) => {
      field.focus();
      document.execCommand('selectAll');
      document.execCommand('insertText', false, pasted);
    }, text);
  }

  /** Whether something in the pane has the keyboard. */
  hasFocus(what: Locator): Promise<boolean> {
    return what.evaluate((element) => element === document.activeElement);
  }

  /** From the first look, or where somebody was signed in before. */
  async enterPassword({ email, password }: Person): Promise<void> {
    const way = this.button('I have an account');
    await way.or(this.button('Sign in')).first().waitFor();
    if ((await way.count()) > 0) await way.click();
    await this.field('E-mail address').fill(email);
    await this.frame.getByLabel('Password', { exact: true }).fill(password);
    await this.button('Sign in').click();
  }

  /** Signs in somebody who has an account. */
  async signIn(person: Person): Promise<void> {
    await this.enterPassword(person);
    await this.at('Which property is this ledger of?');
  }

  /** Makes the workbook the ledger of a new property, read as it is proposed. */
  async connect(property = 'Elm Street 12'): Promise<void> {
    await this.field('Name').fill(property);
    await this.button('Create property').click();
    await this.at('What it reads');
    await this.button('Use this and go on').click();
    await this.at('Review');
  }

  /** Sends what Review shows. */
  async send(): Promise<void> {
    await this.button(/^Send \d/).click();
    await this.at('Sent');
  }

  /** What axe-core finds wrong with the view, and whether it is wider than the pane. */
  async faults(): Promise<string[]> {
    const frame = await this.excel.addin();
    const found = await faultsOf(frame);
    const overflow = await frame.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    return overflow > 0 ? [...found, `${overflow} px wider than the pane`] : found;
  }
}
