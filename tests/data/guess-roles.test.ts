import { describe, expect, it } from 'vitest';
import type { Roles } from '../../src/core/recipe.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { guessRoles } from '../../src/data/guess-roles.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';

/** Names as the well-known files have them, with a few made-up rows in their manner. */
async function rolesOf(header: string, ...rows: string[]): Promise<Roles> {
  const file = [header, ...rows].join('\n');
  return guessRoles((await readIntoMemory(bytesSource(new TextEncoder().encode(file)), 'f.csv')).report).roles;
}

describe('orders', () => {
  it('knows the columns of Online Retail, which has no amount but quantity and price', async () => {
    const roles = await rolesOf(
      'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
      '536365,85123A,WHITE HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
      'C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527.0,United Kingdom',
      '536366,71053,WHITE LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom',
    );
    expect(roles).toEqual({
      rowShape: 'order',
      who: 'CustomerID',
      when: 'InvoiceDate',
      quantity: 'Quantity',
      price: 'UnitPrice',
      orderId: 'InvoiceNo',
      product: 'Description',
    });
  });

  it('knows Chinese names', async () => {
    const roles = await rolesOf(
      '客户名称,日期,金额,手机,订单号,商品,数量,单价,会员编号',
      '张三,2024/1/3,¥128.00,13800138000,DD001,拿铁,2,64,1001',
      '李四,2024/1/4,¥64.00,13900139000,DD002,美式,1,64,1002',
      '张三,2024/2/3,¥64.00,13800138000,DD003,美式,1,64,1001',
    );
    expect(roles).toEqual({
      rowShape: 'order',
      who: '会员编号',
      name: '客户名称',
      when: '日期',
      amount: '金额',
      phone: '手机',
      orderId: '订单号',
      product: '商品',
      quantity: '数量',
      price: '单价',
    });
  });

  it('lets the name say who where there is no id', async () => {
    const roles = await rolesOf(
      'Order ID,Customer,Email,Order Date,Item,Total',
      '1,Ann,a@x.com,2024-01-03,Tea,7',
      '2,Bob,b@x.com,2024-01-04,Tea,3.5',
      '3,Ann,a@x.com,2024-01-09,Tea,3.5',
    );
    expect(roles).toMatchObject({
      rowShape: 'order',
      who: 'Customer',
      when: 'Order Date',
      amount: 'Total',
      email: 'Email',
      product: 'Item',
      orderId: 'Order ID',
    });
  });

  it('knows mail addresses and phone numbers by their values', async () => {
    const roles = await rolesOf(
      'kunde,erreichbar,mobil_nr,date,amount',
      'K1,a@x.de,13800138000,2024-01-03,7',
      'K2,b@x.de,13900139000,2024-01-04,3',
      'K1,a@x.de,13800138000,2024-02-04,3',
    );
    expect(roles).toMatchObject({ email: 'erreichbar', phone: 'mobil_nr' });
  });

  it('does not take birthdays and delivery days for the day of the order', async () => {
    const roles = await rolesOf(
      'customer_id,birthday,ship_date,order_date,amount',
      '1,1980-02-03,2024-01-05,2024-01-03,7',
      '2,1981-02-03,2024-01-06,2024-01-04,3',
      '1,1980-02-03,2024-02-06,2024-02-04,3',
    );
    expect(roles.when).toBe('order_date');
  });
});

