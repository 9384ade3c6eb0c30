import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactHistory } from '../../src/agent/contact-history.ts';
import { contactable, decide, type Candidate, type DecideInput } from '../../src/agent/decide.ts';
import { defaultPlaybook } from '../../src/agent/default-playbook.ts';
import { recordRun } from '../../src/agent/record-run.ts';
import type { FeatureSpec } from '../../src/core/features.ts';
import type { Condition, Outcome, Playbook, Rule, Task } from '../../src/core/work.ts';

const NOW = Date.UTC(2026, 10, 5, 9);
const DAY = 86_400_000;
const features: FeatureSpec[] = [{ kind: 'order-fact', fact: 'recency', unit: 'days' }];
const dataset = {
  id: 'd',
  recipe: { version: 1 as const, shape: '', read: {}, roles: { rowShape: 'order' as const, email: 'mail' }, steps: [] },
};
const base: Playbook = defaultPlaybook(dataset, 'en', { kind: 'will-not-return', horizonDays: 90 }, { id: 'p', now: NOW });

const customer = (id: string, chance: number | null, value: number, recency = 50): Candidate => ({
  id,
  name: `Name ${id}`,
  chance,
  predicted: chance ?? value,
  value,
  features: [recency],
});
const rule = (id: string, when: Condition, action: Rule['do']['action'] = 'call', more: Partial<Rule> = {}): Rule => ({
  id,
  version: 1,
  on: true,
  when,
  do: { action, dueDays: 1 },
  ...more,
});
const always: Condition = { all: [] };
const task = (customerId: string, state: Task['state'] = 'open'): Task => ({
  id: `t-${customerId}`,
  runId: 'r',
  decisionId: `x-${customerId}`,
  datasetId: 'd',
  customerId,
  name: '',
  action: 'call',
  state,
  dueAt: NOW,
  createdAt: NOW,
  updatedAt: NOW,
  rank: 1,
});
const outcome = (customerId: string, kind: Outcome['kind'], at: number): Outcome => ({
  id: `o-${customerId}-${at}`,
  taskId: 't',
  decisionId: 'x',
  datasetId: 'd',
  customerId,
  kind,
  at,
});
const input = (candidates: Candidate[], change: Partial<Playbook> = {}, tasks: Task[] = [], outcomes: Outcome[] = []): DecideInput => ({
  candidates,
  features,
  playbook: { ...base, holdout: 0, ...change },
  history: contactHistory(tasks, outcomes, NOW, NOW - 9 * 3_600_000),
  now: NOW,
  salt: 'd:42',
});
const listOf = (from: DecideInput) =>
  decide(from)
    .filter((choice) => choice.arm === 'selected')
    .map((choice) => from.candidates[choice.candidate].id);

