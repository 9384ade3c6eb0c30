/** What a column's name says about its values, in English and Chinese. */

/** Lower-case words of a name: `CustomerID` -> customer, id; `order_no.` -> order, no. */
export function nameWords(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const ID_LAST = new Set(
  'id ids uid uuid guid no nr code codes sku upc ean isbn asin barcode key zip zipcode postcode postalcode pincode iban ssn vin imei fax'.split(
    ' ',
  ),
);
const ID_ANY = new Set('phone telephone tel mobile cellphone whatsapp postcode zipcode postal sku barcode ssn'.split(' '));
const OF_SOMETHING = new Set(
  'order invoice customer client account acct member card policy ticket employee user phone row record line receipt transaction contract reference serial registration passport telephone mobile contact house street'.split(
    ' ',
  ),
);
const GLUED_ID =
  /^(?:client|customer|cust|account|acct|order|invoice|user|member|phone|mobile|card|product|prod|item|stock|store|row|rec|record|line|transaction|trans|passenger|emp|employee)(?:num|nr|no|number|code|key|id)$/;
const CHINESE_ID =
  /(?:编号|编码|号码|单号|代码|条码|条形码|邮编|邮政编码|身份证|电话|手机|座机|传真|序号|账号|帐号|卡号|工号|学号|会员号|客户号|货号|款号|号|(?<=[\u4e00-\u9fff])[iI][dD])$|^(?:手机|电话|联系电话|联系方式)/;
const PERSON = /^(?:customer|client|user|member|shopper|buyer|顾客|客户|会员|用户|买家)$/i;

/** Whole numbers under this name are names of things, not amounts: ids, codes, phone numbers, postcodes. */
export function saysId(name: string): boolean {
  const trimmed = name.trim();
  const words = nameWords(trimmed);
  if (words.length === 0) return false;
  if (CHINESE_ID.test(trimmed) || PERSON.test(trimmed)) return true;
  const last = words[words.length - 1];
  if (words.includes('of') || words[0] === 'num' || words[0] === 'count') return false;
  if (/^id\d+$/.test(last) || ID_LAST.has(last) || GLUED_ID.test(words.join('')) || GLUED_ID.test(last)) return true;
  if ((last === 'number' || last === 'num') && words.length > 1 && OF_SOMETHING.has(words[words.length - 2])) return true;
  return words.some((word) => ID_ANY.has(word)) && !words.some((word) => word === 'service' || word === 'count' || word === 'calls');
}

/** `Lead Number`, `Serial No`: a number that names something, if every value is different. */
export function numbersThings(name: string): boolean {
  return /(?:number|num|no\.?|nr\.?|序号|编号)$/i.test(name.trim());
}

/** The name of a day: `order_date`, `dt`, 生日. */
export function saysDay(name: string): boolean {
  return (
    nameWords(name).some((word) => /^(?:date|day|dt|dob|birthday|birthdate|datum|fecha)$/.test(word)) || /日期|时间|生日|日$/.test(name)
  );
}

const COUNTS = /^(?:days|number|num|no|count|counts|diff|since|length|duration|calls|minutes|amount|total|charge|rate|nr)$/;

/** A name under which plain numbers may be a spreadsheet's days: `order date`, 生日, but not `days since`, 天数. */
export function saysCalendarDay(name: string): boolean {
  const words = nameWords(name);
  if (words.some((word) => COUNTS.test(word)) || /数|天|周期|间隔|时长/.test(name)) return false;
  return words.some((word) => /^(?:date|datum|fecha|dob|birthday|birthdate|dt|day)$/.test(word)) || /日期|时间|生日|日$/.test(name);
}

/** A name under which plain numbers may be seconds since 1970. */
export function saysMoment(name: string): boolean {
  if (nameWords(name).some((word) => COUNTS.test(word))) return false;
  return (
    saysCalendarDay(name) ||
    nameWords(name).some((word) => /^(?:timestamp|time|unix|unixtime|epoch|datetime|ts|created|updated|createdat|updatedat)$/.test(word)) ||
    /时间戳|时间/.test(name)
  );
}

/** The name of a person or thing: text, however different its values are. */
export function saysName(name: string): boolean {
  return /(?:name|title|姓名|名称|名字|昵称|称呼|品名|商品|产品|地址|备注|address|note|notes|comment|comments|description)$/i.test(
    name.trim(),
  );
}
