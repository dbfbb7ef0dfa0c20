/** The add-in's pane inside of /try, as the person who does the main job meets it. */
import type { FrameLocator, Locator } from 'playwright-core';
import type { TryPage } from './try-page.ts';

export interface Newcomer {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export class PaneInTry {
  readonly #frame: FrameLocator;

  constructor(excel: TryPage) {
    this.#frame = excel.pane.frameLocator('iframe');
  }

  heading(name: string | RegExp): Locator {
    return this.#frame.getByRole('heading', { level: 1, name });
  }

  button(name: string | RegExp): Locator {
    return this.#frame.getByRole('button', { name });
  }

  field(label: string): Locator {
    return this.#frame.getByLabel(label, { exact: true });
  }

  text(text: string | RegExp): Locator {
    return this.#frame.getByText(text).first();
  }

  picture(name: string | RegExp): Locator {
    return this.#frame.getByRole('img', { name });
  }

  /** The key for an authenticator app, as it stands there to be typed. */
  async typedKey(): Promise<string> {
    const text = await this.#frame.getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/).innerText();
    return text.replaceAll(' ', '');
  }

  /** One of the views at the bottom. */
  view(name: string): Locator {
    return this.#frame.getByRole('navigation').getByRole('button', { name });
  }

  /** From the first look, with nobody signed in, to what the add-in reads in the workbook. */
  async look(): Promise<void> {
    await this.button('See what it reads in this workbook').click();
    await this.heading('What it reads').waitFor();
    await this.button('Create account to go on').waitFor();
  }

  async signUp({ name, email, password }: Newcomer): Promise<void> {
    await this.heading('Create your account').waitFor();
    await this.field('Your name').fill(name);
    await this.field('E-mail address').fill(email);
    await this.field('Password').fill(password);
    await this.button('Create account').click();
    await this.heading('Check your e-mail').waitFor();
  }

  async enterCode(code: string): Promise<void> {
    await this.field('Code').fill(code);
    await this.heading('Which property is this ledger of?')
      .or(this.heading('Name your property'))
      .waitFor();
  }

  async createProperty(name: string): Promise<void> {
    await this.field('Name').fill(name);
    await this.button('Create property').click();
    await this.heading('What it reads').waitFor();
  }

  /** Takes the mapping as it is proposed, and waits for what would be sent. */
  async keepMapping(): Promise<void> {
    await this.button('Use this and go on').click();
    await this.heading('Review').waitFor();
    await this.button(/^Send [\d,]+ rows?$/).waitFor();
  }

  async send(): Promise<void> {
    await this.button(/^Send [\d,]+ rows?$/).click();
    await this.heading('Sent').waitFor();
  }

  async writeResults(): Promise<void> {
    await this.button('Write the results into the workbook').click();
    await this.heading('Results').waitFor();
  }
}
