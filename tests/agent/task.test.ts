import { describe, expect, it } from 'vitest';
import { markOutcome, undoOutcome } from '../../src/agent/outcome.ts';
import { moveTask, nextState, type TaskMove } from '../../src/agent/task.ts';
import type { Task, TaskState } from '../../src/core/work.ts';

const STATES: TaskState[] = ['open', 'later', 'done', 'came-back', 'not-interested', 'no-answer', 'cancelled'];
const MOVES: TaskMove[] = ['done', 'came-back', 'not-interested', 'no-answer', 'later', 'wake', 'cancel', 'undo'];
const task = (state: TaskState): Task => ({
  id: 't',
  runId: 'r',
  decisionId: 'x',
  datasetId: 'd',
  customerId: 'c',
  name: '',
  action: 'call',
  state,
  dueAt: 0,
  createdAt: 0,
  updatedAt: 0,
  rank: 1,
});

describe('a task', () => {
  it('moves exactly as this table says', () => {
    const table = STATES.map((state) => [state, ...MOVES.map((move) => nextState(state, move) ?? '-')]);
    const same = '-';
    expect(table).toEqual([
      ['open', 'done', 'came-back', 'not-interested', 'no-answer', 'later', same, 'cancelled', same],
      ['later', 'done', 'came-back', 'not-interested', 'no-answer', 'later', 'open', 'cancelled', 'open'],
      ['done', same, 'came-back', 'not-interested', 'no-answer', same, same, same, 'open'],
      ['came-back', same, same, same, same, same, same, same, 'open'],
      ['not-interested', same, same, same, same, same, same, same, 'open'],
      ['no-answer', 'done', 'came-back', 'not-interested', 'no-answer', 'later', same, 'cancelled', 'open'],
      ['cancelled', same, same, same, same, same, same, same, 'open'],
    ]);
  });

  it('stays as it is when a move cannot be made, and is never changed in place', () => {
    const open = task('open');
    expect(moveTask(open, 'wake', 9)).toBe(open);
    expect(moveTask(open, 'later', 9, 77)).toEqual({ ...open, state: 'later', wakeAt: 77, updatedAt: 9 });
    expect(open.state).toBe('open');
  });

  it('forgets when to wake once it is awake', () => {
    expect(moveTask({ ...task('later'), wakeAt: 77 }, 'wake', 80)).toEqual({ ...task('open'), updatedAt: 80 });
  });
});

describe('an outcome', () => {
  it('is a record of its own that points at the decision', () => {
    expect(markOutcome(task('open'), 'came-back', 9, 'o', 120)).toEqual({
      task: { ...task('came-back'), updatedAt: 9 },
      outcome: { id: 'o', taskId: 't', decisionId: 'x', datasetId: 'd', customerId: 'c', kind: 'came-back', at: 9, amount: 120 },
    });
  });

  it('is refused where the task does not allow it', () => {
    expect(() => markOutcome(task('came-back'), 'done', 9, 'o')).toThrow(/bad-parameter/);
  });

  it('is taken back one at a time: first to the one before, then to open', () => {
    const first = markOutcome(task('open'), 'done', 1, 'o1');
    const second = markOutcome(first.task, 'came-back', 2, 'o2');
    const back = undoOutcome(second.task, [second.outcome, first.outcome], 3);
    expect(back).toEqual({ task: { ...task('done'), updatedAt: 3 }, outcome: { ...second.outcome, undone: true } });
    const open = undoOutcome(back.task, [first.outcome, { ...second.outcome, undone: true }], 4);
    expect(open).toEqual({ task: { ...task('open'), updatedAt: 4 }, outcome: { ...first.outcome, undone: true } });
    expect(undoOutcome(open.task, [], 5)).toEqual({ task: open.task });
  });

  it('stays when a later or a cancel is taken back', () => {
    const tried = markOutcome(task('open'), 'no-answer', 1, 'o1');
    const later = moveTask(tried.task, 'later', 2, 99);
    expect(undoOutcome(later, [tried.outcome], 3)).toEqual({ task: { ...task('no-answer'), updatedAt: 3 } });
    expect(undoOutcome(task('cancelled'), [], 3)).toEqual({ task: { ...task('open'), updatedAt: 3 } });
  });
});
