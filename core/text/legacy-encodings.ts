/**
 * The three encodings of Vietnamese that offices used before Unicode. Text is read as one sign per byte first (ISO 8859-1)
 * and translated here: TCVN3 is TCVN 5712:1993 VN3, the set of the .VnTime fonts; VNI-Windows writes a vowel and its marks
 * as two signs; windows-1258 has letters and combining tones.
 */
export const legacyEncodings = ['TCVN3', 'VNI', 'WINDOWS-1258'] as const
export type LegacyEncoding = (typeof legacyEncodings)[number]

// TCVN 5712:1993, table of VN3 from A1 on. B0 to B4 are combining tones; 00 stands for codes without a letter.
const tcvn3Letters = [
  'ĂÂÊÔƠƯĐăâêôơưđ\0',
  '\u0300\u0309\u0303\u0301\u0323',
  'àảãáạ\0ằẳẵắ\0\0\0\0\0\0\0ặầẩẫấậè\0ẻẽéẹềểễếệìỉ\0\0\0ĩíịò\0ỏõóọồổỗốộờởỡớợù\0ủũúụừửữứựỳỷỹýỵ\0',
].join('')

/** From 80 on; a byte that is not listed stays as ISO 8859-1 reads it. */
const windows1258: Readonly<Record<string, string>> = {
  '\u0080': '€',
  '\u0082': '‚',
  '\u0083': 'ƒ',
  '\u0084': '„',
  '\u0085': '…',
  '\u0086': '†',
  '\u0087': '‡',
  '\u0088': 'ˆ',
  '\u0089': '‰',
  '\u008B': '‹',
  '\u008C': 'Œ',
  '\u0091': '‘',
  '\u0092': '’',
  '\u0093': '“',
  '\u0094': '”',
  '\u0095': '•',
  '\u0096': '–',
  '\u0097': '—',
  '\u0098': '˜',
  '\u0099': '™',
  '\u009B': '›',
  '\u009C': 'œ',
  '\u009F': 'Ÿ',
  Ã: 'Ă',
  Ì: '\u0300',
  Ð: 'Đ',
  Ò: '\u0309',
  Õ: 'Ơ',
  Ý: 'Ư',
  Þ: '\u0303',
  ã: 'ă',
  ì: '\u0301',
  ð: 'đ',
  ò: '\u0323',
  õ: 'ơ',
  ý: 'ư',
  þ: '₫',
}

/** Signs of VNI-Windows that are a letter by themselves. */
const vniLetters: Readonly<Record<string, string>> = {
  ñ: 'đ',
  Ñ: 'Đ',
  ô: 'ơ',
  Ô: 'Ơ',
  ö: 'ư',
  Ö: 'Ư',
  í: 'í',
  Í: 'Í',
  ì: 'ì',
  Ì: 'Ì',
  æ: 'ỉ',
  Æ: 'Ỉ',
  ó: 'ĩ',
  Ó: 'Ĩ',
  ò: 'ị',
  Ò: 'Ị',
  î: 'ỵ',
  Î: 'Ỵ',
}

const [grave, acute, hook, tilde, dot] = ['\u0300', '\u0301', '\u0309', '\u0303', '\u0323'] as const
const [circumflex, breve] = ['\u0302', '\u0306'] as const

/** Signs of VNI-Windows that stand behind a vowel and put marks on it, in lower case. */
const vniMarks: Readonly<Record<string, string>> = {
  ø: grave,
  ù: acute,
  û: hook,
  õ: tilde,
  ï: dot,
  â: circumflex,
  à: circumflex + grave,
  á: circumflex + acute,
  å: circumflex + hook,
  ã: circumflex + tilde,
  ä: circumflex + dot,
  ê: breve,
  è: breve + grave,
  é: breve + acute,
  ú: breve + hook,
  ü: breve + tilde,
  ë: breve + dot,
}

const fromTcvn3 = (sign: string) => {
  const letter = tcvn3Letters[sign.charCodeAt(0) - 0xa1]
  return letter === undefined || letter === '\0' ? sign : letter
}

function fromVni(_: string, vowel: string | undefined, mark: string | undefined, alone: string | undefined) {
  if (vowel === undefined || mark === undefined) return vniLetters[alone ?? ''] ?? alone ?? ''
  return (vniLetters[vowel] ?? vowel) + (vniMarks[mark.toLowerCase()] ?? '')
}

const vniPair = /([aeouyAEOUYôÔöÖ])([øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË])|([ñÑôÔöÖíÍìÌæÆóÓòÒîÎ])/g

