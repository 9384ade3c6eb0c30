import { describe, expect, it } from 'vitest';
import { IMPORT_STAGES, afterEvent, isWorking, stepNumber, type ImportEvent } from '../../src/app/import-wizard.ts';

const walk = (...events: ImportEvent[]) =>
  events.reduce((stage, event) => afterEvent(stage, event) ?? stage, 'start' as (typeof IMPORT_STAGES)[number]);

describe('import wizard', () => {
  it('leads from a file to a kept dataset in four steps', () => {
    expect(walk('choose', 'done', 'next', 'next', 'done', 'next', 'done')).toBe('kept');
    expect(IMPORT_STAGES.map(stepNumber)).toEqual([0, 1, 1, 1, 2, 2, 3, 3, 4, 0]);
  });

  it('replays the steps of last time with one event', () => {
    expect(walk('choose', 'done', 'replay', 'done')).toBe('check');
  });

  it('can cancel and survive a failure in every working stage, and lands where the person can act', () => {
    for (const stage of IMPORT_STAGES.filter(isWorking)) {
      for (const event of ['cancel', 'failed'] as const) {
        const after = afterEvent(stage, event);
        expect(after && !isWorking(after), `${stage} ${event}`).toBe(true);
      }
    }
  });

  it('keeps the former reading when reading anew is cancelled', () => {
    expect(walk('choose', 'done', 'reread', 'cancel')).toBe('read-back');
  });

  it('keeps the checked plan when keeping fails', () => {
    expect(walk('choose', 'done', 'next', 'next', 'done', 'next', 'failed')).toBe('check');
  });

  it('lets the person give up or take another file wherever nothing is working', () => {
    for (const stage of IMPORT_STAGES.filter((s) => !isWorking(s))) {
      expect(afterEvent(stage, 'choose')).toBe('reading');
      if (stage !== 'start') expect(afterEvent(stage, 'leave')).toBe('start');
    }
  });

  it('ignores a late answer', () => {
    expect(afterEvent('start', 'done')).toBeUndefined();
    expect(afterEvent('keeping', 'choose')).toBeUndefined();
  });
});
