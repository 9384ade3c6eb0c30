/** One made-up tea-and-coffee shop in two languages: the same customers and orders, other words, prices and spellings. */

export interface ShopSkin {
  /** File name without `.csv`. */
  file: string;
  nextFile: string;
  encoding: 'utf-8' | 'gb18030';
  /** Order, date, customer number, customer, phone, e-mail, product, quantity, amount. */
  header: readonly string[];
  currency: string;
  /** Name and unit price. */
  products: readonly (readonly [name: string, price: number])[];
  givenNames: readonly string[];
  familyNames: readonly string[];
  fullName(given: string, family: string): string;
  phone(customer: number): string;
  email(customer: number, given: string, family: string): string;
  orderPrefix: string;
  customerPrefix: string;
  totalsWord: string;
  /** What somebody once typed instead of a date. */
  notDates: readonly [string, string, string];
  /** The third spelling of a date, beside 2025-03-07 and 2025/3/7. */
  longDate(year: number, month: number, day: number): string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

export const ENGLISH: ShopSkin = {
  file: 'sample-shop',
  nextFile: 'sample-shop-next-month',
  encoding: 'utf-8',
  header: ['Order no', 'Date', 'Customer no', 'Customer', 'Phone', 'E-mail', 'Product', 'Quantity', 'Amount'],
  currency: 'GBP',
  products: [
    ['House espresso 250g', 8.5],
    ['Ethiopia filter 250g', 11.9],
    ['Colombia 250g', 9.8],
    ['Decaf 250g', 9.2],
    ['Espresso 1kg', 28],
    ['Cold brew bag', 6.4],
    ['Earl Grey 100g', 7.5],
    ['Assam 100g', 6.9],
    ['Sencha 100g', 9.6],
    ['Oolong 100g', 12.8],
    ['Jasmine pearls 50g', 10.5],
    ['Mint tea 50g', 4.9],
    ['Rooibos 100g', 5.6],
    ['Chai mix 200g', 7.2],
    ['Matcha 30g', 16.5],
    ['Paper filters', 3.8],
    ['Oat biscuits', 4.2],
    ['Gift box', 24],
  ],
  givenNames: words(`Ada Alma Arlo Beth Bram Cara Clem Cora Dora Drew Edie Elsa Ewan Faye Finn Gwen Hugo Iris Ivor Joan Jude Kara Lena
    Liam Lola Luca Mabel Mira Nell Nora Otis Owen Pia Quinn Remy Rhea Rosa Saul Seth Tess Theo Una Vera Wren Zeno`),
  familyNames: words(`Abbot Alder Birch Bloom Brook Cliff Croft Dale Drake Ember Fern Finch Flint Ford Frost Glen Grove Hart Heath
    Hollis Ives Kestrel Lark Leigh Linden Marsh Mead Moor Nettle Oakes Pell Quill Reed Rowan Sedge Shaw Stone Thorne Vale Wells Wick Yarrow`),
  fullName: (given, family) => `${given} ${family}`,
  // 07700 900000 to 900999 are set aside by Ofcom for drama and never given to anybody.
  phone: (customer) => `07700900${String(customer).padStart(3, '0')}`,
  email: (_customer, given, family) => `${given}.${family}@example.com`.toLowerCase(),
  orderPrefix: 'T',
  customerPrefix: 'K',
  totalsWord: 'Total',
  notDates: ['end of last year', '??', 'soon'],
  longDate: (year, month, day) => `${day} ${MONTHS[month - 1]} ${year}`,
};

export const CHINESE: ShopSkin = {
  file: 'sample-shop-zh',
  nextFile: 'sample-shop-next-month-zh',
  encoding: 'gb18030',
  header: ['订单号', '日期', '会员编号', '客户名称', '手机', '邮箱', '商品', '数量', '金额'],
  currency: 'CNY',
  products: [
    ['意式拼配咖啡豆250克', 66],
    ['耶加雪菲250克', 92],
    ['云南小粒咖啡250克', 76],
    ['低因咖啡豆250克', 72],
    ['意式拼配1公斤', 218],
    ['冷萃咖啡包', 49],
    ['正山小种100克', 58],
    ['祁门红茶100克', 54],
    ['碧螺春100克', 75],
    ['铁观音100克', 98],
    ['茉莉龙珠50克', 82],
    ['薄荷茶50克', 38],
    ['桂花乌龙100克', 44],
    ['陈皮普洱200克', 56],
    ['抹茶粉30克', 128],
    ['咖啡滤纸', 29],
    ['燕麦饼干', 32],
    ['节日礼盒', 188],
  ],
  givenNames: words(`安然 柏舟 采薇 晨曦 楚楚 丹青 冬雪 方圆 芳菲 谷雨 海棠 寒露 和风 荷香 红豆 嘉木 江枫 景行 静好 可可 兰心 乐山 立夏 林泉
    凌霄 流云 若水 明月 南星 念北 清欢 秋实 如初 山川 诗雨 书言 霜降 思源 松间 听雨 望舒 微澜 惜时 夏至 晓风 小满 星河 雪见 言蹊 一诺 以沫 雨田 远帆 月白`),
  familyNames:
    words(`白 蔡 曹 陈 程 邓 丁 董 杜 方 冯 傅 高 顾 郭 韩 何 贺 胡 黄 江 蒋 金 孔 赖 李 梁 林 刘 卢 陆 罗 吕 马 毛 孟 莫 潘 彭 钱 秦 任
    沈 石 宋 苏 孙 谭 唐 陶 田 汪 王 韦 魏 吴 夏 萧 谢 徐 许 薛 严 杨 叶 尹 于 余 袁 曾 张 赵 郑 钟 周 朱 邹`),
  fullName: (given, family) => family + given,
  // No mobile number in mainland China starts with 100.
  phone: (customer) => `1000000${String(customer).padStart(4, '0')}`,
  email: (customer) => `k${String(customer).padStart(4, '0')}@example.com`,
  orderPrefix: 'D',
  customerPrefix: 'K',
  totalsWord: '合计',
  notDates: ['去年底', '??', '过几天'],
  longDate: (year, month, day) => `${year}年${month}月${day}日`,
};
