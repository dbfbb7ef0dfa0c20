/**
 * The workbook kept in this browser (IndexedDB), so that a reload loses nothing. It goes nowhere else.
 */

export interface KeptFile {
  /** File name with extension. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const storeName = 'workbooks';
const key = 'open';

export class Storage {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  static open(): Promise<Storage> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open('emulated-excel', 1);
      request.addEventListener('upgradeneeded', () => {
        request.result.createObjectStore(storeName);
      });
      request.addEventListener('success', () => resolve(new Storage(request.result)));
      request.addEventListener('error', () => {
        reject(request.error ?? new Error('The browser keeps no data here.'));
      });
    });
  }

  read(): Promise<KeptFile | undefined> {
    return new Promise((resolve, reject) => {
      const request: IDBRequest<KeptFile | undefined> = this.#database
        .transaction(storeName)
        .objectStore(storeName)
        .get(key);
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => {
        reject(request.error ?? new Error('The kept workbook is unreadable.'));
      });
    });
  }

  /** Asks for the write before it returns, so that it also works while the page is being left. */
  write(file: KeptFile): void {
    const transaction = this.#database.transaction(storeName, 'readwrite', {
      durability: 'relaxed',
    });
    transaction.objectStore(storeName).put(file, key);
    transaction.commit();
  }
}
