import { describe, expect, it } from 'vitest';
import { overtakenTasks } from '../../src/agent/overtaken.ts';
import type { Run, Task, TaskState } from '../../src/core/work.ts';

const task = (customerId: string, state: TaskState, runId = 'r'): Task => ({
  id: customerId,
  runId,
  decisionId: 'x',
  datasetId: 'd',
  customerId,
  name: '',
  action: 'call',
  state,
  dueAt: 0,
  createdAt: 0,
  updatedAt: 0,
  rank: 1,
});
const run: Run = {
  id: 'r', datasetId: 'd', modelId: 'm', playbookId: 'p', playbookVersion: 1, at: 0, asOfDay: 100, seed: 42, inputKey: 'k', features: [], scored: 0, decisions: [], heldOut: 0,
  expected: { selected: 0, random: 0, rule: 0, all: 0 },
}; // prettier-ignore

describe('tasks that orders have settled', () => {
  const days: Record<string, number[]> = { back: [90, 101], before: [90, 100], put: [150], done: [150], other: [150] };

  it('are those of customers who bought after the day the decision spoke of', () => {
    const tasks = [
      task('back', 'open'),
      task('before', 'open'),
      task('put', 'later'),
      task('done', 'done'),
      task('other', 'open', 'unknown-run'),
      task('never', 'open'),
    ];
    expect(overtakenTasks(tasks, [run], (id) => days[id], 9)).toEqual([
      { ...task('back', 'cancelled'), updatedAt: 9 },
      { ...task('put', 'cancelled'), updatedAt: 9 },
    ]);
  });
});
