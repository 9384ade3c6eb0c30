import type en from '../en/customers.ts';

export default {} satisfies Record<keyof typeof en, string>;
