/** The two shelves of the device: the vault's own row, and what is sealed by it. Nothing readable lies in either. */
const name = 'field-mode'

export type Shelf = 'vault' | 'sealed'

export function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1)
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('vault')
      opening.result.createObjectStore('sealed')
    }
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error ?? new Error('the device’s storage does not open'))
  })
}

/** Answers once the disk has it: an entry that is shown as kept survives a phone that dies the next moment. */
export function change(
  database: IDBDatabase,
  shelf: Shelf,
  work: (store: IDBObjectStore) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(shelf, 'readwrite', { durability: 'strict' })
    work(transaction.objectStore(shelf))
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error ?? new Error('not written'))
    transaction.onabort = () => reject(transaction.error ?? new Error('not written'))
  })
}

export function read<Value>(
  database: IDBDatabase,
  shelf: Shelf,
  ask: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const request = ask(database.transaction(shelf, 'readonly').objectStore(shelf))
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('not read'))
  })
}

/** Everything on the device is gone; the caller has made sure that nothing waits. */
export function removeDatabase(database: IDBDatabase): Promise<void> {
  database.close()
  return new Promise((resolve, reject) => {
    const removing = indexedDB.deleteDatabase(name)
    removing.onsuccess = () => resolve()
    removing.onerror = () => reject(removing.error ?? new Error('not removed'))
  })
}