describe('decide', () => {
  it('orders by chance x value and breaks ties by customer id', () => {
    const candidates = [customer('b', 0.5, 100), customer('c', 0.9, 10), customer('a', 0.25, 200), customer('d', 0.6, 100)];
    expect(listOf(input(candidates, { rules: [rule('all', always)] }))).toEqual(['d', 'a', 'b', 'c']);
  });

  it('orders a question about an amount by the prediction', () => {
    expect(listOf(input([customer('a', null, 5), customer('b', null, 7)], { rules: [rule('all', always)] }))).toEqual(['b', 'a']);
  });

  it('counts an unknown value as the middle one, and as 1 when none is known', () => {
    const some = decide(
      input([customer('a', 0.5, NaN), customer('b', 0.5, 10), customer('c', 0.5, 30), customer('d', 0.5, 20)], { rules: [] }),
    );
    expect(some.map((choice) => choice.value)).toEqual([30, 20, 20, 10]);
    const none = decide(input([customer('a', 0.5, NaN)], { rules: [] }));
    expect(none[0]).toMatchObject({ value: 1, expectedValue: 0.5 });
  });

  it('lets the first matching rule win and says why the others lost', () => {
    const rules = [
      rule('off', always, 'call', { on: false }),
      rule('fails', { field: 'chance', is: '>=', than: 0.9 }),
      rule('missing', { field: 'feature:products', is: '>=', than: 1 }),
      rule('wins', { field: 'feature:recency', is: '>', than: 10 }, 'email'),
      rule('comes-later', always),
    ];
    expect(decide(input([customer('a', 0.5, 10)], { rules }))[0]).toMatchObject({
      arm: 'selected',
      action: 'email',
      rank: 1,
      rule: { id: 'wins' },
      losing: [
        { ruleId: 'off', because: 'off' },
        { ruleId: 'fails', because: 'condition', field: 'chance', saw: 0.5 },
        { ruleId: 'missing', because: 'unknown', field: 'feature:products', saw: null },
        { ruleId: 'comes-later', because: 'later' },
      ],
    });
  });

  it('passes on to the next rule when one has reached its limit', () => {
    const rules = [rule('calls', always, 'call', { limit: 1 }), rule('mails', always, 'email')];
    const choices = decide(input([customer('a', 0.5, 10), customer('b', 0.4, 10)], { rules }));
    expect(choices.map((choice) => choice.action)).toEqual(['call', 'email']);
    expect(choices[1].losing).toEqual([{ ruleId: 'calls', because: 'limit' }]);
  });

  it('leaves alone who said stop, who was contacted lately and who has an open task, wherever the rule stands', () => {
    const candidates = ['stopped', 'lately', 'rested', 'busy', 'free'].map((id) => customer(id, 0.8, 100));
    const outcomes = [
      outcome('stopped', 'not-interested', NOW - 300 * DAY),
      outcome('lately', 'no-answer', NOW - 29 * DAY),
      outcome('rested', 'no-answer', NOW - 31 * DAY),
    ];
    const last = { rules: [...base.rules.slice(1), base.rules[0]] };
    expect(listOf(input(candidates, last, [task('busy', 'later')], outcomes))).toEqual(['free', 'rested']);
  });

  it('hears a no until the customer comes back, and not when it was taken back', () => {
    const said = outcome('a', 'not-interested', NOW - 300 * DAY);
    expect(listOf(input([customer('a', 0.8, 100)], {}, [], [said]))).toEqual([]);
    expect(listOf(input([customer('a', 0.8, 100)], {}, [], [said, outcome('a', 'came-back', NOW - 200 * DAY)]))).toEqual(['a']);
    expect(listOf(input([customer('a', 0.8, 100)], {}, [], [{ ...said, undone: true }]))).toEqual(['a']);
  });

  it('gives no second task to a customer with an open one even when no rule says so', () => {
    expect(listOf(input([customer('a', 0.8, 100), customer('b', 0.8, 100)], { rules: [rule('all', always)] }, [task('a')]))).toEqual(['b']);
  });

  it('counts the tasks that are waiting, and those settled today, as part of the capacity', () => {
    const candidates = ['a', 'b', 'c', 'd'].map((id) => customer(id, 0.8, 100));
    expect(listOf(input(candidates, { capacity: 2 }, [task('x')]))).toEqual(['a']);
    expect(listOf(input(candidates, { capacity: 2 }, [task('x'), task('y'), task('z')]))).toEqual([]);
    expect(listOf(input(candidates, { capacity: 2 }, [task('x', 'done')]))).toEqual(['a']);
    expect(listOf(input(candidates, { capacity: 2 }, [{ ...task('x', 'done'), updatedAt: NOW - DAY }]))).toEqual(['a', 'b']);
    expect(listOf(input(candidates, { capacity: 2 }, [task('x', 'cancelled'), { ...task('y', 'later'), wakeAt: NOW + 1 }]))).toEqual([
      'a',
      'b',
    ]);
  });

  it('keeps about one in ten aside, always the same people, and fills their places', () => {
    const candidates = Array.from({ length: 4000 }, (_, i) => customer(`C${10_000 + i}`, 0.9 - i * 1e-5, 100));
    const choose = (capacity: number) => decide(input(candidates, { capacity, holdout: 0.1, rules: [rule('all', always)] }));
    const all = choose(4000);
    const aside = all.filter((choice) => choice.arm === 'held-out');
    // 4,000 draws at 0.1: mean 400, standard deviation 19; five of them is never by chance.
    expect(Math.abs(aside.length - 400)).toBeLessThan(95);
    const few = choose(20);
    expect(few.filter((choice) => choice.arm === 'selected')).toHaveLength(20);
    const asideIds = new Set(aside.map((choice) => choice.candidate));
    expect(few.filter((choice) => choice.arm === 'held-out').every((choice) => asideIds.has(choice.candidate))).toBe(true);
    expect(few.filter((choice) => choice.arm === 'not-selected')).toHaveLength(200);
  });
});

const arbitraryCandidates = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    name: fc.constant('n'),
    chance: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 10 }),
    predicted: fc.double({ min: -100, max: 100, noNaN: true }),
    value: fc.double({ min: -1000, max: 1e6 }),
    features: fc.tuple(fc.double({ min: 0, max: 400 })),
  }),
  { selector: (one) => one.id, maxLength: 60 },
);
const arbitraryPlaybook = fc.record({
  capacity: fc.nat(25),
  holdout: fc.double({ min: 0, max: 0.5, noNaN: true }),
  limit: fc.option(fc.nat(10), { nil: undefined }),
});

