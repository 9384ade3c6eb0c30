/** Currency marks as they stand in cells, and the ISO 4217 codes they may mean. */

/** Mark -> codes; the first is meant unless the person says otherwise (¥ is yuan in China, yen in Japan). */
const CURRENCIES: Record<string, readonly string[]> = {
  '¥': ['CNY', 'JPY'], '￥': ['CNY', 'JPY'], 'CN¥': ['CNY'], 'JP¥': ['JPY'], 元: ['CNY', 'TWD', 'HKD'], 圆: ['CNY'], RMB: ['CNY'], CNY: ['CNY'], 人民币: ['CNY'], 円: ['JPY'], JPY: ['JPY'],
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'TWD', 'MXN', 'ARS', 'CLP', 'COP'], 'US$': ['USD'], USD: ['USD'], 美元: ['USD'], 'HK$': ['HKD'], HKD: ['HKD'], 港币: ['HKD'], 港元: ['HKD'],
  'NT$': ['TWD'], TWD: ['TWD'], 新台币: ['TWD'], 'S$': ['SGD'], SGD: ['SGD'], 'A$': ['AUD'], AUD: ['AUD'], 'C$': ['CAD'], CAD: ['CAD'], 'R$': ['BRL'], BRL: ['BRL'], '€': ['EUR'], EUR: ['EUR'], 欧元: ['EUR'],
  '£': ['GBP'], GBP: ['GBP'], 英镑: ['GBP'], '₹': ['INR'], INR: ['INR'], 'Rs.': ['INR', 'PKR', 'LKR'], Rs: ['INR', 'PKR', 'LKR'], '₩': ['KRW'], KRW: ['KRW'], '₽': ['RUB'], RUB: ['RUB'], '₺': ['TRY'], TRY: ['TRY'],
  '₫': ['VND'], VND: ['VND'], '฿': ['THB'], THB: ['THB'], CHF: ['CHF'], 'Fr.': ['CHF'], SEK: ['SEK'], NOK: ['NOK'], DKK: ['DKK'], kr: ['SEK', 'NOK', 'DKK'], PLN: ['PLN'], zł: ['PLN'], CZK: ['CZK'], Kč: ['CZK'], '₱': ['PHP'], PHP: ['PHP'],
  MYR: ['MYR'], RM: ['MYR'], Rp: ['IDR'], IDR: ['IDR'], '₦': ['NGN'], ZAR: ['ZAR'], MXN: ['MXN'], NZD: ['NZD'], AED: ['AED'],
}; // prettier-ignore

const marks = Object.keys(CURRENCIES)
  .sort((a, b) => b.length - a.length)
  .map((mark) => mark.replace(/[$.]/g, '\\$&'))
  .join('|');
export const CURRENCY_FIRST = new RegExp(`^(?:${marks})\\s*`);
export const CURRENCY_LAST = new RegExp(`\\s{0,4}(?:${marks})$`);

/** The codes a mark may mean, the likeliest first; empty when it is none. */
export function currenciesOf(mark: string): readonly string[] {
  return CURRENCIES[mark.trim()] ?? [];
}
