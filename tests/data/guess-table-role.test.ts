import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/data/byte-source.ts';
import { guessTableRole } from '../../src/data/guess-table-role.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';

async function roleOf(header: string, row: (i: number) => string): Promise<string> {
  const text = [header, ...Array.from({ length: 40 }, (_, i) => row(i)), ''].join('\n');
  const { report } = await readIntoMemory(bytesSource(new TextEncoder().encode(text)), 'f.csv');
  return guessTableRole(report.columns, report.rowCount).role;
}
const day = (i: number) => `2025-0${(i % 9) + 1}-1${i % 10}`;

describe('what a table holds', () => {
  it.each([
    ['customers', 'customer_id,age,gender,city,join_date', (i: number) => `C${100 + i},${20 + i},f,Rome,${day(i)}`],
    ['customers', '会员编号,年龄,性别,城市,会员等级', (i: number) => `V${100 + i},${20 + i},女,上海,金卡`],
    ['orders', 'order_id,order_date,customer_id,amount', (i: number) => `A${i + 500},${day(i)},C${i % 9},${i}.50`],
    ['orders', '订单号,下单时间,会员编号,商品名称,实付金额', (i: number) => `A${i + 500},${day(i)},V${i % 9},红茶,${i}.50`],
    ['interactions', 'customer_id,contact_date,channel,duration', (i: number) => `C${i % 9},${day(i)},phone,${i}`],
    ['interactions', '客户编号,互动日期,渠道,满意度', (i: number) => `V${i % 9},${day(i)},微信,${i % 5}`],
    ['products', 'sku,product_name,category,stock,cost', (i: number) => `S-${100 + i},Tea ${i},tea,${i % 7},${i}.10`],
    ['products', '货号,商品名称,类别,库存,成本', (i: number) => `S-${100 + i},茶${i},茶叶,${i % 7},${i}.10`],
    ['deals', 'deal_id,stage,probability,close_date,value', (i: number) => `D${i + 100},proposal,0.5,${day(i)},${i * 100}`],
    ['deals', '商机编号,阶段,成交概率,预计成交日期,金额', (i: number) => `D${i + 100},报价,0.5,${day(i)},${i * 100}`],
    [
      'tickets',
      'ticket_id,created,customer_id,subject,priority,status',
      (i: number) => `T${i + 100},${day(i)},C${i % 9},Late parcel ${i},high,open`,
    ],
    ['tickets', '工单号,日期,会员编号,问题描述,优先级,状态', (i: number) => `T${i + 100},${day(i)},V${i % 9},包裹${i},高,已解决`],
    // A bank's campaign: no number of a customer and no day, but each row is a person.
    [
      'customers',
      'age,job,marital,education,default,balance,housing,loan,contact,day,month,duration,campaign,pdays,previous,poutcome,y',
      (i: number) =>
        `${20 + i},${['admin', 'services'][i % 2]},married,primary,no,${i * 31},yes,no,cellular,${(i % 28) + 1},may,${i * 7},${i % 3},-1,0,unknown,no`,
    ],
    // Visits of a shop on the web: whether money came of one is no money, and nothing but the place speaks of a person.
    [
      'interactions',
      'Informational,Informational_Duration,ProductRelated,ProductRelated_Duration,PageValues,Month,Region,VisitorType,Revenue',
      (i: number) => `${i % 4},${i}.5,${i % 30},${i * 9}.25,0,May,${i % 9},Returning_Visitor,${i % 5 === 0 ? 'TRUE' : 'FALSE'}`,
    ],
    [
      'orders',
      'Row ID,Order ID,Order Date,Ship Date,Customer ID,Customer Name,Segment,City,Region,Product ID,Category,Product Name,Sales,Quantity,Discount,Profit',
      (i: number) =>
        `${i + 1},CA-${i + 500},${day(i)},${day(i)},C-${i % 9},Ann ${i % 9},Consumer,Rome,West,P-${i % 7},Tea,Green tea ${i},${i}.55,${(i % 5) + 1},0.2,${i}.11`,
    ],
  ] as const)('%s: %s', async (role, header, row) => {
    expect(await roleOf(header, row)).toBe(role);
  });

  it('without a sign it says so', async () => {
    const { report } = await readIntoMemory(bytesSource(new TextEncoder().encode('a,b\n1,2\n1,3\n')), 'f.csv');
    expect(guessTableRole(report.columns, report.rowCount)).toMatchObject({ confidence: 0 });
  });
});