const situation = fc
  .tuple(arbitraryCandidates, arbitraryPlaybook, fc.array(fc.nat(59)), fc.array(fc.nat(59)))
  .map(([candidates, { capacity, holdout, limit }, busy, stopped]) => {
    const ids = (picks: number[]) => [...new Set(picks)].flatMap((i) => candidates[i]?.id ?? []);
    const rules = base.rules.map((one) => (one.id === 'call' && limit !== undefined ? { ...one, limit } : one));
    return input(
      candidates,
      { capacity, holdout, rules },
      ids(busy).map((id) => task(id)),
      ids(stopped).map((id) => outcome(id, 'not-interested', NOW - 90 * DAY)),
    );
  });

describe('contactable', () => {
  it('leaves out those whom a rule says never to contact, and nobody else', () => {
    const people = [customer('a', 0.1, 10), customer('b', 0.9, 10, 181), customer('c', 0.5, 10)];
    // Twice the horizon of 90 days without an order is gone; c has an open task.
    expect(contactable(input(people, {}, [task('c')]))).toEqual([0]);
  });
});

describe('for any customers, playbook and history', () => {
  it('the list never exceeds the capacity, and a rule never its limit', () => {
    fc.assert(
      fc.property(situation, (from) => {
        const selected = decide(from).filter((choice) => choice.arm === 'selected');
        expect(selected.length + Math.min(from.history.takenToday, from.playbook.capacity)).toBeLessThanOrEqual(from.playbook.capacity);
        const limit = from.playbook.rules.find((one) => one.id === 'call')?.limit ?? Infinity;
        expect(selected.filter((choice) => choice.rule?.id === 'call').length).toBeLessThanOrEqual(limit);
        expect(selected.map((choice) => choice.rank)).toEqual(selected.map((_, i) => i + 1));
      }),
    );
  });

  it('nobody who must not be contacted is on the list or kept aside', () => {
    fc.assert(
      fc.property(situation, (from) => {
        for (const choice of decide(from)) {
          const state = from.history.of.get(from.candidates[choice.candidate].id);
          if (state?.saidStop || state?.hasOpenTask) expect(choice.arm).toMatch(/excluded|not-selected/);
          if (choice.action === 'never') expect(choice.arm).toBe('excluded');
        }
      }),
    );
  });

  it('every choice has a probability in (0, 1], those drawn the one they were drawn with', () => {
    fc.assert(
      fc.property(situation, (from) => {
        const share = Math.round(from.playbook.holdout * 10_000) / 10_000;
        for (const { arm, propensity } of decide(from)) {
          expect(propensity).toBeGreaterThan(0);
          expect(propensity).toBeLessThanOrEqual(1);
          expect(propensity).toBe(arm === 'held-out' ? share : arm === 'selected' ? 1 - share : 1);
        }
      }),
    );
  });

  it('the same input gives the same output, in whatever order the customers come', () => {
    const said = (from: DecideInput) => decide(from).map(({ candidate, ...rest }) => ({ id: from.candidates[candidate].id, ...rest }));
    fc.assert(
      fc.property(situation, (from) => {
        expect(said(from)).toEqual(said(from));
        expect(said({ ...from, candidates: from.candidates.toReversed() })).toEqual(said(from));
      }),
    );
  });

  it('one task for each person on the list, none for anybody else', () => {
    fc.assert(
      fc.property(situation, (from) => {
        const choices = decide(from);
        let ids = 0;
        const { run, tasks } = recordRun(
          {
            datasetId: 'd',
            modelId: 'm',
            playbook: from.playbook,
            inputKey: 'k',
            seed: 42,
            now: NOW,
            features,
            scored: from.candidates.length,
            expected: { selected: 0, random: 0, rule: 0, all: 0 },
          },
          from.candidates,
          choices,
          choices.map(({ candidate }) => ({ start: from.candidates[candidate].chance ?? from.candidates[candidate].predicted, parts: [] })),
          () => `id-${ids++}`,
        );
        const selected = run.decisions.filter((decision) => decision.arm === 'selected');
        expect(tasks.map((one) => one.decisionId)).toEqual(selected.map((decision) => decision.id));
        expect(new Set(tasks.map((one) => one.customerId)).size).toBe(tasks.length);
        expect(run.heldOut).toBe(run.decisions.filter((decision) => decision.arm === 'held-out').length);
      }),
    );
  });
});
