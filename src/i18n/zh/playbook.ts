import type en from '../en/playbook.ts';

export default {} satisfies Record<keyof typeof en, string>;
