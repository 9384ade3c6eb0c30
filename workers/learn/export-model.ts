/** A model for use elsewhere: as a script, as the rows it was learned from, as ONNX, or its facts as SQL. */
import { AppError, assertNever } from '../../src/core/errors.ts';
import { modelData, modelDataCsv } from '../../src/insight/model-export/model-data.ts';
import { featureColumns } from '../../src/insight/model-export/feature-columns.ts';
import { featuresSql } from '../../src/insight/model-export/features-sql.ts';
import { onnxModel } from '../../src/insight/model-export/onnx-model.ts';
import { pythonScript } from '../../src/insight/model-export/python-script.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import { withTransfer } from '../../src/rpc/serve.ts';
import type { Store } from '../../src/store/contract.ts';
import { requireModel } from './base-facts.ts';
import { learningRows } from './learning-rows.ts';
import { loadBase, type Job } from './load-base.ts';

type Export = LearnCalls['exportModel'];

/** Errors: `not-found`, `not-exportable`; for the data also `model-outdated`, and with the SQL those of `loadBase`. */
export async function exportModel(store: Store, { modelId, format, about }: Export['args'], job: Job): Promise<Export['result']> {
  const model = await requireModel(store, modelId);
  const columns = featureColumns(model.encoder.features);
  const given = (bytes: Uint8Array<ArrayBuffer>, rows: number) => withTransfer({ bytes, rows, columns }, [bytes.buffer]);
  const encoded = (text: string, rows: number) => given(new TextEncoder().encode(text), rows);
  switch (format) {
    case 'python':
      return encoded(pythonScript(model, { names: columns }, about), 0);
    case 'onnx':
      return given(onnxModel(model), 0);
    case 'data': {
      const loaded = await loadBase(store, model.card.datasetId, job);
      const { rows, outcomes } = await learningRows(store, loaded, model.card.question);
      if (job.signal.aborted) throw new AppError('cancelled');
      const data = modelData(model, rows, outcomes);
      return encoded(modelDataCsv(data), data.y.length);
    }
    case 'sql': {
      const { dataset, base } = await loadBase(store, model.card.datasetId, job);
      return encoded(featuresSql(base, model.encoder.features, columns, dataset.name), 0);
    }
    default:
      return assertNever(format);
  }
}
