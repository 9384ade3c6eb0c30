/** A message made from a template: facts go where {name}, {days}, {product} and {shop} stand; a sentence without its fact is left out. */
import type { Playbook, Template } from '../core/work.ts';

export interface DraftFacts {
  name?: string;
  /** Days since the last order. */
  days?: number;
  product?: string;
  shop?: string;
}

export interface Draft {
  subject: string;
  body: string;
}

const PLACEHOLDER = /\{(name|days|product|shop)\}/gu;
/** A greeting needs a name: this stands in for a missing one. */
const NAMELESS = { en: 'customer', zh: '客户' } as const;

/** One line, without control characters: a name cannot open a new line, and so no header and no paragraph either. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Sentences with their trailing space; a line without an end mark is one sentence. A full stop inside 3.50 ends nothing. */
function sentencesOf(line: string): string[] {
  return (
    line.match(/[^.!?。！？]*(?:[.!?](?!\s|$)[^.!?。！？]*)*(?:[。！？]|[.!?]+(?=\s|$)|$)\s*/gu)?.filter((sentence) => sentence !== '') ??
    []
  );
}

function fillLine(line: string, values: Record<string, string | undefined>): string {
  return sentencesOf(line)
    .filter((sentence) => [...sentence.matchAll(PLACEHOLDER)].every(([, key]) => values[key]))
    .map((sentence) => sentence.replace(PLACEHOLDER, (_, key: string) => values[key] ?? ''))
    .join('')
    .trimEnd();
}

export function fillTemplate(template: Template, facts: DraftFacts): Draft {
  const values = {
    name: oneLine(facts.name ?? '') || NAMELESS[template.lang],
    days: facts.days === undefined || !Number.isFinite(facts.days) ? undefined : String(Math.max(0, Math.round(facts.days))),
    product: oneLine(facts.product ?? ''),
    shop: oneLine(facts.shop ?? ''),
  };
  const lines = template.body.split(/\r\n|\r|\n/u).flatMap((line) => {
    const filled = fillLine(line, values);
    return filled === '' && line.trim() !== '' ? [] : [filled];
  });
  const body = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { subject: oneLine(fillLine(oneLine(template.subject), values)), body };
}

/** The template of a rule in this language, else in another one. */
export function templateFor(playbook: Playbook, templateId: string | undefined, lang: Template['lang']): Template | undefined {
  const candidates = playbook.templates.filter((template) => template.id === templateId);
  return candidates.find((template) => template.lang === lang) ?? candidates[0];
}
