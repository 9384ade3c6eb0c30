/** What is kept on this device, and whether the browser may clear it by itself. */
import type { Usage } from '../store/contract.ts';
import { pageStore } from './page-store.ts';

export async function storageState(): Promise<Usage> {
  return (await pageStore()).usage();
}

/** Asks the browser not to clear the data by itself. False: it said no (it decides by how the app is used, or asks). */
export async function askToProtect(): Promise<boolean> {
  if (typeof navigator.storage?.persist !== 'function') return false;
  return navigator.storage.persist();
}

/** What an erasure would take away. */
export interface Kept {
  datasets: { name: string; rows: number; customers: number }[];
  customers: number;
  models: number;
  tasks: number;
  outcomes: number;
  exits: number;
}

export async function countKept(): Promise<Kept> {
  const store = await pageStore();
  const [datasets, models, tasks, outcomes, exits] = await Promise.all([
    store.all('dataset'),
    store.all('model'),
    store.all('task'),
    store.all('outcome'),
    store.all('exit'),
  ]);
  return {
    datasets: datasets.map(({ name, rowCount, customerCount }) => ({ name, rows: rowCount, customers: customerCount })),
    customers: datasets.reduce((sum, { customerCount }) => sum + customerCount, 0),
    models: models.length,
    tasks: tasks.length,
    outcomes: outcomes.length,
    exits: exits.length,
  };
}
