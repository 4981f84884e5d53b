import type { CardFace } from '../card/card-face.ts'

/** What was read from a card: text of the QR, lines of the MRZ, SHA-256 of the chip's EF.SOD in hexadecimal. */
export interface CardScan {
  readonly qr?: string | null
  readonly mrz?: string | null
  readonly chip?: string | null
}

export const scanParts = ['qr', 'mrz', 'chip'] as const
export type ScanPart = (typeof scanParts)[number]

/** What the job says that would be read. */
export interface ExpectedScan {
  readonly face: Pick<CardFace, 'qr' | 'mrz'>
  /** null: the card has no chip. */
  readonly sodSha256: string | null
}

const withoutBreaks = (text: string) => text.replaceAll(/\s/g, '').toUpperCase()

/** For each part that was scanned whether it is the job's; parts that were not are absent. */
export function compareScan(
  { face, sodSha256 }: ExpectedScan,
  { qr, mrz, chip }: CardScan,
): Readonly<Partial<Record<ScanPart, boolean>>> {
  return {
    ...(qr != null && { qr: qr === face.qr }),
    ...(mrz != null && { mrz: withoutBreaks(mrz) === face.mrz.join('') }),
    ...(chip != null && { chip: sodSha256 !== null && chip.toLowerCase() === sodSha256 }),
  }
}
