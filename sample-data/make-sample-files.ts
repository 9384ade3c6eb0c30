import { makeCustomerData } from './make-customer-data.ts';
import { makeShopFiles } from './make-shop-files.ts';
import type { SampleFile } from './sample-card.ts';
import { CHINESE, ENGLISH } from './shop-skin.ts';

/** All sample files, made anew; byte-identical each time. The Chinese shop is the English one in other words: people order the same pieces on the same days. */
export function makeSampleFiles(): SampleFile[] {
  const prices = ENGLISH.products.map(([, price]) => price);
  return [...makeShopFiles(ENGLISH, prices), ...makeShopFiles(CHINESE, prices), makeCustomerData()];
}

/** The card as it stands in the file beside the data. */
export function cardText({ card }: SampleFile): string {
  return `${JSON.stringify(card, null, 2)}\n`;
}
