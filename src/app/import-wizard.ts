/**
 * The import as a transition table: drop -> read back -> match -> check -> keep. Resting stages wait for the person,
 * working stages for a worker; a working stage can always be cancelled and never loses what was there before it.
 */

export type ImportStage =
  'start' | 'reading' | 'read-back' | 're-reading' | 'match' | 'planning' | 'check' | 're-planning' | 'keeping' | 'kept';

export type ImportEvent =
  /** A file was chosen, dropped, pasted or opened with the app. */
  | 'choose'
  /** Other encoding, delimiter, header row, quotes or column reading: the same file again. */
  | 'reread'
  | 'next'
  | 'back'
  /** Same steps as last time. */
  | 'replay'
  /** A step switched on or off. */
  | 'replan'
  | 'done'
  | 'failed'
  | 'cancel'
  /** Give the file up. */
  | 'leave';

const TABLE: Record<ImportStage, Partial<Record<ImportEvent, ImportStage>>> = {
  start: { choose: 'reading' },
  reading: { done: 'read-back', failed: 'start', cancel: 'start' },
  'read-back': { choose: 'reading', reread: 're-reading', next: 'match', replay: 'planning', leave: 'start' },
  're-reading': { done: 'read-back', failed: 'read-back', cancel: 'read-back' },
  match: { choose: 'reading', back: 'read-back', next: 'planning', leave: 'start' },
  planning: { done: 'check', failed: 'match', cancel: 'match' },
  // `done`: keeping was cancelled a moment too late, the table is committed.
  check: { choose: 'reading', back: 'match', replan: 're-planning', next: 'keeping', done: 'kept', leave: 'start' },
  're-planning': { done: 'check', failed: 'check', cancel: 'check' },
  keeping: { done: 'kept', failed: 'check', cancel: 'check' },
  kept: { choose: 'reading', leave: 'start' },
};

/** The stage after `event`; undefined where the event has no meaning (a late answer, a double click). */
export function afterEvent(stage: ImportStage, event: ImportEvent): ImportStage | undefined {
  return TABLE[stage][event];
}

export const IMPORT_STAGES = Object.keys(TABLE) as readonly ImportStage[];

/** A worker is busy: progress and Cancel are shown. */
export function isWorking(stage: ImportStage): boolean {
  return TABLE[stage].cancel !== undefined;
}

/** Place in the four numbered steps people see; 0 before the first and after the last. */
export function stepNumber(stage: ImportStage): 0 | 1 | 2 | 3 | 4 {
  switch (stage) {
    case 'start':
    case 'kept':
      return 0;
    case 'reading':
    case 'read-back':
    case 're-reading':
      return 1;
    case 'match':
    case 'planning':
      return 2;
    case 'check':
    case 're-planning':
      return 3;
    case 'keeping':
      return 4;
  }
}
