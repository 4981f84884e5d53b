import { DomainError } from '../errors.ts'
import { normaliseText } from './vietnamese.ts'

/** A name holds a letter that the machine-readable zone has no rule for. */
export class IllegalMrzName extends DomainError<'ILLEGAL_MRZ_NAME'> {
  constructor() {
    super('ILLEGAL_MRZ_NAME', {
      vi: 'Họ tên có ký tự không chuyển được sang dòng MRZ. Hãy kiểm tra lại họ tên.',
      en: 'The name has a character that cannot be written in the machine-readable zone. Check the name.',
    })
  }
}

// ICAO 9303-3, 6.A: letters that do not simply lose their marks. Where the table offers two forms, the first.
const tableA: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Å: 'AA',
  Æ: 'AE',
  Ð: 'D',
  Đ: 'D',
  Ħ: 'H',
  Ĳ: 'IJ',
  Ł: 'L',
  Ŋ: 'N',
  Ñ: 'N',
  Ö: 'OE',
  Ø: 'OE',
  Œ: 'OE',
  ẞ: 'SS',
  Þ: 'TH',
  Ŧ: 'T',
  Ü: 'UE',
}

const stripMarks = (letter: string) => letter.normalize('NFD').replaceAll(/\p{M}/gu, '')

/**
 * Letters A–Z for the machine-readable zone: table A of ICAO 9303-3, and the bare letter for those which the table does
 * not list (Ơ, Ư, Ễ …), as real cards show. Throws {@link IllegalMrzName}.
 */
export function transliterate(word: string): string {
  const letters = normaliseText(word).toUpperCase()
  const plain = Array.from(letters, (letter) => tableA[letter] ?? stripMarks(letter)).join('')
  if (!/^[A-Z]*$/.test(plain)) throw new IllegalMrzName()
  return plain
}

/** ICAO 9303-3, 4.6: an apostrophe is left out and its parts join; a hyphen becomes a filler. */
const mrzWord = (word: string) =>
  word
    .replaceAll(/['’‘ʼ]/g, '')
    .split('-')
    .map(transliterate)
    .filter((part) => part !== '')
    .join('<')

/**
 * The name field of an MRZ: họ (the first word), `<<`, the other words with `<` between, filled up to `length`.
 * H'Hen Niê → HHEN<<NIE; Y-Blăng Niê → Y<BLANG<<NIE; a name of one word has nothing behind `<<`. That Vietnamese cards
 * follow the ICAO rule for apostrophe and hyphen is an assumption. Throws {@link IllegalMrzName}.
 */
export function mrzName(name: string, length: number): string {
  const words = normaliseText(name).split(' ').map(mrzWord)
  const [surname = '', ...others] = words.filter((word) => word !== '')
  if (surname === '') throw new IllegalMrzName()
  // ICAO 9303-5, 4.2.4: of a long name at least the first letter of the secondary identifier must remain.
  const primary = others.length === 0 ? surname : surname.slice(0, length - 3).replace(/<$/, '')
  return truncate([primary, ...others.flatMap((word) => word.split('<'))], length).padEnd(length, '<')
}

/**
 * ICAO 9303-5, 4.2.4: a letter in the last place tells that a name was cut; where a filler would fall there, the nearest
 * word before it that has letters to spare gives up its last one.
 */
function truncate(words: readonly string[], length: number): string {
  const [surname = '', ...others] = words
  const whole = others.length === 0 ? surname : `${surname}<<${others.join('<')}`
  const cut = whole.slice(0, length)
  if (whole.length <= length || !cut.endsWith('<')) return cut
  const kept = cut.split(/<+/).length - 1
  const spared = words.findLastIndex((word, i) => i < kept && word.length > 1)
  if (spared < 0) return cut
  return truncate(
    words.map((word, i) => (i === spared ? word.slice(0, -1) : word)),
    length,
  )
}
