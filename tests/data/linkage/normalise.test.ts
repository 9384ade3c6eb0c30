import { describe, expect, it } from 'vitest';
import { addressWords } from '../../../src/data/linkage/address-words.ts';
import { companyName } from '../../../src/data/linkage/company-name.ts';
import { emailAddress } from '../../../src/data/linkage/email-address.ts';
import { dateDigits } from '../../../src/data/linkage/near-date.ts';
import { personName } from '../../../src/data/linkage/person-name.ts';
import { phoneDigits } from '../../../src/data/linkage/phone-digits.ts';
import { plainText } from '../../../src/data/linkage/plain-text.ts';
import { textWords } from '../../../src/data/linkage/text-words.ts';

describe('normalising', () => {
  it.each([
    ['ＡＣＭＥ－Café ', 'acme cafe'],
    ["O'Brien", 'obrien'],
    ['  Łódź,  Straße ', 'łodz straße'],
    ['北京　市', '北京 市'],
  ])('text %s', (text, plain) => expect(plainText(text)).toBe(plain));

  it.each([
    ['+86 (138) 0013-8000', '13800138000'],
    ['8613800138000', '13800138000'],
    ['0086 138 0013 8000', '13800138000'],
    ['１３８００１３８０００', '13800138000'],
    ['010-6552 9988', '1065529988'],
    ['(312) 226-2649 ext. 12', '3122262649'],
    ['+1 312 226 2649', '3122262649'],
    ['n/a', ''],
  ])('phone %s', (text, digits) => expect(phoneDigits(text)).toBe(digits));

  it.each([
    ['Ann.Lee+shop@Mail.com', 'ann.lee@mail.com'],
    ['<ann@mail.com>', 'ann@mail.com'],
    ['none', ''],
  ])('e-mail %s', (text, address) => expect(emailAddress(text)).toBe(address));

  it.each([
    ['The Acme Co., Ltd.', 'acme'],
    ['ACME Limited', 'acme'],
    ['Müller GmbH & Co. KG', 'muller and'],
    ['北京金茶有限公司', '北京金茶'],
    ['Limited', 'limited'],
  ])('company %s', (text, name) => expect(companyName(text)).toBe(name));

  it('addresses', () => {
    expect(addressWords('12 North Main Street')).toEqual(['12', 'n', 'main', 'st']);
    expect(addressWords('1st Ave.')).toEqual(['1', 'ave']);
    expect(addressWords('上海市静安区南京西路1266号')).toEqual(['上海', '静安', '南京西路', '1266']);
    expect(addressWords('上海 静安 南京西路1266')).toEqual(['上海', '静安', '南京西路', '1266']);
  });

  it('names in both scripts and orders have one key', () => {
    for (const name of ['张伟', 'Zhang Wei', 'Wei Zhang', 'WEI, ZHANG', 'Mr. Wei Zhang', '张伟先生'])
      expect(personName(name).key).toBe('wei zhang');
    expect(personName('欧阳娜娜').key).toBe('nana ouyang');
    expect(personName('吕布').key).toBe(personName('Lv Bu').key);
    expect(personName('曾国藩').key).toBe('guofan zeng');
  });

  it('dates and product codes', () => {
    expect(['1999-02-19', '19990219', '1999/2/19', '1999-02-19T10:00'].map(dateDigits)).toEqual(Array(4).fill('19990219'));
    expect(dateDigits('soon')).toBe('');
    expect(textWords('Switch FS-105NA')).toEqual(['switch', 'fs', '105na', '105n…', '105na……', 'fs105na', 'fs10…', 'fs105n……']);
  });
});
