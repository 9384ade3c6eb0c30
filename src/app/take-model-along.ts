/** A model in a file for use elsewhere. Each file is an exit: logged, with the columns it holds. */
import { lang } from '../i18n/t.svelte.ts';
import { learnEngine } from './engines.ts';
import { factName } from './fact-words.ts';
import { modelDetails } from './model-details.ts';
import { saveText } from './save-text.ts';

export type ModelFormat = 'python' | 'data' | 'onnx' | 'sql';

const FILES: Record<ModelFormat, { name: string; type: string }> = {
  python: { name: 'regulars_model.py', type: 'text/x-python;charset=utf-8' },
  // The script looks for this very name.
  data: { name: 'model_data.csv', type: 'text/csv;charset=utf-8' },
  sql: { name: 'regulars_facts.sql', type: 'application/sql;charset=utf-8' },
  onnx: { name: 'regulars_model.onnx', type: 'application/octet-stream' },
};

/** Errors: `not-found`, `not-exportable`, `model-outdated`. */
export async function takeModelAlong(modelId: string, format: ModelFormat): Promise<void> {
  const facts = (await modelDetails(modelId))?.facts ?? [];
  const about = facts.map(({ feature }) => factName(lang(), feature));
  const { bytes, rows, columns } = await learnEngine.call('exportModel', { modelId, format, about });
  const { name, type } = FILES[format];
  await saveText({ fileName: name, text: bytes, type, kind: 'model', rows, columns });
}
