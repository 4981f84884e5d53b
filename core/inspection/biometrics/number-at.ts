/** A big-endian number of up to six bytes; zeros where the bytes end. */
export function numberAt(bytes: Uint8Array, at: number, size: number): number {
  let value = 0
  for (let i = at; i < at + size; i++) value = value * 256 + (bytes[i] ?? 0)
  return value
}
