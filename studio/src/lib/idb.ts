// IndexedDB as promises: what is too large or too precious for localStorage. A browser may refuse it altogether; every call then
// rejects, and who calls says so.

export type StoreName = "outbox" | "points";

const NAME = "flowright";
const VERSION = 1;
/** A database that another tab blocks is as good as none. */
const OPEN_WITHIN_MS = 4_000;

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    setTimeout(() => reject(new Error("the database did not open")), OPEN_WITHIN_MS);
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("outbox", { keyPath: "id" }).createIndex("scope", "scope");
      asked.result.createObjectStore("points", { keyPath: "id", autoIncrement: true }).createIndex("scope", "scope");
    };
    asked.onerror = () => reject(asked.error ?? new Error("refused"));
    asked.onsuccess = () => {
      const db = asked.result;
      db.onversionchange = () => db.close();
      db.onclose = () => (opening = undefined);
      resolve(db);
    };
  });
  opening.catch(() => (opening = undefined));
  return opening;
}

/** One transaction; resolves when it is on disk, with the result of the request that `work` returns. */
export async function inStore<T = void>(name: StoreName, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T> | undefined): Promise<T> {
  const db = await open();
  return new Promise<T>((resolve, reject) => {
    const transaction = db.transaction(name, mode, { durability: "relaxed" });
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request?.result as T);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    transaction.onerror = () => reject(transaction.error ?? new Error("failed"));
  });
}

/** Everything of one scope, in the order of the keys. */
export const allOf = <T>(name: StoreName, scope: string): Promise<T[]> => inStore<T[]>(name, "readonly", (store) => store.index("scope").getAll(scope));
