import { describe, expect, it } from 'vitest';
import { DEFAULT_TEMPLATES } from '../../src/agent/default-templates.ts';
import { fillTemplate, templateFor } from '../../src/agent/draft.ts';
import { mailto } from '../../src/agent/mailto.ts';
import type { Template } from '../../src/core/work.ts';

const template = (body: string, subject = 's', lang: Template['lang'] = 'en'): Template => ({ id: 't', lang, subject, body });
const bodyOf = (text: string, facts: Parameters<typeof fillTemplate>[1]) => fillTemplate(template(text), facts).body;

describe('a draft', () => {
  it('puts the facts in their places', () => {
    expect(
      fillTemplate(template('Dear {name},\n\n{days} days, {product}, {shop}.', '{shop} for {name}'), {
        name: 'Mei Chen',
        days: 92.4,
        product: 'oolong',
        shop: 'Acme Tea',
      }),
    ).toEqual({
      subject: 'Acme Tea for Mei Chen',
      body: 'Dear Mei Chen,\n\n92 days, oolong, Acme Tea.',
    });
  });

  it('leaves out the sentence whose fact is missing, and nothing else', () => {
    expect(bodyOf('It is quiet. Your {product} is back! Come by.', {})).toBe('It is quiet. Come by.');
    expect(bodyOf('Hello.\n\n{product} is back.\n\nBye\n{shop}', {})).toBe('Hello.\n\nBye');
    expect(bodyOf('好久不见。您的{product}到了！欢迎再来。', {})).toBe('好久不见。欢迎再来。');
    expect(bodyOf('Only 3.50 for {product} now. Bye.', {})).toBe('Bye.');
    expect(bodyOf('Only 3.50 now... Really?! Yes', {})).toBe('Only 3.50 now... Really?! Yes');
  });

  it('greets a customer without a name', () => {
    expect(bodyOf('Dear {name},', {})).toBe('Dear customer,');
    expect(fillTemplate(template('尊敬的{name}：', 's', 'zh'), { name: ' \n ' }).body).toBe('尊敬的客户：');
  });

  it('does not read placeholders or line ends out of a fact', () => {
    expect(bodyOf('Dear {name},', { name: '{shop}\r\nBcc: x@y.z', shop: 'S' })).toBe('Dear {shop} Bcc: x@y.z,');
    expect(fillTemplate(template('', 'For {name}\nnow'), { name: 'a\u2028b' }).subject).toBe('For a b now');
  });

  it('leaves braces alone that mean nothing here', () => {
    expect(bodyOf('{ name } {foo} {}', {})).toBe('{ name } {foo} {}');
  });

  it('has a default template for each purpose in both languages that reads well with nothing known', () => {
    expect(DEFAULT_TEMPLATES.map(({ id, lang }) => `${id} ${lang}`)).toEqual(['win-back en', 'win-back zh', 'offer en', 'offer zh']);
    expect(fillTemplate(DEFAULT_TEMPLATES[0], {}).body).toBe(
      'Dear customer,\n\nIf something was not right last time, please tell us.\n\nJust reply to this message, or drop by.\n\nKind regards',
    );
    expect(fillTemplate(DEFAULT_TEMPLATES[1], { days: 92 }).body).toMatch(/^尊敬的客户：\n\n距离您上次光临已有92天。如果上次/);
  });

  it('uses the template in the language of the page, else the one there is', () => {
    const playbook = {
      id: 'p',
      datasetId: 'd',
      version: 1,
      rules: [],
      templates: [template('en'), template('zh', 's', 'zh')],
      capacity: 1,
      holdout: 0,
      updatedAt: 0,
    };
    expect(templateFor(playbook, 't', 'zh')?.body).toBe('zh');
    expect(templateFor({ ...playbook, templates: [template('en')] }, 't', 'zh')?.body).toBe('en');
    expect(templateFor(playbook, 'gone', 'zh')).toBeUndefined();
  });
});

describe('mailto', () => {
  it('encodes everything that could end a field', () => {
    const link = mailto({ subject: 'a&b=?#', body: 'x\ny + 50 % 常' }, 'mei@example.com');
    expect(link).toBe('mailto:mei@example.com?subject=a%26b%3D%3F%23&body=x%0D%0Ay%20%2B%2050%20%25%20%E5%B8%B8');
  });

  it('leaves out what is no single address', () => {
    for (const bad of ['', 'a@b', 'a@b.c,d@e.f', 'a b@c.d', 'a@b.c?bcc=x@y.z', 'a@b.c\r\nBcc: x@y.z', '"a"@b.c', 'é@b.c']) {
      expect(mailto({ subject: 's', body: 'b' }, bad)).toBe('mailto:?subject=s&body=b');
    }
    expect(mailto({ subject: 's', body: 'b' }, ' a+c&d@b.c ')).toBe('mailto:a%2Bc%26d@b.c?subject=s&body=b');
  });

  it('is only for short drafts', () => {
    const start = 'mailto:?subject=s&body='.length;
    expect(mailto({ subject: 's', body: 'b'.repeat(1800 - start) })).toHaveLength(1800);
    expect(mailto({ subject: 's', body: 'b'.repeat(1801 - start) })).toBeUndefined();
  });
});
