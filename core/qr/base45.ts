/** Base45 (RFC 9285): two bytes in three characters of QR's alphanumeric alphabet, a last single one in two. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

export function encodeBase45(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 2) {
    const second = bytes[i + 1]
    let value = second === undefined ? (bytes[i] ?? 0) : (bytes[i] ?? 0) * 256 + second
    for (let n = second === undefined ? 2 : 3; n > 0; n--) {
      text += alphabet[value % 45]
      value = Math.floor(value / 45)
    }
  }
  return text
}

/** Null for text that RFC 9285 refuses: another character, a length or a value that no bytes encode to. */
export function decodeBase45(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 3 === 1) return null
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0))
  for (let i = 0, at = 0; i < text.length; i += 3) {
    const digits = Array.from(text.slice(i, i + 3), (letter) => alphabet.indexOf(letter))
    if (digits.includes(-1)) return null
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0)
    if (value > (digits.length === 3 ? 0xffff : 0xff)) return null
    if (digits.length === 3) bytes[at++] = value >> 8
    bytes[at++] = value & 0xff
  }
  return bytes
}
