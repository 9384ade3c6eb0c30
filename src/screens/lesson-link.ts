/** A lesson as a link: data source, settings and step in the hash, so that a trainer can hand it out. Never any data. */

export interface LessonLink {
  source: 'article' | 'sample';
  criterion: 'gini' | 'entropy';
  depth: number;
  step: number;
}

export function readLessonLink(hash: string): LessonLink {
  const query = new URLSearchParams(hash.split('?')[1] ?? '');
  const whole = (name: string, from: number, to: number, otherwise: number) => {
    const value = Number(query.get(name) ?? NaN);
    return Number.isInteger(value) && value >= from && value <= to ? value : otherwise;
  };
  return {
    source: query.get('d') === 'sample' ? 'sample' : 'article',
    criterion: query.get('c') === 'entropy' ? 'entropy' : 'gini',
    depth: whole('depth', 1, 4, 2),
    step: whole('step', 0, 100_000, 0),
  };
}

export function lessonLink({ source, criterion, depth, step }: LessonLink): string {
  return `#/classroom/tree?d=${source}&c=${criterion}&depth=${depth}&step=${step}`;
}
