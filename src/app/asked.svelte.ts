/** One question to the learn engine as state: under way with its progress, answered, or refused. Asked anew, the former is stopped. */
import { toAppError, type AppError } from '../core/errors.ts';

export interface AskHooks {
  signal: AbortSignal;
  onProgress: (progress: { done: number; total: number }) => void;
}

export class Asked<T> {
  answer = $state.raw<T>();
  error = $state.raw<AppError>();
  busy = $state(false);
  done = $state(0);
  /** 0: not known yet. */
  total = $state(0);
  private controller: AbortController | undefined;

  /** The former answer stays in sight until the next one is there. */
  async ask(question: (hooks: AskHooks) => Promise<T>): Promise<void> {
    this.controller?.abort();
    const controller = new AbortController();
    this.controller = controller;
    const isCurrent = () => this.controller === controller;
    [this.busy, this.done, this.total, this.error] = [true, 0, 0, undefined];
    try {
      const answer = await question({
        signal: controller.signal,
        onProgress: ({ done, total }) => {
          if (isCurrent()) [this.done, this.total] = [done, total];
        },
      });
      if (isCurrent()) this.answer = answer;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (isCurrent() && error.code !== 'cancelled') this.error = error;
    } finally {
      if (isCurrent()) this.busy = false;
    }
  }

  stop(): void {
    this.controller?.abort();
  }

  forget(): void {
    this.stop();
    this.controller = undefined;
    [this.answer, this.error, this.busy] = [undefined, undefined, false];
  }
}
