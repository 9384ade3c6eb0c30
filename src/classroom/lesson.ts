/** A lesson is a list of frames, made once from a recorded training run: going back shows exactly what was shown before. */
import type { MessageKey, Params } from '../i18n/translate.ts';

/** One sentence that says what just happened (also read aloud to screen readers). */
export interface Saying {
  key: MessageKey;
  params: Params;
}

export interface Frame {
  say: Saying;
}
