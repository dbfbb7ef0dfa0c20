/** The page on which the add-in is tried, as a person meets it. */
import type { Frame, Locator, Page } from 'playwright-core';

export class TryPage {
  readonly page: Page;
  /** The cells, where the keyboard goes. */
  readonly cells: Locator;
  readonly nameBox: Locator;
  readonly formulaBar: Locator;
  readonly pane: Locator;
  readonly notices: Locator;

  private constructor(page: Page) {
    this.page = page;
    this.cells = page.getByRole('application');
    this.nameBox = page.getByRole('textbox', { name: 'Name box' });
    this.formulaBar = page.getByRole('textbox', { name: 'Formula bar' });
    this.notices = page.getByRole('status', { name: 'Notices' });
    this.pane = page.getByRole('complementary', { name: 'PowerTrackr' });
  }

  static async open(page: Page, origin: string, query = ''): Promise<TryPage> {
    await page.goto(`${origin}/try${query}`);
    const opened = new TryPage(page);
    await opened.ready();
    return opened;
  }

  /** Waits until cells are drawn. */
  async ready(): Promise<void> {
    await this.page.locator('revogr-data [data-sheet-row]').first().waitFor();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** A cell in view, "B2". */
  cell(address: string): Locator {
    const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
    const column = Array.from(letters).reduce(
      (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
      0,
    );
    return this.page.locator(
      `revogr-data [data-sheet-row="${Number(row) - 1}"][data-sheet-column="${column - 1}"]`,
    );
  }

  /** Goes to a cell, a range or a name through the name box. */
  async goTo(address: string): Promise<void> {
    await this.nameBox.fill(address);
    await this.nameBox.press('Enter');
  }

  /** Types into a cell and leaves it with Enter. */
  async type(address: string, text: string): Promise<void> {
    await this.goTo(address);
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  sheetTab(name: string): Locator {
    return this.page.getByRole('tab', { name, exact: true });
  }

  /** A button of the ribbon. */
  button(name: string): Locator {
    return this.page.getByRole('toolbar', { name: 'Home' }).getByRole('button', { name });
  }

  /** The add-in's page, once its office.js answers. */
  async addin(): Promise<Frame> {
    await this.pane.locator('iframe').waitFor({ state: 'attached' });
    const isPane = (frame: Frame): boolean => frame.url().includes('/try/taskpane.html');
    const frame =
      this.page.frames().find(isPane) ??
      (await this.page.waitForEvent('framenavigated', { predicate: isPane }));
    await frame.waitForFunction(() => 'Excel' in window);
    return frame;
  }

  /** Opens one of the workbooks that come with the page. */
  async openSample(title: RegExp): Promise<void> {
    await this.page.getByRole('button', { name: 'Workbook' }).click();
    await this.page.getByRole('menuitem', { name: title }).click();
  }

  async openFile(name: string, bytes: Uint8Array): Promise<void> {
    const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
    await this.page.locator('input[type=file]').setInputFiles(file);
    await this.page.getByRole('heading', { name, level: 1 }).waitFor();
  }
}
