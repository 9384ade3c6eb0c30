/** What stands in the `.json` beside each sample file: what it holds, what was planted in it, and what it can be asked. */

export interface BothLanguages {
  en: string;
  zh: string;
}

export interface SampleCard {
  title: BothLanguages;
  file: string;
  encoding: 'utf-8' | 'gb18030';
  /** Records below the header. */
  rows: number;
  columns: { name: string; meaning: BothLanguages; unit: string | null }[];
  /** Counts of what the generator put in. `orders` and `customers` are what is left after cleaning. */
  planted: Record<string, number>;
  question: BothLanguages;
  seed: number;
}

export interface SampleFile {
  name: string;
  bytes: Uint8Array;
  card: SampleCard;
}
