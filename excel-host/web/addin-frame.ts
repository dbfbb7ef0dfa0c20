import type { ExcelHost } from '../host.ts';
import { Conversation, runsFunctions } from '../wire/conversation.ts';
import { leavePane } from './regions.ts';

export interface AddinFrameOptions {
  readonly host: ExcelHost;
  /** Path of the add-in's page. */
  readonly page: string;
  /** Its id in the manifest. */
  readonly addinId: string;
  /** Language of Excel's own words, "en-US". */
  readonly locale: string;
}

/**
 * The add-in's page in a frame, with the real office.js talking to the emulated Excel by messages
 * between the two windows, as Excel on the web does it. The page runs on while its pane is closed.
 */
export class AddinFrame {
  readonly #options: AddinFrameOptions;
  #frame: HTMLIFrameElement | undefined;
  #conversation: Conversation | undefined;
  #waiting: ((conversation: Conversation) => void)[] = [];

  constructor(options: AddinFrameOptions) {
    this.#options = options;
  }

  /** Loads the page into the frame; a page loaded anew is a new conversation. */
  load(frame: HTMLIFrameElement): void {
    this.close();
    this.#frame = frame;
    const conversationId = crypto.randomUUID();
    this.#converse(conversationId);
    window.addEventListener('message', this.#receive);
    frame.src = this.#address(conversationId);
  }

  /** Calls a function of the add-in; resolves to false where nothing is tied to the name. */
  async invokeCommand(buttonId: string, functionName: string): Promise<boolean> {
    const conversation =
      this.#conversation ??
      (await new Promise<Conversation>((resolve) => this.#waiting.push(resolve)));
    return conversation.invokeCommand(buttonId, functionName);
  }

  /** Gives the keyboard to the page. */
  giveFocus(): void {
    this.#frame?.focus();
    this.#conversation?.giveFocus();
  }

  close(): void {
    window.removeEventListener('message', this.#receive);
    this.#frame = undefined;
    this.#conversation = undefined;
  }

  #converse(conversationId: string): void {
    const { host, addinId, locale } = this.#options;
    host.releaseAll();
    host.functions?.forget();
    this.#conversation = new Conversation(
      host,
      {
        conversationId,
        controlId: addinId,
        origin: location.origin,
        uiLocale: locale,
        documentUrl: host.workbook.name,
        openWindow: (url) => void window.open(url, '_blank', 'noopener'),
        onFocusLeaves: leavePane,
      },
      (message) => this.#frame?.contentWindow?.postMessage(message, location.origin),
    );
    for (const resolve of this.#waiting.splice(0)) resolve(this.#conversation);
  }

  /** office.js learns from its page's address who its host is; `_xdm_Info` must come last. */
  #address(conversationId: string): string {
    const { host, page, addinId, locale } = this.#options;
    const flags = host.functions ? runsFunctions : '';
    const hostInfo = `Excel$Web$16.01$${locale}$${conversationId}$$disableLogging$${flags}`;
    const xdmInfo = `${conversationId}|${addinId}|${location.origin}`;
    return `${page}?_host_Info=${hostInfo}#&_serializer_version=1&_xdm_Info=${xdmInfo}`;
  }

  readonly #receive = (event: MessageEvent<unknown>): void => {
    if (event.source !== this.#frame?.contentWindow || event.origin !== location.origin) return;
    if (typeof event.data === 'string') this.#conversation?.receive(event.data);
  };
}
