import type en from '../en/common.ts';

export default {} satisfies Record<keyof typeof en, string>;
