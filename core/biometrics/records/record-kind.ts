/** What a record is, by its first eight bytes: ISO/IEC 19794-2, -4 and -5 in the editions that are read here. */
const kinds = {
  'FMR\0 20\0': 'minutiae-2005',
  'FMR\x00030\0': 'minutiae-2011',
  'FIR\x00010\0': 'finger-image-2005',
  'FIR\x00020\0': 'finger-image-2011',
  'FAC\x00010\0': 'face-2005',
  'FAC\x00030\0': 'face-2011',
} as const

export type RecordKindName = (typeof kinds)[keyof typeof kinds]

/** Which reader a record is for; null where it is for none of them. */
export function recordKind(bytes: Uint8Array): RecordKindName | null {
  const head = String.fromCharCode(...bytes.subarray(0, 8))
  return Object.entries(kinds).find(([start]) => start === head)?.[1] ?? null
}
