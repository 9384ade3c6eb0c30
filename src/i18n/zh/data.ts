import type en from '../en/data.ts';

export default {} satisfies Record<keyof typeof en, string>;
