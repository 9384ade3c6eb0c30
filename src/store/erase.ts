/** Destroys the keys, then the data. */
import { DATABASE_NAME, declareDatabase } from './database.ts';
import { eraseHandles } from './folder-handles.ts';
import { storageError } from './storage-error.ts';

/**
 * The keys go first, in a strict transaction of their own: whatever the disk keeps of deleted records can never be read
 * again. Then the database goes; the next opening makes an empty one with new keys. `keysGone` is called in between.
 * Works on a vault that does not open (damaged, or of a newer release) as well.
 */
export async function eraseDatabase(name: string = DATABASE_NAME, keysGone: () => void = () => undefined): Promise<void> {
  const database = declareDatabase(name, 'strict');
  try {
    await database.dexie.open();
    await database.keys.clear();
    keysGone();
    await database.dexie.delete();
    await eraseHandles(name);
  } catch (thrown) {
    throw storageError(thrown);
  } finally {
    database.dexie.close();
  }
}
