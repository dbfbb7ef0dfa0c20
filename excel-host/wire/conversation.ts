import type { Culture } from '../model/workbook.ts';
import type { ExcelHost } from '../host.ts';
import { isList, isRecord } from './args.ts';
import { ActionType, type Batch, readBatch } from './batch.ts';
import { DocumentCopies } from './document-copies.ts';
import type { EventMessage } from './event-queue.ts';

/** Excel on the web takes and gives 5 MB at a time. */
export const payloadLimit = 5 * 1024 * 1024;

/** Among the flags of a page's host info: office.js takes calls of the add-in's functions. */
export const runsFunctions = '2';

export interface ConversationOptions {
  /** As in the page's `_xdm_Info`. */
  readonly conversationId: string;
  readonly controlId: string;
  readonly origin: string;
  /** "en-US": the language of the user interface. */
  readonly uiLocale: string;
  readonly documentUrl: string;
  /** Called with each address that the add-in wants opened in a browser window. */
  readonly openWindow?: (url: string) => void;
  /** Called when the keyboard leaves the page: office.js itself moves the focus at Tab. */
  readonly onFocusLeaves?: (back: boolean) => void;
}

const action = { invoke: 0, register: 1, unregister: 2 } as const;
const dispatch = {
  loadSettings: 75,
  saveSettings: 76,
  copyDocument: 77,
  copySlice: 80,
  closeCopy: 81,
  fileProperties: 86,
  richApi: 93,
  commandCompleted: 94,
} as const;
/** Asks for what only Excel on the web has. */
const webPartition = 'WacPartition';
const failure = {
  notSupported: 5000,
  internal: 5001,
  inCellEdit: 5004,
  requestTooLarge: 5103,
  responseTooLarge: 5104,
} as const;

/** Events that the host sends. */
const eventNames: ReadonlySet<string> = new Set([
  'richApiMessage',
  'documentSelectionChanged',
  'settingsChanged',
  'appCommandInvoked',
]);

/** With these office.js tells, as it starts, that it will hear buttons and functions. */
const announcements: ReadonlySet<string> = new Set([
  'Microsoft.InternalService.AddinInternalService',
  'Microsoft.ExcelServices.CustomFunctions',
]);

interface Command {
  readonly tell: () => void;
  readonly done: (wasTied: boolean) => void;
}

const commandEvent = 'appCommandInvoked';
/** How office.js tells events from other messages. */
const eventCategory = 65_536;

/** How office.js and Excel tell each other where the keyboard goes. */
const focusAction = { tabIn: 11 } as const;
const leavesForward: ReadonlySet<unknown> = new Set([5, 13, 17]);
const leavesBack: ReadonlySet<unknown> = new Set([6, 14, 18]);

/**
 * Speaks with one office.js by its messages: takes each as a string and gives the answers, and the
 * events that come of themselves, to `send`. Who carries the strings decides when they arrive.
 */
export class Conversation {
  readonly #host: ExcelHost;
  readonly #options: ConversationOptions;
  readonly #send: (message: string) => void;
  /** By event name: the correlation id that the registration came with. */
  readonly #registered = new Map<string, unknown>();
  /** Commands that the add-in was told of, or will be once it listens, by their number. */
  readonly #commands = new Map<string, Command>();
  #lastCommand = 0;
  readonly #copies = new DocumentCopies();

  constructor(host: ExcelHost, options: ConversationOptions, send: (message: string) => void) {
    this.#host = host;
    this.#options = options;
    this.#send = send;
    host.events.take = (events, ofDocument) => this.#tell(events, ofDocument);
  }

