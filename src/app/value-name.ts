/** What the worth of a customer is called: money spent, or the column of a customer table that stands for it. */
import { translate, type Lang } from '../i18n/translate.ts';
import { session } from './session.svelte.ts';

/** Worth is the sum of the customer's orders. */
export function isSpent(): boolean {
  return session.dataset?.recipe.roles.rowShape !== 'customer';
}

/** As the beginning of a line: "spent so far", the amount column's own name, or "worth". */
export function valueName(lang: Lang): string {
  if (isSpent()) return translate(lang, 'playbook.field-value');
  return session.dataset?.recipe.roles.amount ?? translate(lang, 'playbook.worth');
}
