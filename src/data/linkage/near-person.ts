/** How near two people's names are, by numbers of names: everything a comparison needs is laid out once, in flat arrays. */
import { jaroBound, letterMask } from './letter-bound.ts';
import { isSurelyBelow, numbered, packedJaroWinkler, packedOneEdit, packWords } from './packed-words.ts';
import type { PersonName } from './person-name.ts';

/** Words at least this alike are taken for one. */
const WORD_ALIKE = 0.9;
/** Whole names at least this alike may be one. */
const NAME_ALIKE = 0.87;
/** Different beginnings throughout, and fewer letters in common than for this: different. */
const LETTERS_ALIKE = 0.85;

/**
 * 3 the same words in another order or script (张伟, Wei Zhang); 2 nearly the same, or Chinese names that sound the same
 * (张伟, 张玮); 1 one of the words is missing, an initial, or alike; 0 different. The same name is not asked about.
 */
export function nearPeople(people: readonly PersonName[]): (a: number, b: number) => number {
  const numbers = nameNumbers(people);
  const keys = packWords(people.map(({ key }) => key));

  const wordFrom = new Uint32Array(people.length + 1);
  people.forEach(({ words }, i) => (wordFrom[i + 1] = wordFrom[i] + words.length));
  const wordNumber = new Map<string, number>();
  const wordIds = numbered(
    people.flatMap(({ words }) => words),
    wordNumber,
  );
  const words = packWords([...wordNumber.keys()]);
  const heads = Uint16Array.from(wordIds, (word) => words.letters[words.start[word]]);

  /** 2 the same, 0.9..1 alike, 0.5 an initial, 0 different. */
  const wordsAlike = (word: number, other: number): number => {
    if (word === other) return 2;
    if (words.start[word + 1] - words.start[word] === 1 || words.start[other + 1] - words.start[other] === 1)
      return words.letters[words.start[word]] === words.letters[words.start[other]] ? 0.5 : 0;
    if (isSurelyBelow(words, word, other, WORD_ALIKE)) return 0;
    const alike = packedJaroWinkler(words, word, other);
    return alike >= WORD_ALIKE ? alike : 0;
  };

  const shareBeginning = (a: number, b: number): boolean => {
    for (let i = wordFrom[a]; i < wordFrom[a + 1]; i++)
      for (let j = wordFrom[b]; j < wordFrom[b + 1]; j++) if (heads[i] === heads[j]) return true;
    return false;
  };

  return (a, b) => {
    const [atA, atB] = [a * WIDTH, b * WIDTH];
    const bothHan = numbers[atA + HAN] === 1 && numbers[atB + HAN] === 1;
    if (numbers[atA + KEY] === numbers[atB + KEY]) return bothHan ? 2 : 3;
    if (bothHan) return oneCharacterOff(people[a].plain, people[b].plain) ? 1 : 0;
    const countA = numbers[atA + COUNT];
    const countB = numbers[atB + COUNT];
    const lengthA = numbers[atA + LENGTH];
    const lengthB = numbers[atB + LENGTH];
    if (
      countA !== 1 &&
      countB !== 1 &&
      ((numbers[atA + HEADS] & numbers[atB + HEADS]) === 0 || !shareBeginning(a, b)) &&
      jaroBound(numbers[atA + MASK], lengthA, numbers[atB + MASK], lengthB) < LETTERS_ALIKE
    )
      return 0;
    if (numbers[atA + JOINED] === numbers[atB + JOINED] || numbers[atA + REVERSED] === numbers[atB + JOINED]) return 3;
    if (countA !== countB && lengthA === lengthB && sameLetters(people[a].words, people[b].words)) return 3;
    if (lengthA >= 5 && lengthB >= 5 && packedOneEdit(keys, a, b)) return 2;
    const few = countA <= countB ? a : b;
    const many = countA <= countB ? b : a;
    const fewCount = countA <= countB ? countA : countB;
    let same = 0;
    let alike = 0;
    let initial = 0;
    let used = 0;
    for (let i = wordFrom[few]; i < wordFrom[few + 1]; i++) {
      let best = 0;
      let at = -1;
      for (let j = wordFrom[many]; j < wordFrom[many + 1]; j++) {
        if ((used >> (j - wordFrom[many])) & 1) continue;
        const likeness = wordsAlike(wordIds[i], wordIds[j]);
        if (likeness > best) {
          best = likeness;
          at = j - wordFrom[many];
        }
      }
      if (best === 0) continue;
      if (best === 2) same++;
      else if (best === 0.5) initial++;
      else alike++;
      used |= 1 << at;
    }
    const isWhole = fewCount >= 2 && same + alike + initial === fewCount;
    if (isWhole && same + alike >= 2) return 2;
    if (isWhole && same + alike >= 1) return 1;
    if (fewCount >= 2 && same === 0) return 0;
    return !isSurelyBelow(keys, a, b, NAME_ALIKE) && packedJaroWinkler(keys, a, b) >= NAME_ALIKE ? 1 : 0;
  };
}

/** Of each name, side by side so that one look at the memory brings them all: what nearly every comparison begins with. */
const WIDTH = 8;
const [KEY, HAN, COUNT, LENGTH, MASK, HEADS, JOINED, REVERSED] = [0, 1, 2, 3, 4, 5, 6, 7];

function nameNumbers(people: readonly PersonName[]): Int32Array {
  const keys = numbered(people.map(({ key }) => key));
  const numberOf = new Map<string, number>();
  const joined = numbered(people.map((name) => name.joined), numberOf); // prettier-ignore
  const reversed = numbered(people.map((name) => name.reversed), numberOf); // prettier-ignore
  const numbers = new Int32Array(people.length * WIDTH);
  people.forEach((name, i) => {
    const heads = name.words.reduce((mask, word) => mask | letterMask(word[0]), 0);
    numbers.set([keys[i], name.han ? 1 : 0, name.words.length, name.joined.length, name.mask, heads, joined[i], reversed[i]], i * WIDTH);
  });
  return numbers;
}

/** Xiao Ming Zhang and Xiaoming Zhang: the same letters, cut into words in another way. */
function sameLetters(a: readonly string[], b: readonly string[]): boolean {
  const [few, many] = a.length < b.length ? [a, b] : [b, a];
  const rest = [...many];
  for (const word of few) {
    const at = rest.indexOf(word);
    if (at >= 0) rest.splice(at, 1);
    else if (few.length === 2 && rest.length >= 2) continue;
    else return false;
  }
  const left = few.filter((word) => !many.includes(word));
  return left.length === 1 && rest.length >= 2 && left[0].length === rest.join('').length && rest.every((word) => left[0].includes(word));
}

function oneCharacterOff(a: string, b: string): boolean {
  // Most names differ here already, before they are taken apart into characters.
  if (a.length < 3 || a.charCodeAt(0) !== b.charCodeAt(0)) return false;
  const [charactersA, charactersB] = [Array.from(a), Array.from(b)];
  if (charactersA.length !== charactersB.length || charactersA.length < 3 || charactersA[0] !== charactersB[0]) return false;
  return charactersA.filter((character, i) => character !== charactersB[i]).length === 1;
}