  receive(text: string): void {
    const message: unknown = JSON.parse(text);
    if (!isRecord(message) || message['_messageType'] !== 0) return;
    const { _actionName: name, _correlationId: correlation, _data: data } = message;
    if (typeof name !== 'string') return;
    if (message['_actionType'] === action.invoke) {
      this.#post(name, correlation, 0, this.#answer(name, data));
      return;
    }
    const isKnown = eventNames.has(name);
    if (message['_actionType'] === action.unregister) this.#registered.delete(name);
    else if (isKnown) this.#registered.set(name, correlation);
    this.#post(name, correlation, 0, { Error: isKnown ? 0 : failure.notSupported });
    if (name === commandEvent) for (const { tell } of this.#commands.values()) tell();
  }

  /**
   * A click on the ribbon, or a shortcut: calls the function that the add-in tied to this name.
   * An add-in that is still loading hears of it later. Resolves when it says that it is done, to
   * false where it tied nothing to the name.
   */
  invokeCommand(controlId: string, functionName: string): Promise<boolean> {
    this.#lastCommand += 1;
    const id = String(this.#lastCommand);
    const event = JSON.stringify({ source: { id: controlId } });
    return new Promise((resolve) => {
      const tell = (): void =>
        this.#post(commandEvent, this.#registered.get(commandEvent), 1, [id, functionName, event]);
      this.#commands.set(id, { tell, done: resolve });
      if (this.#registered.has(commandEvent)) tell();
    });
  }

  /** Gives the keyboard to the first thing in the page that takes it. */
  giveFocus(): void {
    const { conversationId, origin } = this.#options;
    this.#send(
      JSON.stringify({
        _messageType: 0,
        _actionName: 'Office_notifyAgave',
        _conversationId: `${conversationId}_ntf`,
        _correlationId: 0,
        _origin: origin,
        _data: [focusAction.tabIn],
        _actionType: action.invoke,
        _serializerVersion: 1,
      }),
    );
  }

  #post(name: string, correlation: unknown, responseType: 0 | 1, data: unknown): void {
    this.#send(
      JSON.stringify({
        _messageType: 1,
        _actionName: name,
        _conversationId: this.#options.conversationId,
        _correlationId: correlation,
        _origin: this.#options.origin,
        _data: data,
        _errorCode: 0,
        _responseType: responseType,
        _serializerVersion: 1,
      }),
    );
  }

