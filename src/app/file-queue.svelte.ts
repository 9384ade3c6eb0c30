/**
 * Files that wait for their turn: several dropped at once, opened with the app, shared to it, or found in a watched folder.
 * The Data screen takes the next one whenever the import rests. Files with the columns of the one just kept are offered to
 * go the same way, without another question.
 */
import { mustBeAnswered, recipeQuestions } from '../core/recipe-questions.ts';
import type { Dataset } from '../core/dataset.ts';
import { importFlow } from './import-flow.svelte.ts';
import type { ImportStage } from './import-wizard.ts';
import { refreshSession } from './session.svelte.ts';

class FileQueue {
  waiting = $state.raw<readonly File[]>([]);
  /** How many files this batch has, and how many of them had their turn. */
  total = $state(0);
  taken = $state(0);
  /** The customer base that the last file of this batch went into. */
  into = $state.raw<Dataset>();
  /** Files with the same columns go in by themselves. */
  chaining = $state(false);

  /** The first waiting file, and those after it, can go where the last one went: decided once it is read. */
  get offersChain(): boolean {
    return this.into !== undefined && importFlow.stage === 'read-back' && this.isKnown(this.into.id);
  }

  add(files: readonly File[]): void {
    if (files.length === 0) return;
    if (this.waiting.length === 0 && !importFlow.working) this.#begin();
    this.waiting = [...this.waiting, ...files];
    this.total += files.length;
  }

  /** Reads the next file up to the point where the person is asked. */
  async next(): Promise<void> {
    const [file, ...rest] = this.waiting;
    if (!file) return;
    this.waiting = rest;
    this.taken++;
    await importFlow.choose(file);
  }

  /** After a file was kept. */
  kept(dataset: Dataset): void {
    this.into = dataset;
  }

  /**
   * The file at hand and all after it by the recipe of the base that knows their columns, until one has other columns or
   * needs an answer. Resolves to the base as it is then; undefined where nothing was kept.
   */
  async chain(): Promise<Dataset | undefined> {
    let kept: Dataset | undefined;
    const stage = (): ImportStage => importFlow.stage;
    this.chaining = true;
    try {
      for (;;) {
        if (stage() === 'start' || stage() === 'kept') await this.next();
        if (stage() !== 'read-back') return kept;
        const { report, known } = importFlow;
        const base = known.find(({ id }) => id === (kept ?? this.into)?.id) ?? known.at(0);
        if (!base || base.recipe.shape !== report?.shape) return kept;
        const questions = recipeQuestions(base.recipe, report);
        if (questions.some(mustBeAnswered)) return kept;
        await importFlow.replay({ recipe: base.recipe, dataset: base, questions });
        if (stage() !== 'check') return kept;
        const dataset = await importFlow.keep();
        if (!dataset) return kept;
        kept = this.into = dataset;
        await refreshSession();
        if (this.waiting.length === 0) return kept;
      }
    } finally {
      this.chaining = false;
    }
  }

  /** The files that still wait are left alone; the one at hand stays. */
  drop(): void {
    this.waiting = [];
    this.total = this.taken;
  }

  isKnown(datasetId: string): boolean {
    return importFlow.known.some(({ id }) => id === datasetId);
  }

  #begin(): void {
    this.total = this.taken = 0;
    this.into = undefined;
  }
}

export const fileQueue = new FileQueue();
