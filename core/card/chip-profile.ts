import { type CalendarDate, parseCalendarDate } from '../dates/calendar-date.ts'
import type { CurveName } from '../pki/curves.ts'
import type { SignatureAlgorithm } from '../pki/signing-key.ts'

/** What is on a chip and how it is written: data, so that another card generation is another row. */
export interface ChipProfile {
  readonly name: string
  /** EF.COM: LDS and Unicode version (Doc 9303-10, 4.6.1). */
  readonly ldsVersion: string
  readonly unicodeVersion: string
  /**
   * Cards with this day of issue and later ones have ISO/IEC 39794 in DG2 and DG3, earlier ones ISO/IEC 19794. A profile may begin
   * sooner; 39794 is allowed since 2026 and a must from 2030-01-01 (Doc 9303-10, 4.7.2).
   */
  readonly iso39794From: CalendarDate
  /** A field of 128 bytes hides itself and all later ones from readers that look for short lengths: docs/chip.md. */
  readonly longField: 'SHORTEN' | 'REFUSE'
  /** What a card without expiry says: in the MRZ six characters, in DG13 words. */
  readonly noExpiry: { readonly mrz: string; readonly dg13: string }
  /** Bytes that all files together may take, and the portrait's picture alone. */
  readonly capacity: { readonly chip: number; readonly portrait: number }
  readonly hash: 'SHA-256' | 'SHA-384' | 'SHA-512'
  readonly documentSigner: { readonly curve: CurveName; readonly algorithm: SignatureAlgorithm }
  /** Where the chip's own keys are made: INJECTED ones travel with the job, ON_CHIP ones wait for the server at the encoder. */
  readonly keyOrigin: 'INJECTED' | 'ON_CHIP'
  readonly activeAuthentication: CurveName
  readonly chipAuthentication: CurveName
  /** PACE with the CAN (last six digits of the number) and the MRZ; parameters by `Curve.parameterId`. */
  readonly pace: { readonly mapping: 'GM' | 'CAM'; readonly curve: CurveName }
}

const base = {
  ldsVersion: '0107',
  unicodeVersion: '040000',
  iso39794From: parseCalendarDate('2030-01-01'),
  longField: 'SHORTEN',
  // What real cards without expiry carry there is not published: docs/chip.md.
  noExpiry: { mrz: '991231', dg13: 'Không thời hạn' },
  capacity: { chip: 64 * 1024, portrait: 15_000 },
  hash: 'SHA-256',
  documentSigner: { curve: 'P-256', algorithm: 'ECDSA_SHA256' },
  keyOrigin: 'INJECTED',
  activeAuthentication: 'P-256',
  chipAuthentication: 'brainpoolP256r1',
  pace: { mapping: 'GM', curve: 'brainpoolP256r1' },
} as const satisfies Omit<ChipProfile, 'name'>

export const chipProfiles = {
  'cc-2024': { name: 'cc-2024', ...base },
  'cc-2024-brainpool': {
    name: 'cc-2024-brainpool',
    ...base,
    hash: 'SHA-384',
    documentSigner: { curve: 'brainpoolP384r1', algorithm: 'ECDSA_SHA384' },
  },
  /** Blanks that make their own keys: their private halves are nowhere else, and the job waits at the encoder for the server. */
  'cc-2024-own-keys': { name: 'cc-2024-own-keys', ...base, keyOrigin: 'ON_CHIP' },
  /** Chip Authentication in the same step as PACE (Doc 9303-11, 4.4.3.5). */
  'cc-2024-cam': { name: 'cc-2024-cam', ...base, pace: { mapping: 'CAM', curve: 'brainpoolP256r1' } },
} as const satisfies Readonly<Record<string, ChipProfile>>
export type ChipProfileName = keyof typeof chipProfiles
