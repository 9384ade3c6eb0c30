/**
 * The import that is under way, as state. It lives outside the screen, so that going to look at something else loses
 * nothing. Which stage follows which is `import-wizard.ts`'s business; here is what each stage holds.
 */
import type { Dataset } from '../core/dataset.ts';
import { toAppError, type AppError } from '../core/errors.ts';
import type { ReadOptions } from '../core/reading.ts';
import type { Question, Roles } from '../core/recipe.ts';
import type { JobProgress } from '../rpc/protocol.ts';
import { mergeChoices, rememberedChoices, type ColumnChoices } from './column-choices.ts';
import { linesOf, stepsOf, type RecipeLine } from './clean-data.ts';
import {
  datasetsLike,
  datasetWithTable,
  discardFile,
  keepFile,
  planKeep,
  readFile,
  readsAlike,
  recipeOf,
  replay,
  type KeepAnswer,
  type KeepChoice,
  type ReadAnswer,
  type ReadProgress,
  type Replayed,
} from './import-file.ts';
import { afterEvent, isWorking, type ImportEvent, type ImportStage } from './import-wizard.ts';

class ImportFlow {
  stage = $state<ImportStage>('start');
  file = $state.raw<File>();
  options = $state.raw<ReadOptions>({});
  /** What the person decided about columns, now or for a former file of this shape. */
  answers = $state.raw<ColumnChoices>({});
  /** Some of it was remembered, not asked. */
  remembered = $state(false);
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
  /** Table that the worker holds for us, not kept yet. */
  #staged: string | undefined;
  /** What the plan at hand was made for. */
  #planned: { tableId: string; roles: Roles } | undefined;

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
    this.answers = options.columns ?? {};
    this.remembered = false;
    this.name = file.name.replace(/\.[^.]+$/, '');
    await this.#read(file, options, true);
  }

  /** The same file, read otherwise. The former reading stays until the new one is there. */
  async reread(change: ReadOptions): Promise<void> {
    const { file } = this;
    // After a failed first reading there is nothing to re-read: it starts over with the change.
    if (!file) return;
    // Cut elsewhere, or from another sheet, other columns stand in these places.
    const isCutAnew = 'delimiter' in change || 'quote' in change || change.sheet !== undefined;
    if (isCutAnew) this.answers = {};
    const options = { ...this.options, ...change, columns: { ...(isCutAnew ? {} : this.options.columns), ...change.columns } };
    if (this.stage === 'start') return this.choose(file, options);
    if (!this.#go('reread')) return;
    await this.#read(file, options);
  }

  /** Columns read otherwise, one or many at once. */
  async chooseColumns(change: ColumnChoices): Promise<void> {
    const former = this.answers;
    this.answers = mergeChoices(former, change);
    const columns = Object.fromEntries(Object.keys(change).map((index) => [index, {}]));
    await this.reread({ columns: { ...columns, ...mergeChoices(this.options.columns ?? {}, change) } });
    // It was stopped or failed: the reading at hand is the former one.
    if (this.stopped || this.error) this.answers = former;
  }

  /** `isNew`: what was decided for a former file of its shape holds for this one. */
  async #read(file: File, options: ReadOptions, isNew = false): Promise<void> {
    await this.#work(async (signal) => {
      const hooks = { signal, onProgress: (progress: ReadProgress) => (this.reading = progress) };
      let report = await readFile(file, options, hooks);
      await this.#hold(report.tableId);
      this.known = await datasetsLike(report);
      const former = this.known.find(({ recipe }) => recipe.shape === report.shape);
      const columns = isNew && !options.columns ? rememberedChoices(report, former?.recipe) : {};
      if (Object.keys(columns).length > 0) {
        options = { ...options, columns };
        if (!readsAlike(report, { columns })) {
          report = await readFile(file, options, hooks);
          await this.#hold(report.tableId);
        }
        this.answers = columns;
        this.remembered = true;
      }
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
        return this.#plan();
      default:
        return Promise.resolve();
    }
  }

  back(): void {
    this.#go('back');
  }

  /** What would change, for the roles as they stand: steps and question are suggested. */
  async #plan(): Promise<void> {
    const { report, roles } = this;
    if (!report || !roles || !this.#go('next')) return;
    // Coming back to the check without having changed anything keeps what was decided there.
    if (this.plan && this.#planned?.roles === roles && this.#planned.tableId === report.tableId) return void this.#go('done');
    await this.#work(async (signal) => {
      this.plan = await this.#ask({ tableId: report.tableId, roles, datasetId: this.into?.id }, signal);
      this.lines = linesOf(this.plan.steps);
      this.#planned = { tableId: report.tableId, roles };
    });
  }

  #ask(choice: KeepChoice, signal: AbortSignal): Promise<KeepAnswer> {
    return planKeep(choice, { signal, onProgress: (progress) => (this.job = progress) });
  }

  /** Same steps as last time, into the dataset they come from; or those of a saved recipe. */
  async replay(replayed: Replayed): Promise<void> {
    const { file, report } = this;
    if (!file || !report || !this.#go('replay')) return;
    await this.#work(async (signal) => {
      const answer = await replay(file, report, replayed, {
        signal,
        onRead: (progress) => (this.reading = progress),
        onPlan: (progress) => (this.job = progress),
      });
      this.#staged = answer.report.tableId;
      this.into = replayed.dataset;
      if (replayed.dataset) this.name = replayed.dataset.name;
      this.options = answer.options;
      this.answers = replayed.recipe.answers ?? {};
      this.report = answer.report;
      this.roles = answer.plan.roles;
      this.plan = answer.plan;
      this.lines = linesOf(answer.plan.steps);
      this.#planned = { tableId: answer.report.tableId, roles: answer.plan.roles };
    });
  }

  /** Other steps, another order, some of them off: works out anew what would change. */
  async changeLines(lines: readonly RecipeLine[]): Promise<void> {
    const { report, plan } = this;
    if (!report || !plan || !this.#go('replan')) return;
    await this.#work(async (signal) => {
      const choice = { tableId: report.tableId, roles: plan.roles, steps: stepsOf(lines), datasetId: this.into?.id };
      const answer = await this.#ask(choice, signal);
      // The question stays as it was decided, "none" included; what was offered stays on offer until it is accepted.
      this.plan = { ...answer, offered: plan.offered, question: plan.question };
      this.lines = lines;
    });
  }

  /** What to predict; undefined: nothing. */
  ask(question: Question | undefined): void {
    if (this.plan && this.stage === 'check') this.plan = { ...this.plan, question };
  }

  /** Resolves to the dataset once it is committed; undefined where it was stopped or failed. */
  async keep(): Promise<Dataset | undefined> {
    const { report, plan } = this;
    if (!report || !plan || !this.#go('next')) return undefined;
    this.kept = undefined;
    await this.#work(async (signal) => {
      const target = { datasetId: this.into?.id };
      const name = this.name.trim() || report.fileName;
      this.kept = await keepFile(report.tableId, name, recipeOf(report, plan, this.answers), target, {
        signal,
        onProgress: (progress) => (this.job = progress),
      });
      this.#staged = undefined;
    });
    // Stopped a moment too late: it is committed, and is treated so.
    if (this.stopped) this.kept = await datasetWithTable(report.tableId);
    if (this.stopped && this.kept) this.#go('done');
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
    this.answers = {};
    this.remembered = false;
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