  #answer(name: string, data: unknown): unknown {
    switch (name) {
      case 'ContextActivationManager_getAppContextAsync':
        return this.#appContext();
      case 'ContextActivationManager_openWindowInHost':
        if (isRecord(data)) this.#options.openWindow?.(String(data['strUrl']));
        return { Error: 0 };
      case 'ContextActivationManager_notifyHost':
        this.#followFocus(data);
        return { Error: 0 };
      case 'executeMethod':
        return isRecord(data) ? this.#execute(data) : { Error: failure.notSupported };
      default:
        return { Error: 0 };
    }
  }

  #followFocus(data: unknown): void {
    const told = isList(data) ? data[1] : undefined;
    if (leavesForward.has(told)) this.#options.onFocusLeaves?.(false);
    if (leavesBack.has(told)) this.#options.onFocusLeaves?.(true);
  }

  #appContext(): Record<string, unknown> {
    const { workbook, requirementSets } = this.#host;
    const culture: Culture = workbook.culture;
    return {
      _id: this.#options.controlId,
      _appName: 16,
      _appVersion: '16.0',
      _appUILocale: this.#options.uiLocale,
      _dataLocale: culture.name,
      _docUrl: this.#options.documentUrl,
      _clientMode: 1,
      _settings: [...workbook.settings].map(([key, value]) => [key, JSON.stringify(value)]),
      _reason: 0,
      _requirementMatrix: JSON.stringify(requirementSets),
    };
  }

  #execute(data: Record<string, unknown>): unknown {
    const called = isRecord(data['DdaMethod']) ? data['DdaMethod']['DispatchId'] : undefined;
    switch (called) {
      case dispatch.richApi:
        return this.#process(isList(data['ArrayData']) ? data['ArrayData'] : []);
      case dispatch.loadSettings:
        return { Version: 1, Error: 0, Properties: { Settings: this.#settings() } };
      case dispatch.saveSettings:
        this.#saveSettings(data);
        return { Version: 1, Error: 0 };
      case dispatch.copyDocument:
        if (this.#host.isInCellEdit) return { Version: 1, Error: failure.inCellEdit };
        return answered(this.#copies.open(data, this.#host.files?.save));
      case dispatch.copySlice:
        return answered(this.#copies.slice(data));
      case dispatch.closeCopy:
        return answered(this.#copies.close(data));
      case dispatch.commandCompleted:
        this.#completeCommand(data);
        return { Version: 1, Error: 0 };
      default:
        return { Version: 1, Error: failure.notSupported };
    }
  }

  #completeCommand(data: Record<string, unknown>): void {
    const { 0: id, 1: status } = data;
    if (typeof id !== 'string') return;
    this.#commands.get(id)?.done(status === 0);
    this.#commands.delete(id);
  }

  #process(request: readonly unknown[]): unknown {
    const body = request[4];
    if (request[2] !== 'ProcessQuery' || typeof body !== 'string') {
      return { Version: 1, Error: failure.notSupported };
    }
    if (isLarger(body, payloadLimit)) return { Version: 1, Error: failure.requestTooLarge };
    const batch = readBatch(body);
    if (this.#host.isInCellEdit && !isAnnouncement(batch)) {
      return { Version: 1, Error: failure.inCellEdit };
    }
    const reply = JSON.stringify(this.#host.run(batch, request[0] === webPartition));
    if (isLarger(reply, payloadLimit)) return { Version: 1, Error: failure.responseTooLarge };
    return { Version: 1, Error: 0, Data: [200, [], reply] };
  }

  #settings(): { Name: string; Value: string }[] {
    return [...this.#host.workbook.settings].map(([Name, value]) => ({
      Name,
      Value: JSON.stringify(value),
    }));
  }

  /** All settings at once, as the page has them: what it does not have is gone. */
  #saveSettings(data: Record<string, unknown>): void {
    const request = isRecord(data['DdaSettingsMethod']) ? data['DdaSettingsMethod'] : {};
    const pairs = isList(request['Properties']) ? request['Properties'] : [];
    const { settings } = this.#host.workbook;
    this.#host.edit((edit) => {
      const saved = new Map<string, unknown>();
      for (const pair of pairs) {
        if (!isList(pair) || typeof pair[0] !== 'string' || typeof pair[1] !== 'string') continue;
        saved.set(pair[0], JSON.parse(pair[1]));
      }
      for (const key of settings.keys()) {
        if (!saved.has(key)) edit.setEntry(settings, key, undefined);
      }
      for (const [key, value] of saved) edit.setEntry(settings, key, value);
      edit.tell({ what: 'settingsChanged' });
    });
  }

  #tell(events: readonly EventMessage[], ofDocument: ReadonlySet<string>): void {
    const rich = this.#registered.get('richApiMessage');
    if (rich !== undefined && events.length > 0) {
      const entries = events.map(({ category = eventCategory, type, target, args }) => [
        ...[category, type, target],
        args,
        0,
      ]);
      this.#post('richApiMessage', rich, 1, { ArrayData: entries });
    }
    for (const name of ofDocument) {
      const registered = this.#registered.get(name);
      if (registered !== undefined) this.#post(name, registered, 1, {});
    }
  }
}

function answered(answer: Record<string, unknown> | null): Record<string, unknown> {
  return answer ? { Version: 1, Error: 0, ...answer } : { Version: 1, Error: failure.internal };
}

/** Whether the text has more bytes of UTF-8; texts clearly shorter or longer are not measured. */
function isLarger(text: string, bytes: number): boolean {
  if (text.length * 3 <= bytes) return false;
  return text.length > bytes || new TextEncoder().encode(text).length > bytes;
}

/** Whether a batch asks nothing of the workbook: typing bars no add-in from starting. */
function isAnnouncement({ actions, paths }: Batch): boolean {
  const asked = actions.filter(({ type }) => type !== ActionType.instantiate);
  return (
    asked.length > 0 && asked.every(({ path }) => announcements.has(paths.get(path)?.name ?? ''))
  );
}
