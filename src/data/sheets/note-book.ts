/** Notes about a sheet, counted, with the first few places. */
import type { ContainerNote, ContainerNoteCode } from '../../core/reading.ts';

const MAX_PLACES = 5;

export class NoteBook {
  private readonly notes = new Map<ContainerNoteCode, ContainerNote>();

  add(code: ContainerNoteCode, where?: string, count = 1): void {
    let note = this.notes.get(code);
    if (!note) this.notes.set(code, (note = { code, count: 0, where: [] }));
    note.count += count;
    if (where !== undefined && note.where.length < MAX_PLACES && !note.where.includes(where)) note.where.push(where);
  }

  list(): ContainerNote[] {
    return [...this.notes.values()];
  }
}
