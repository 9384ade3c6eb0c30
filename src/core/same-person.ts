/** What a person said about two customers being one, and what follows from it. Nothing in the files is changed: taking an answer back undoes it. */

export interface Judgement {
  id: string;
  /** Customer ids as in the file, and the names they were shown under. */
  a: string;
  b: string;
  nameA: string;
  nameB: string;
  same: boolean;
  /** Milliseconds since 1970. */
  at: number;
  /** Taken over as sure, many at once, without a look at each. */
  unseen?: true;
}

/**
 * Which of the values of merged rows is kept: that of the row that leads (where it has none, the latest), the latest row's, the
 * longest, the most frequent, the one of most words. Of equally good values the latest row's.
 */
export type SurvivorRule = 'leading' | 'latest' | 'longest' | 'most-frequent' | 'most-complete';

/** Kept as one encrypted setting per dataset. */
export interface SamePersonRecord {
  judgements: Judgement[];
  /** By column; a column without one: `leading`. */
  rules?: Record<string, SurvivorRule>;
  /** When it was last changed. */
  at: number;
}

export function samePersonId(datasetId: string): string {
  return `same-person:${datasetId}`;
}

/** Which judgements hold: of two on the same pair the later. In the order they were made. */
export function standingJudgements(judgements: readonly Judgement[]): Judgement[] {
  const byPair = new Map<string, Judgement>();
  for (const one of judgements) {
    const key = one.a < one.b ? `${one.a}\u0000${one.b}` : `${one.b}\u0000${one.a}`;
    byPair.delete(key);
    byPair.set(key, one);
  }
  return [...byPair.values()];
}

/** Groups of customer ids that are one person, each led by the id that was first in a judgement. */
export function personGroups(judgements: readonly Judgement[]): string[][] {
  const groupOf = new Map<string, string[]>();
  for (const { a, b, same } of standingJudgements(judgements)) {
    if (!same) continue;
    const first = groupOf.get(a) ?? [a];
    const second = groupOf.get(b) ?? [b];
    if (first === second) continue;
    first.push(...second);
    for (const id of first) groupOf.set(id, first);
  }
  return [...new Set(groupOf.values())];
}

/** Every merged id but the leading ones -> the leading one. */
export function leaderOf(judgements: readonly Judgement[]): Map<string, string> {
  return new Map(personGroups(judgements).flatMap(([leader, ...others]) => others.map((id) => [id, leader] as const)));
}

/**
 * One member thrown out of its group: the others stay together, and that it is none of them is remembered, so that it is not
 * asked about again. `fresh` makes an id for what is added.
 */
export function withoutMember(judgements: readonly Judgement[], id: string, fresh: () => string, at: number): Judgement[] {
  const group = personGroups(judgements).find((members) => members.includes(id));
  if (!group) return [...judgements];
  const nameOf = new Map(judgements.flatMap(({ a, b, nameA, nameB }) => [[a, nameA] as const, [b, nameB] as const]));
  const ties = standingJudgements(judgements).filter(({ same, a, b }) => same && (a === id || b === id));
  const rest = judgements.filter(({ same, a, b }) => !same || (a !== id && b !== id));
  // What held together only through the member is tied directly.
  const neighbours = ties.map((tie) => (tie.a === id ? { id: tie.b, name: tie.nameB, tie } : { id: tie.a, name: tie.nameA, tie }));
  const [first, ...others] = neighbours;
  const bridged = others.map(({ id: b, name: nameB, tie }): Judgement => ({ ...tie, a: first.id, nameA: first.name, b, nameB }));
  const apart = group
    .filter((member) => member !== id)
    .map((member): Judgement => ({
      id: fresh(),
      a: member,
      b: id,
      nameA: nameOf.get(member) ?? member,
      nameB: nameOf.get(id) ?? id,
      same: false,
      at,
    }));
  return [...rest, ...bridged, ...apart];
}
