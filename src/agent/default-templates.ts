/** First drafts, one per purpose and language; the person edits and sends them. */
import type { Template } from '../core/work.ts';

export const DEFAULT_TEMPLATES: readonly Template[] = [
  {
    id: 'win-back',
    lang: 'en',
    subject: 'It has been a while',
    body: `Dear {name},

It has been {days} days since your last order. We have kept {product} for you. If something was not right last time, please tell us.

Just reply to this message, or drop by.

Kind regards
{shop}`,
  },
  {
    id: 'win-back',
    lang: 'zh',
    subject: '好久不见',
    body: `尊敬的{name}：

距离您上次光临已有{days}天。您喜欢的{product}我们还为您留着。如果上次有不满意的地方，请告诉我们。

直接回复这条消息，或随时来店里坐坐。

此致
{shop}`,
  },
  {
    id: 'offer',
    lang: 'en',
    subject: 'Something you may like',
    body: `Dear {name},

{product} is here, and we thought of you. Is there anything we can do for you these days?

Just reply to this message, or drop by.

Kind regards
{shop}`,
  },
  {
    id: 'offer',
    lang: 'zh',
    subject: '想起了您',
    body: `尊敬的{name}：

{product}已经到店，我们第一个想起了您。最近有什么可以为您效劳的吗？

直接回复这条消息，或随时来店里坐坐。

此致
{shop}`,
  },
];