describe('customer tables', () => {
  const targets: [string, string, string[], string, string | undefined][] = [
    ['Telco', 'customerID,gender,tenure,Churn', ['7590-VHVEG,F,1,No', '5575-GNVDE,M,34,No', '3668-QPYBK,M,2,Yes'], 'Churn', 'Yes'],
    ['bank customers', 'RowNumber,CustomerId,Age,Exited', ['1,15634602,42,1', '2,15647311,41,0', '3,15619304,42,1'], 'Exited', '1'],
    [
      'card holders',
      'CLIENTNUM,Attrition_Flag,Age',
      ['768805383,Existing Customer,45', '818770008,Existing Customer,49', '713982108,Attrited Customer,51'],
      'Attrition_Flag',
      'Attrited Customer',
    ],
    ['social ads', 'User ID,Gender,Age,Purchased', ['15624510,Male,19,0', '15810944,Male,35,0', '15668575,Female,26,1'], 'Purchased', '1'],
    [
      'online shoppers',
      'Administrative,PageValues,Weekend,Revenue',
      ['0,0,FALSE,FALSE', '0,1.5,FALSE,TRUE', '1,0,TRUE,FALSE'],
      'Revenue',
      'TRUE',
    ],
    ['bank marketing', 'age;default;loan;y', ['58;no;no;no', '44;no;yes;no', '33;yes;no;yes'], 'y', 'yes'],
    [
      'Titanic',
      'PassengerId,Survived,Name,Age',
      ['1,0,"Braund, Owen",22', '2,1,"Cumings, John",38', '3,1,"Heikkinen, Laina",26'],
      'Survived',
      '1',
    ],
    ['Adult', 'age,workclass,income', ['39, State-gov, <=50K', '50, Private, >50K', '38, Private, <=50K'], 'income', '>50K'],
    ['insurance', 'age,smoker,charges', ['19,yes,16884.924', '18,no,1725.5523', '28,no,4449.462'], 'charges', undefined],
    ['流失', '客户编号,消费次数,是否流失', ['C1,3,否', 'C2,5,是', 'C3,2,否'], '是否流失', '是'],
    ['购买', '年龄,购买频率,是否购买', ['25,3,1', '30,5,0', '35,7,1'], '是否购买', '1'],
    ['the article', 'age,purchase_frequency,purchased', ['25,3,yes', '30,5,yes', '35,7,no'], 'purchased', 'yes'],
  ];

  it.each(targets)('finds what to predict in %s', async (_, header, rows, target, yes) => {
    const roles = await rolesOf(header, ...rows);
    expect(roles).toMatchObject({ rowShape: 'customer', target });
    expect(roles.targetYes).toBe(yes);
  });

  it('takes a column with a different value in every row for who, where no name says so', async () => {
    expect(await rolesOf('ref,age,churn', 'AB-1,5,0', 'AB-2,6,1', 'AB-3,7,0')).toMatchObject({ target: 'churn' });
    const rows = Array.from({ length: 30 }, (_, i) => `AB-${i},${i % 7},${i % 2}`);
    expect(await rolesOf('ref,age,churn', ...rows)).toMatchObject({ who: 'ref', target: 'churn' });
  });
});

describe('the evidence', () => {
  it('says how sure each guess is, and why', async () => {
    const file = 'customer_id,order_date,amount\n1,2024-01-03,5\n2,2024-01-04,6\n1,2024-01-05,7\n';
    const { guesses } = guessRoles((await readIntoMemory(bytesSource(new TextEncoder().encode(file)), 'f.csv')).report);
    expect(guesses.map(({ role }) => role).sort()).toEqual(['amount', 'when', 'who']);
    for (const guess of guesses) {
      expect(guess.confidence).toBeGreaterThan(0.5);
      expect(guess.confidence).toBeLessThanOrEqual(1);
    }
  });
});

describe('one row per customer, with a day', () => {
  const rows = (n: number, of: (i: number) => string) => Array.from({ length: n }, (_, i) => of(i));

  it('is seen by a key that never comes twice, whatever the day is called', async () => {
    const roles = await rolesOf(
      '客户,开始,套餐,城市,到店次数',
      ...rows(40, (i) => `K${1000 + i},2025-03-${10 + (i % 19)},${i % 2 ? '金卡' : '银卡'},${i % 3 ? '北京' : '上海'},${20 + (i % 30)}`),
    );
    expect(roles).toMatchObject({ rowShape: 'customer', who: '客户' });
  });

  it('knows the day somebody joined, and whether they bought, by their Chinese names', async () => {
    const roles = await rolesOf(
      '客户,加入,套餐,买过',
      ...rows(40, (i) => `K${1000 + i},2025-03-${10 + (i % 19)},${i % 2 ? '金卡' : '银卡'},${i % 4 ? '否' : '是'}`),
    );
    expect(roles).toMatchObject({ rowShape: 'customer', who: '客户', target: '买过', targetYes: '是' });
  });

  it('is not claimed of orders, nor of a handful of rows', async () => {
    const orders = await rolesOf('客户编号,下单日期,金额', ...rows(40, (i) => `K${1000 + i},2025-03-${10 + (i % 19)},${20 + i}.50`));
    expect(orders.rowShape).toBe('order');
    const visits = await rolesOf('客户,日期,套餐', ...rows(5, (i) => `K${i},2025-03-1${i},金卡`));
    expect(visits.rowShape).toBe('order');
  });
});
