/** Names of months and weekdays as they stand in exports: English, German, French, Spanish, Italian, Portuguese, Dutch, Chinese. */

/** Twelve lists, January first; accents removed. Any beginning of three letters or more counts if it fits one month only. */
const MONTHS: readonly string[] = [
  'january januar janner janvier enero gennaio janeiro januari 一月 元月',
  'february februar feber fevrier febrero febbraio fevereiro februari 二月',
  'march marz mrz maerz mars marzo marco maart 三月',
  'april avril abril aprile 四月',
  'may mai mayo maggio maio mei 五月',
  'june juni juin junio giugno junho 六月',
  'july juli juillet julio luglio julho 七月',
  'august aout agosto augustus 八月',
  'september septembre septiembre setiembre settembre setembro 九月',
  'october oktober octobre octubre ottobre outubro 十月',
  'november novembre noviembre novembro 十一月',
  'december dezember decembre diciembre dicembre dezembro 十二月',
];

const WEEKDAYS =
  'monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo'.split(
    ' ',
  );
/** German and French shorten to two letters. */
const SHORT_WEEKDAYS = new Set('mo di mi do fr sa so lu ma me je ve tues wednes thur thurs satur'.split(' '));

const monthOf = new Map<string, number>();
for (const [at, names] of MONTHS.entries()) {
  for (const name of names.split(' ')) {
    monthOf.set(name, at + 1);
    if (/[a-z]/.test(name)) {
      for (let length = 3; length < name.length; length++) {
        const start = name.slice(0, length);
        // "jui" begins juin and juillet: 0 marks what is not clear.
        monthOf.set(start, monthOf.has(start) && monthOf.get(start) !== at + 1 ? 0 : at + 1);
      }
    }
  }
}

function plain(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
}

/** 1..12, or 0 when the word is no month. */
export function monthOfWord(word: string): number {
  return monthOf.get(plain(word)) ?? 0;
}

/** "Mar" is a month rather than a Tuesday. */
export function isWeekday(word: string): boolean {
  const lower = plain(word);
  if (monthOf.has(lower)) return false;
  return SHORT_WEEKDAYS.has(lower) || (lower.length >= 3 && WEEKDAYS.some((name) => name.startsWith(lower)));
}
