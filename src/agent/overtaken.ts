/** Tasks that later orders have settled: who has come back by themselves need not be won back. */
import type { Run, Task } from '../core/work.ts';
import { anyDayWithin, type OrderDaysOf } from './outcome-label.ts';
import { moveTask } from './task.ts';

/** Open and put-off tasks whose customer has bought since the day the decision spoke of, cancelled. */
export function overtakenTasks(tasks: readonly Task[], runs: readonly Run[], orderDaysOf: OrderDaysOf, now: number): Task[] {
  const asOfDays = new Map(runs.map((run) => [run.id, run.asOfDay]));
  return tasks
    .filter((task) => {
      const asOfDay = asOfDays.get(task.runId);
      const isOpen = task.state === 'open' || task.state === 'later';
      return isOpen && asOfDay !== undefined && anyDayWithin(orderDaysOf(task.customerId), asOfDay, Infinity);
    })
    .map((task) => moveTask(task, 'cancel', now));
}
