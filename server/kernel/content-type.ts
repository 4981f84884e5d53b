/** What people scan and photograph papers into. */
const beginnings = [
  { type: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
] as const

/** What a paper's file is by its own first bytes, whatever its sender calls it; null for anything but PDF, JPEG and PNG. */
export function paperTypeOf(content: Uint8Array): (typeof beginnings)[number]['type'] | null {
  return beginnings.find(({ bytes }) => bytes.every((byte, i) => content[i] === byte))?.type ?? null
}
