const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const valueOf = new Int8Array(128).fill(-1)
for (let i = 0; i < alphabet.length; i++) valueOf[alphabet.charCodeAt(i)] = i

/** RFC 4648, 4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  const letter = (value: number) => alphabet[value & 63] ?? ''
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += letter(bits >> 18) + letter(bits >> 12)
    text += at + 1 < bytes.length ? letter(bits >> 6) : '='
    text += at + 2 < bytes.length ? letter(bits) : '='
  }
  return text
}

/** Line breaks and spaces are allowed, as XML brings them; null for anything else that is not base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const letters = text.replaceAll(/[ \t\r\n]+/g, '')
  const padding = letters.endsWith('==') ? 2 : Number(letters.endsWith('='))
  const count = letters.length - padding
  if (letters.length % 4 !== 0) return null
  const bytes = new Uint8Array((letters.length / 4) * 3 - padding)
  let pending = 0
  let at = 0
  for (let i = 0; i < count; i++) {
    const value = valueOf[letters.charCodeAt(i)] ?? -1
    if (value === -1) return null
    pending = ((pending << 6) | value) & 0xffffff
    if (i % 4 > 0) bytes[at++] = (pending >> (6 - 2 * (i % 4))) & 0xff
  }
  return bytes
}
