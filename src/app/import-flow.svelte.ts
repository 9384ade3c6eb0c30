/**
 * The import that is under way, as state. It lives outside the screen, so that going to look at something else loses
 * nothing. Which stage follows which is `import-wizard.ts`'s business; here is what each stage holds.
 */
import type { Dataset } from '../core/dataset.ts';
import { toAppError, type AppError } from '../core/errors.ts';
import type { ReadOptions } from '../core/reading.ts';
import type { Question, Roles } from '../core/recipe.ts';
import type { JobProgress } from '../rpc/protocol.ts';
import { rememberLines, stepsInForce, switched, type RecipeLine } from './clean-data.ts';
import {
  datasetsOfShape,
  discardFile,
  keepFile,
  planKeep,
  readFile,
  recipeOf,
  replay,
  type KeepAnswer,
  type ReadAnswer,
  type ReadProgress,
} from './import-file.ts';
import { afterEvent, isWorking, type ImportEvent, type ImportStage } from './import-wizard.ts';

class ImportFlow {
  stage = $state<ImportStage>('start');
  file = $state.raw<File>();
  options = $state.raw<ReadOptions>({});
  report = $state.raw<ReadAnswer>();
  roles = $state.raw<Roles>();
  plan = $state.raw<KeepAnswer>();
  /** Suggested steps in their order; those switched off stay in sight. */
  lines = $state.raw<readonly RecipeLine[]>([]);
  /** Kept datasets whose files have these columns. */
  known = $state.raw<readonly Dataset[]>([]);
  /** The dataset that gets these rows; absent: a new one. */
  into = $state.raw<Dataset>();
  name = $state('');
  error = $state.raw<AppError>();
  reading = $state.raw<ReadProgress>();
  job = $state.raw<JobProgress>();
  /** The last job was stopped by the person. */
  stopped = $state(false);
  kept = $state.raw<Dataset>();

  #controller: AbortController | undefined;
  /** Table ids the worker holds for us. */
  #staged: string | undefined;

  get working(): boolean {
    return isWorking(this.stage);
  }

  /** A new file. What was staged before is given up once the new one is read. */
  async choose(file: File, options: ReadOptions = {}): Promise<void> {
    if (!this.#go('choose')) return;
    this.file = file;
    this.options = options;
    this.report = this.roles = this.plan = this.into = this.kept = undefined;
    this.lines = this.known = [];
    this.name = file.name.replace(/\.[^.]+$/, '');
    await this.#read(file, options);
  }

  /** The same file, read otherwise. The former reading stays until the new one is there. */
  async reread(change: ReadOptions): Promise<void> {
    const { file } = this;
    // After a failed first reading there is nothing to re-read: it starts over with the change.
    if (!file) return;
    const options = { ...this.options, ...change, columns: { ...this.options.columns, ...change.columns } };
    if (this.stage === 'start') return this.choose(file, options);
    if (!this.#go('reread')) return;
    await this.#read(file, options);
  }

  async #read(file: File, options: ReadOptions): Promise<void> {
    await this.#work(async (signal) => {
      const report = await readFile(file, options, { signal, onProgress: (progress) => (this.reading = progress) });
      await this.#hold(report.tableId);
      this.known = await datasetsOfShape(report.shape);
      this.options = options;
      this.report = report;
      this.roles = report.roles;
    });
  }

  setRoles(roles: Roles): void {
    this.roles = roles;
  }

  next(): Promise<void> {
    switch (this.stage) {
      case 'read-back':
        this.#go('next');
        return Promise.resolve();
      case 'match':
        return this.#plan('next');
      default:
        return Promise.resolve();
    }
  }

  back(): void {
    this.#go('back');
  }

  /** What would change, for the roles as they stand. Steps are suggested anew; a question already chosen stays while it fits. */
  async #plan(event: ImportEvent, lines?: readonly RecipeLine[], question?: Question): Promise<void> {
    const { report, roles } = this;
    if (!report || !roles || !this.#go(event)) return;
    await this.#work(async (signal) => {
      const choice = { tableId: report.tableId, roles, steps: lines && stepsInForce(lines), question, datasetId: this.into?.id };
      const plan = await planKeep(choice, { signal, onProgress: (progress) => (this.job = progress) });
      this.plan = plan;
      this.lines = lines ?? plan.steps.map((step) => ({ step, on: true }));
    });
  }

  /** Same steps as last time, into the dataset they come from. */
  async replay(dataset: Dataset): Promise<void> {
    const { file, report } = this;
    if (!file || !report || !this.#go('replay')) return;
    await this.#work(async (signal) => {
      const answer = await replay(file, report, dataset, {
        signal,
        onRead: (progress) => (this.reading = progress),
        onPlan: (progress) => (this.job = progress),
      });
      this.#staged = answer.report.tableId;
      this.into = dataset;
      this.name = dataset.name;
      this.options = answer.options;
      this.report = answer.report;
      this.roles = answer.plan.roles;
      this.plan = answer.plan;
      this.lines = answer.plan.steps.map((step) => ({ step, on: true }));
    });
  }

  /** Takes a step back, or puts it back in its place. */
  async switchStep(index: number, on: boolean): Promise<void> {
    if (this.plan) await this.#plan('replan', switched(this.lines, index, on), this.plan.question);
  }

  async ask(question: Question | undefined): Promise<void> {
    if (this.plan) await this.#plan('replan', this.lines, question);
  }

  /** Resolves to the dataset once it is committed; undefined where it was stopped or failed. */
  async keep(): Promise<Dataset | undefined> {
    const { report, plan } = this;
    if (!report || !plan || !this.#go('next')) return undefined;
    await this.#work(async (signal) => {
      const target = { datasetId: this.into?.id };
      const name = this.name.trim() || report.fileName;
      this.kept = await keepFile(report.tableId, name, recipeOf(report, plan), target, {
        signal,
        onProgress: (progress) => (this.job = progress),
      });
      this.#staged = undefined;
      await rememberLines(this.kept.id, this.lines);
    });
    return this.kept;
  }

  cancel(): void {
    this.#controller?.abort();
  }

  /** Gives the file up and goes back to the start. */
  leave(): void {
    if (!this.#go('leave')) return;
    this.#give();
    this.file = this.report = this.roles = this.plan = this.into = this.error = undefined;
    this.options = {};
  }

  #go(event: ImportEvent): boolean {
    const next = afterEvent(this.stage, event);
    if (!next) return false;
    this.stage = next;
    this.error = undefined;
    this.stopped = false;
    return true;
  }

  /** Runs one job; the stage moves on when it is done, and back to where it came from when it failed or was stopped. */
  async #work(job: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    this.#controller = controller;
    this.reading = this.job = undefined;
    try {
      await job(controller.signal);
      this.#go('done');
    } catch (thrown) {
      const error = toAppError(thrown);
      const stopped = error.code === 'cancelled';
      this.#go(stopped ? 'cancel' : 'failed');
      this.stopped = stopped;
      if (!stopped) this.error = error;
    }
  }

  /** The newest reading is the one to hold. */
  async #hold(tableId: string): Promise<void> {
    this.#give();
    this.#staged = tableId;
  }

  /** A staged table that cannot be thrown away now is swept up at the next start. */
  #give(): void {
    if (this.#staged) discardFile(this.#staged).catch(() => undefined);
    this.#staged = undefined;
  }
}

export const importFlow = new ImportFlow();
