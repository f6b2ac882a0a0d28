define('sim/vault', () => {
  const DATABASE = 'wa-web-sim';
  const STORE = 'vault';
  const OPEN_TIMEOUT_MS = 2_000;

  /** Used when the profile was deleted under the open browser, which the library does at every logout. */
  const memory = new Map();

  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  function openDatabase() {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    const timeout = new Promise((_, reject) => {
      setTimeout(() => reject(new Error('IndexedDB does not open')), OPEN_TIMEOUT_MS);
    });
    return Promise.race([settled(request), timeout]);
  }

  const opened = openDatabase().catch((error) => {
    console.warn(`Identity is kept in memory only: ${error}`);
    return undefined;
  });

  async function read(name) {
    const database = await opened;
    if (!database) return memory.get(name);
    return settled(database.transaction(STORE).objectStore(STORE).get(name));
  }

  /** Resolves when the value is on disk, so that a browser killed right after keeps it. */
  async function write(name, value) {
    const database = await opened;
    if (!database) return void memory.set(name, value);
    const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
    transaction.objectStore(STORE).put(value, name);
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  return { read, write };
});
