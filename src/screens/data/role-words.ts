/** Roles of columns in words, and how sure a pre-filled one is. */
import type { RoleGuess, RoleName, Roles } from '../../core/recipe.ts';
import { t } from '../../i18n/t.svelte.ts';

/** Dots of confidence: high, fair, a guess. */
export function confidenceDots(confidence: number): 1 | 2 | 3 {
  if (confidence >= 0.8) return 3;
  return confidence >= 0.5 ? 2 : 1;
}

export interface RoleState {
  column: string;
  /** The guess behind it; absent where the person chose. */
  guess?: RoleGuess;
}

/** The column that holds a role now, with the guess it came from. */
export function roleState(role: RoleName, roles: Roles, guesses: readonly RoleGuess[]): RoleState | undefined {
  const column = roles[role];
  if (column === undefined) return undefined;
  return { column, guess: guesses.find((guess) => guess.role === role && guess.column === column) };
}

export function roleWords(role: RoleName): string {
  switch (role) {
    case 'who':
      return t('data.roleWho');
    case 'when':
      return t('data.roleWhen');
    case 'amount':
      return t('data.roleAmount');
    case 'target':
      return t('data.roleTarget');
    case 'name':
      return t('data.roleName');
    case 'phone':
      return t('data.rolePhone');
    case 'email':
      return t('data.roleEmail');
    case 'orderId':
      return t('data.roleOrderId');
    case 'product':
      return t('data.roleProduct');
    case 'quantity':
      return t('data.roleQuantity');
    case 'price':
      return t('data.rolePrice');
  }
}

const MAIN: Record<Roles['rowShape'], readonly RoleName[]> = { order: ['who', 'when', 'amount'], customer: ['who', 'target'] };
const MORE: Record<Roles['rowShape'], readonly RoleName[]> = {
  order: ['name', 'phone', 'email', 'orderId', 'product', 'quantity', 'price'],
  customer: ['name', 'phone', 'email'],
};

export function mainRoles(shape: Roles['rowShape']): readonly RoleName[] {
  return MAIN[shape];
}

export function moreRoles(shape: Roles['rowShape']): readonly RoleName[] {
  return MORE[shape];
}

/** The roles with one of them changed; '' empties it. Another column to predict has another yes. */
export function withRole(roles: Roles, role: RoleName, column: string): Roles {
  const next: Roles = { ...roles, [role]: column || undefined };
  return role === 'target' && column !== roles.target ? { ...next, targetYes: undefined } : next;
}

/** Columns without any role. */
export function columnsWithoutRole(names: readonly string[], roles: Roles): string[] {
  const taken = new Set([...MAIN[roles.rowShape], ...MORE[roles.rowShape]].map((role) => roles[role]));
  return names.filter((name) => !taken.has(name));
}
