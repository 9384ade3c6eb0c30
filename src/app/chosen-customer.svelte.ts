/** Whose page is open. Kept in memory only: an address never says who a customer is. */
import { go } from './route.svelte.ts';

const state = $state<{ id: string | undefined }>({ id: undefined });

export function chosenCustomer(): string | undefined {
  return state.id;
}

export function openCustomer(id: string): void {
  state.id = id;
  go('customers', 'open');
}
