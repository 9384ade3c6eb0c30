import type en from '../en/model.ts';

export default {} satisfies Record<keyof typeof en, string>;
