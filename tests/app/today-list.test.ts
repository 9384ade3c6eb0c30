import { describe, expect, it } from 'vitest';
import { listedAt, todayList } from '../../src/app/today-list.ts';
import type { Decision, Run, Task, TaskState } from '../../src/core/work.ts';

const NOW = new Date(2026, 10, 5, 15, 0).getTime();
const YESTERDAY = NOW - 86_400_000;

const decision = (id: string, expectedValue: number) => ({ id, expectedValue }) as Decision;
const run = { id: 'run', decisions: [decision('a', 10), decision('b', 30), decision('c', 20)] } as unknown as Run;
const task = (decisionId: string, state: TaskState, more: Partial<Task> = {}) =>
  ({ id: `task ${decisionId}`, runId: 'run', decisionId, state, rank: 1, updatedAt: YESTERDAY, ...more }) as Task;

describe('the list of the day', () => {
  it('has the most valuable first', () => {
    const { entries } = todayList([task('a', 'open'), task('b', 'open'), task('c', 'open')], [run], 20, NOW);
    expect(entries.map(({ decision: { id } }) => id)).toEqual(['b', 'c', 'a']);
  });

  it('keeps what was put off away until its time has come', () => {
    const tasks = [task('a', 'later', { wakeAt: NOW - 1 }), task('b', 'later', { wakeAt: NOW + 1 })];
    expect(todayList(tasks, [run], 20, NOW).entries.map(({ decision: { id } }) => id)).toEqual(['a']);
  });

  it('counts what was settled since midnight against the capacity, and says who has to wait', () => {
    const tasks = [task('a', 'open'), task('b', 'done', { updatedAt: NOW - 1000 }), task('c', 'open')];
    expect(todayList(tasks, [run], 2, NOW)).toMatchObject({ settledToday: 1, beyond: 1, entries: [{ decision: { id: 'c' } }] });
  });

  it('does not count what was settled yesterday', () => {
    expect(todayList([task('a', 'done'), task('b', 'open')], [run], 1, NOW)).toMatchObject({ settledToday: 0, beyond: 0 });
  });

  it('leaves out a task whose run is gone', () => {
    expect(todayList([task('a', 'open', { runId: 'gone' })], [run], 5, NOW).entries).toEqual([]);
  });
});

describe('people on the list when it was made', () => {
  it('are those it chose, and those who were still waiting then', () => {
    const made = { ...run, at: NOW } as Run;
    const tasks = [
      task('a', 'open', { runId: 'run', createdAt: NOW }),
      task('b', 'open', { runId: 'older', createdAt: YESTERDAY }),
      task('c', 'done', { runId: 'older', createdAt: YESTERDAY, updatedAt: NOW - 1 }),
      task('c', 'done', { runId: 'older', createdAt: YESTERDAY, updatedAt: NOW + 1 }),
      task('c', 'open', { runId: 'newer', createdAt: NOW + 1 }),
    ];
    expect(listedAt(tasks, made)).toBe(3);
  });
});
