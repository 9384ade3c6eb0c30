/**
 * A weighted sum of other algorithms (Wolpert 1992; non-negative weights: Breiman 1996): of their log odds for a chance, of their
 * amounts for an amount. The weights are parameters: `select-stack.ts` learns them from out-of-fold predictions, where no
 * member has seen the row it speaks of. Each member is learned from all rows given.
 */
import { AppError } from '../core/errors.ts';
import type { Matrix } from '../core/matrix.ts';
import type { AlgorithmId } from '../core/model-card.ts';
import { RandomState } from '../core/rng.ts';
import { logit } from './calibrate.ts';
import { checkInput } from './check-input.ts';
import { checkParams } from './check-params.ts';
import type { Algorithm, FitInput } from './contract.ts';
import { sigmoid } from './logistic-line.ts';

export interface StackMember {
  algorithm: AlgorithmId;
  /** On top of the algorithm's defaults and the stack's `output`. */
  params: Record<string, unknown>;
  weight: number;
}

export interface StackParams {
  output: 'chance' | 'amount';
  members: readonly StackMember[];
  intercept: number;
}

export interface StackModel {
  kind: 'stack';
  output: 'chance' | 'amount';
  columns: number;
  intercept: number;
  members: {
    algorithm: AlgorithmId;
    weight: number;
    /** Of all chance in its learning. */
    seed: number;
    model: unknown;
  }[];
}

/** So many steps of a member are done. */
export interface StackStep {
  kind: 'member';
  algorithm: AlgorithmId;
  steps: number;
}

/** @param algorithmOf the members, by id */
export function createStack(algorithmOf: (id: AlgorithmId) => Algorithm): Algorithm<StackParams, StackModel, StackStep> {
  const stack: Algorithm<StackParams, StackModel, StackStep> = {
    id: 'stack',
    tasks: ['classification', 'regression'],
    defaults: {
      output: 'chance',
      members: [
        { algorithm: 'additive', params: {}, weight: 0.5 },
        { algorithm: 'boosting', params: { learning_rate: 0.05, l2_regularization: 5, max_leaf_nodes: 8 }, weight: 0.5 },
      ],
      intercept: 0,
    },
    parameters: [
      { name: 'output', kind: 'choice', choices: ['chance', 'amount'], about: 'chance = of class 1, amount = a number' },
      { name: 'members', kind: 'members', about: 'The algorithms, each with its parameters and its weight (0 or more)' },
      { name: 'intercept', kind: 'number', about: 'Added to the weighted sum: log odds, or the amount' },
    ],
    fit,
    predict(model, x) {
      const raw = rawOf(model, x);
      return model.output === 'chance' ? raw.map(sigmoid) : raw;
    },
    classes: ({ output }) => (output === 'chance' ? 2 : 0),
    describe: ({ intercept, members }, features) => ({
      intercept,
      members: members.map(({ algorithm, weight, model }) => ({ algorithm, weight, ...algorithmOf(algorithm).describe(model, features) })),
    }),
  };
  return stack;

  async function* fit({ x, y, params, random }: FitInput<StackParams>): AsyncGenerator<StackStep, StackModel, void> {
    checkInput({ x, y });
    checkParams(params, stack.parameters);
    const { output, intercept } = params;
    const members: StackModel['members'] = [];
    for (const { algorithm: id, params: own, weight } of params.members) {
      const algorithm = memberOf(id, output);
      const told = algorithm.parameters.some(({ name }) => name === 'output') ? { output } : {};
      const all = { ...algorithm.defaults, ...told, ...own };
      const seed = random.uint32();
      const run = algorithm.fit({ x, y, params: all, random: new RandomState(seed), trace: false });
      let next = await run.next();
      for (let steps = 1; !next.done; steps++, next = await run.next()) yield { kind: 'member', algorithm: id, steps };
      members.push({ algorithm: id, weight, seed, model: next.value });
    }
    return { kind: 'stack', output, columns: x.columns, intercept, members };
  }

  function memberOf(id: AlgorithmId, output: StackParams['output']): Algorithm {
    const algorithm = algorithmOf(id);
    const task = output === 'chance' ? 'classification' : 'regression';
    if (id === 'stack' || !algorithm.tasks.includes(task)) throw new AppError('bad-parameter', { name: 'members', value: id });
    return algorithm;
  }

  function rawOf({ output, intercept, members }: StackModel, x: Matrix): Float64Array {
    const raw = new Float64Array(x.rows).fill(intercept);
    for (const { algorithm, weight, model } of members) {
      const said = algorithmOf(algorithm).predict(model, x);
      for (let i = 0; i < raw.length; i++) raw[i] += weight * (output === 'chance' ? logit(said[i]) : said[i]);
    }
    return raw;
  }
}
