const eth: Readonly<Record<string, string>> = { Ð: 'Đ', ð: 'đ' }
const dStroke: Readonly<Record<string, string>> = { Đ: 'D', đ: 'd', Ð: 'D', ð: 'd' }

/** Words of composed letters and ASCII signs with single blanks between, as nearly all text is: nothing to normalise. */
const isNormal = /^[!-~À-ÏÑ-ïñ-ȳḀ-ỹ]+(?: [!-~À-ÏÑ-ïñ-ȳḀ-ỹ]+)*$/

// Soft hyphen, zero-width characters and the byte-order mark: pasted along from web pages and PDFs, seen by nobody.
const invisible = /\u00AD|\u200B|\u200C|\u200D|\u2060|\uFEFF/g

/**
 * Text as the product stores it: NFC, the look-alike Eth (Ð ð) turned into Đ đ, blanks collapsed, ends trimmed.
 * A tone typed before its vowel mark is composed too. Changes no spelling.
 */
export function normaliseText(text: string): string {
  if (isNormal.test(text)) return text
  const visible = text.replaceAll(invisible, '').replaceAll(/[Ðð]/g, (letter) => eth[letter] ?? letter)
  const composed = visible.normalize('NFC')
  const whole = /\p{M}/u.test(composed) ? composeMarks(composed) : composed
  return whole.replaceAll(/\s+/g, ' ').trim()
}

/** Unicode keeps the typed order of marks above a letter, and composes only vowel mark, then tone. */
function composeMarks(text: string): string {
  const vowelMarkFirst = text
    .normalize('NFD')
    .replaceAll(/([\u0300\u0301\u0303\u0309])([\u0302\u0306\u031B])/g, '$2$1')
  return vowelMarkFirst.normalize('NFC')
}

/** Key of unaccented search: upper case without marks, Đ as D, every other sign a blank. "Đỗ Thị H'Hen" → "DO THI H HEN". */
export function searchKey(text: string): string {
  return normaliseText(text)
    .replaceAll(/[Đđ]/g, (letter) => dStroke[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Key of a search that forgives the order of words: those of {@link searchKey}, sorted; repeated ones stay. */
export function tokenSetKey(text: string): string {
  return searchKey(text).split(' ').sort().join(' ')
}

// Combining grave, hook above, tilde, acute, dot below: huyền, hỏi, ngã, sắc, nặng.
const tones = '\u0300\u0309\u0303\u0301\u0323'

/**
 * Key under which two spellings of one name meet: the tone stands behind its syllable as a digit (1 huyền … 5 nặng), so
 * that "Hòa" and "Hoà" agree; a final y after a consonant, and y after "qu", count as i ("Lý", "Lí"; "Quý", "Quí").
 * Differences of letter or tone remain. For matching only: the legal name is never rewritten.
 */
export function matchingKey(name: string): string {
  return normaliseText(name)
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .map(syllableKey)
    .join(' ')
}

function syllableKey(syllable: string): string {
  let tone = ''
  let letters = ''
  for (const sign of syllable.normalize('NFD')) {
    const mark = tones.indexOf(sign)
    if (mark < 0) letters += sign
    else tone = String(mark + 1)
  }
  const vowelI = letters
    .normalize('NFC')
    .replace(/^([BCDĐGHKLMNPRSTVX]*)Y$/, '$1I')
    .replace(/^QUY/, 'QUI')
  return vowelI + tone
}

const vowels = ['A', 'Ă', 'Â', 'E', 'Ê', 'I', 'O', 'Ô', 'Ơ', 'U', 'Ư', 'Y']
const nameLetters = [
  ...'BCDĐGHKLMNPQRSTVX',
  // In names of foreign origin.
  ...'FJWZ',
  // Alphabets of the Ê-đê, Gia-rai, Ba-na and other peoples (Civil Code 2015, article 26.3 allows their languages).
  ...'ɃČÑŎŬĬĔ',
  ...vowels.flatMap((vowel) => ['', ...tones].map((tone) => (vowel + tone).normalize('NFC'))),
].join('')
const nameWord = `[${nameLetters}]+(?:['’-][${nameLetters}]+)*['’]?`
const nameShape = new RegExp(`^${nameWord}(?: ${nameWord})*$`)

/**
 * Whether a text can be a citizen's name: words of letters, with apostrophes and hyphens inside or behind
 * ("H'Hen", "Y-Blăng", "H' Nguyêt"); one word is enough. No digits or other signs (Civil Code 2015, article 26.3).
 */
export function isVietnameseName(text: string): boolean {
  return nameShape.test(normaliseText(text).toUpperCase())
}

export interface NameParts {
  /** Họ: the first word; empty for a name of one word. */
  readonly family: string
  /** Chữ đệm: what stands between; may be empty. */
  readonly middle: string
  /** Tên: the last word. */
  readonly given: string
}

/** Splits a name as Vietnamese lists do. Double family names are not told apart from chữ đệm. */
export function nameParts(name: string): NameParts {
  const words = normaliseText(name).split(' ')
  const given = words.at(-1) ?? ''
  return { family: words.length > 1 ? (words[0] ?? '') : '', middle: words.slice(1, -1).join(' '), given }
}

const collator = new Intl.Collator('vi')

/** Order of lists of people: tên, then họ, then chữ đệm, each by the Vietnamese alphabet and order of tones. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [nameParts(a), nameParts(b)]
  return (
    collator.compare(left.given, right.given) ||
    collator.compare(left.family, right.family) ||
    collator.compare(left.middle, right.middle)
  )
}
