/** What the columns of a file leave open, as questions in words with their answers. */
import { isAnswered, mustBeAnswered, questionsOf, type ColumnChoices, type OpenQuestion } from '../../app/column-choices.ts';
import { assertNever } from '../../core/errors.ts';
import type { ColumnReading, ColumnReport } from '../../core/reading.ts';
import type { Roles } from '../../core/recipe.ts';
import { decimal, longDay } from '../../i18n/format.ts';
import { lang, t } from '../../i18n/t.svelte.ts';

export interface ReadingQuestion {
  /** Stays the same while the file is read again. */
  key: string;
  column: ColumnReport;
  title: string;
  text: string;
  answers: { value: string; label: string; choice: Partial<ColumnReading> }[];
  /** The value of the answer given; undefined: nobody has answered yet. */
  answered?: string;
  /** Nothing goes on without an answer. */
  must: boolean;
}

const MILLIS_A_DAY = 86_400_000;

/** An ISO date as words. */
function dayWords(iso: string): string {
  return longDay(lang(), Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / MILLIS_A_DAY);
}

export function readingQuestions(columns: readonly ColumnReport[], choices: ColumnChoices, roles: Roles): ReadingQuestion[] {
  return columns.flatMap((column) =>
    questionsOf(column).flatMap((question) => {
      const words = questionWords(question, column);
      if (!words) return [];
      const isOpen = !isAnswered(question, choices[column.index]);
      return [
        {
          key: `${column.index} ${question}`,
          column,
          ...words,
          answered: isOpen ? undefined : words.current,
          must: isOpen && mustBeAnswered(question, column, roles),
        },
      ];
    }),
  );
}

interface QuestionWords {
  title: string;
  text: string;
  answers: ReadingQuestion['answers'];
  /** The answer that the reading at hand stands for. */
  current: string;
}

function questionWords(question: OpenQuestion, column: ColumnReport): QuestionWords | undefined {
  const { name, reading } = column;
  switch (question) {
    case 'date': {
      if (!column.ambiguousDate) return undefined;
      const { raw } = column.ambiguousDate;
      const [dmy, mdy] = [dayWords(column.ambiguousDate.dmy), dayWords(column.ambiguousDate.mdy)];
      return {
        title: t('data.dateTitle', { column: name }),
        text: t('data.dateQuestion', { raw, dmy, mdy }),
        answers: [
          { value: 'dmy', label: t('data.dateDmy', { date: dmy }), choice: { dateOrder: 'dmy' } },
          { value: 'mdy', label: t('data.dateMdy', { date: mdy }), choice: { dateOrder: 'mdy' } },
        ],
        current: reading.dateOrder,
      };
    }
    case 'number': {
      if (!column.ambiguousNumber) return undefined;
      const { raw } = column.ambiguousNumber;
      const [point, comma] = [column.ambiguousNumber.point, column.ambiguousNumber.comma].map((value) => decimal(lang(), value, 6));
      const isPoint = raw.includes('.');
      const asDecimal = { value: isPoint ? 'point' : 'comma', choice: { decimal: isPoint ? '.' : ',' } } as const;
      const asThousands = { value: isPoint ? 'comma' : 'point', choice: { decimal: isPoint ? ',' : '.' } } as const;
      return {
        title: t('columns.numberTitle', { column: name }),
        text: t('columns.numberQuestion', { raw, point, comma }),
        answers: [
          { ...asDecimal, label: t('columns.numberPoint', { value: isPoint ? point : comma }) },
          { ...asThousands, label: t('columns.numberComma', { value: isPoint ? comma : point }) },
        ],
        current: reading.decimal === '.' ? 'point' : 'comma',
      };
    }
    case 'units': {
      const units = column.mixedUnits;
      if (!units) return undefined;
      return {
        title: t('columns.unitsTitle', { column: name }),
        text: t('columns.unitsQuestion', { units: units.join(lang() === 'zh' ? '、' : ', ') }),
        answers: [
          ...units.map((unit) => ({
            value: unit,
            label: t('columns.unitsOnly', { unit }),
            choice: { type: unit === '%' ? 'percent' : 'money', unit } as const,
          })),
          { value: 'text', label: t('columns.unitsText'), choice: { type: 'text', unit: undefined } },
        ],
        current: reading.unit ?? 'text',
      };
    }
    case 'serial': {
      const serial = column.serialDate;
      if (serial?.other === undefined) return undefined;
      const [read, other] = [dayWords(serial.read), dayWords(serial.other)];
      const is1900 = serial.epoch === 'excel-1900';
      return {
        title: t('columns.serialTitle', { column: name }),
        text: t('columns.serialQuestion', { raw: serial.raw, read, other }),
        answers: [
          { value: 'excel-1900', label: t('columns.serial1900', { date: is1900 ? read : other }), choice: { epoch: 'excel-1900' } },
          { value: 'excel-1904', label: t('columns.serial1904', { date: is1900 ? other : read }), choice: { epoch: 'excel-1904' } },
          { value: 'number', label: t('columns.serialNumber'), choice: { type: 'number', epoch: undefined } },
        ],
        current: serial.epoch,
      };
    }
    default:
      return assertNever(question);
  }
}