const translate: Readonly<Record<LegacyEncoding, (bytes: string) => string>> = {
  TCVN3: (bytes) => bytes.replaceAll(/[\u00A1-\u00FE]/g, fromTcvn3),
  VNI: (bytes) => bytes.replaceAll(vniPair, fromVni),
  'WINDOWS-1258': (bytes) => bytes.replaceAll(/[\u0080-\u00FF]/g, (sign) => windows1258[sign] ?? sign),
}

/** Text of bytes that were read as ISO 8859-1, in Unicode NFC. */
export function fromLegacy(encoding: LegacyEncoding, bytes: string): string {
  return translate[encoding](bytes).normalize('NFC')
}

// One syllable without its tone: initial, vowels, final. Names of other peoples do not fit, and need not.
const onset = '(?:NGH|NG|NH|CH|GH|GI|KH|PH|QU|TH|TR|[BCDĐGHKLMNPRSTVX])?'
const nucleus =
  'IÊU|YÊU|OAI|OAY|OAO|OEO|UÔI|ƯƠI|ƯƠU|UYÊ|UYA|UÂY|UYU|A[IOUY]|ÂU|ÂY|EO|ÊU|IA|IÊ|IU|O[AĂEIO]|ÔI|ƠI|U[AÂÊIƠY]|UÔ|Ư[AƠIU]|Y[AÊ]|[AĂÂEÊIOÔƠUƯY]'
const syllable = new RegExp(`^${onset}(?:${nucleus})(?:CH|NG|NH|[CMNPT])?$`)
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g

/** Whether a word could be a syllable of Vietnamese, with one tone at most. */
export function isVietnameseSyllable(word: string): boolean {
  const marked = word.toUpperCase().normalize('NFD')
  const bare = marked.replaceAll(tones, '')
  return marked.length - bare.length <= 1 && syllable.test(bare.normalize('NFC'))
}

/** Words of letters with at least one that is not of ASCII: what an encoding shows itself by. */
const telling = /[A-Za-z\u0080-\u{10FFFF}]*[\u0080-\u{10FFFF}][A-Za-z\u0080-\u{10FFFF}]*/gu

/** Of the words with letters beyond ASCII, how many are syllables; null where there are none. */
export function vietnameseShare(text: string): number | null {
  const words = text.match(telling) ?? []
  return words.length === 0 ? null : words.filter(isVietnameseSyllable).length / words.length
}

/** Which legacy encoding makes most sense of bytes that were read as ISO 8859-1, or null where none does. */
export function likelyLegacyEncoding(bytes: string): LegacyEncoding | null {
  let best: LegacyEncoding | null = null
  let most = 0.6
  for (const encoding of legacyEncodings) {
    const share = vietnameseShare(fromLegacy(encoding, bytes)) ?? 0
    if (share > most) [best, most] = [encoding, share]
  }
  return best
}

/** What a text betrays of having been read in a wrong encoding. */
export type EncodingSign = 'REPLACED' | 'MOJIBAKE' | 'TCVN3' | 'VNI' | 'CONTROL'

// UTF-8 that was read as windows-1252: its first bytes C3 to E1 in front of a continuation byte.
const mojibake = /[ÃÄÅÆáâ][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/
// Signs of ISO 8859-1 that no Vietnamese text has, the look-alikes Ð and ð excepted.
const foreign = /[\u00A1-\u00AA\u00AC-\u00B6\u00B8-\u00BA\u00BC-\u00BFÄÅÆÇËÎÏÖ×ØÛÜÞßäåæçëîïö÷øûüþÿ]/
// A vowel with a mark sign behind it, which Vietnamese never has.
const vniSign = /[aA][âàáåãäêèéúüëÂÀÁÅÃÄÊÈÉÚÜË]|[eE][âàáåãäøùûõÂÀÁÅÃÄØÙÛÕ]|[uUyYôÔ][ùõøûïÙÕØÛÏ]/
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/
// oxlint-disable-next-line no-control-regex -- the same
const suspicious = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u00FF\uFFFD]/

/** The sign of a wrong encoding in a text, or null. Nothing is translated: such a row is reported, never guessed. */
export function encodingSign(text: string): EncodingSign | null {
  if (!suspicious.test(text)) return null
  if (text.includes('\uFFFD')) return 'REPLACED'
  if (control.test(text)) return 'CONTROL'
  if (mojibake.test(text)) return 'MOJIBAKE'
  if (vniSign.test(text)) return 'VNI'
  if (!foreign.test(text)) return null
  return (vietnameseShare(fromLegacy('VNI', text)) ?? 0) > (vietnameseShare(fromLegacy('TCVN3', text)) ?? 0)
    ? 'VNI'
    : 'TCVN3'
}
