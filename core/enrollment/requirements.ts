import { ageOn, type CalendarDate, type PartialDate } from '../dates/calendar-date.ts'
import { CardNotIssuable, validityRuleOn } from '../dates/card-expiry.ts'
import type { Bilingual } from '../errors.ts'
import type { CapturedFinger, PacketManifest } from './packet.ts'

export type AgeBand = 'UNDER_6' | 'FROM_6_TO_13' | 'FROM_14'

export interface CaptureRequirements {
  readonly ageBand: AgeBand
  /** All ten, each captured or with the reason why not; or none at all. */
  readonly fingers: 'none' | 'required'
  readonly portrait: boolean
  /** A lawful representative must attend. */
  readonly representative: boolean
}

/** Luật Căn cước 26/2023/QH15, article 23: no likeness and no biometrics below six, the representative below fourteen. */
const requirementsByAge: readonly (CaptureRequirements & { readonly fromAge: number })[] = [
  { fromAge: 14, ageBand: 'FROM_14', fingers: 'required', portrait: true, representative: false },
  { fromAge: 6, ageBand: 'FROM_6_TO_13', fingers: 'required', portrait: true, representative: true },
  { fromAge: 0, ageBand: 'UNDER_6', fingers: 'none', portrait: false, representative: true },
]

export interface CaptureCase {
  /** A partial date counts from its first possible day, as in `ageOn`. */
  readonly birthDate: PartialDate
  readonly on: CalendarDate
  /** The three that make a card ask for the same capture: data of an earlier file are for online files only. */
  readonly kind: PacketManifest['kind']
}

/** What a capture at a desk must hold on a day. Throws CardNotIssuable where the law of that day gives no card. */
export function captureRequirements({ birthDate, on }: CaptureCase): CaptureRequirements {
  const age = ageOn(birthDate, on)
  const row = requirementsByAge.find(({ fromAge }) => age >= fromAge)
  if (!row) throw new CardNotIssuable('NOT_BORN')
  if (age < validityRuleOn(on).issuedFromAge) throw new CardNotIssuable('UNDER_AGE')
  const { fromAge: _, ...requirements } = row
  return requirements
}

export type ShortcomingCode =
  | 'FINGER_MISSING'
  | 'FINGER_TWICE'
  | 'FINGERS_NOT_ALLOWED'
  | 'PORTRAIT_MISSING'
  | 'PORTRAIT_NOT_ALLOWED'
  | 'REPRESENTATIVE_MISSING'
  | 'IDENTITY_SOURCE_MISSING'
  | CardNotIssuable['code']

/** One thing that keeps a file from being complete, in words for the officer at the desk. */
export interface Shortcoming {
  readonly code: ShortcomingCode
  /** Finger position 1 (right thumb) … 10 (left little finger), ISO/IEC 19794-2; null where it is not about a finger. */
  readonly position: number | null
  readonly text: Bilingual
}

const texts: Readonly<Record<Exclude<ShortcomingCode, CardNotIssuable['code']>, Bilingual>> = {
  FINGER_MISSING: {
    vi: 'Chưa thu nhận vân tay ngón này và chưa ghi lý do không thu nhận được.',
    en: 'This finger is neither captured nor has a reason why it cannot be.',
  },
  FINGER_TWICE: { vi: 'Một ngón tay được ghi hai lần.', en: 'One finger is recorded twice.' },
  FINGERS_NOT_ALLOWED: {
    vi: 'Không thu nhận vân tay của trẻ dưới 6 tuổi. Hãy xóa vân tay đã thu nhận.',
    en: 'No fingerprints are taken of a child under 6. Remove them.',
  },
  PORTRAIT_MISSING: { vi: 'Chưa chụp ảnh khuôn mặt.', en: 'The portrait is missing.' },
  PORTRAIT_NOT_ALLOWED: {
    vi: 'Không thu nhận ảnh khuôn mặt của trẻ dưới 6 tuổi. Hãy xóa ảnh đã chụp.',
    en: 'No portrait is taken of a child under 6. Remove it.',
  },
  REPRESENTATIVE_MISSING: {
    vi: 'Người dưới 14 tuổi phải có người đại diện hợp pháp. Hãy ghi thông tin người đại diện.',
    en: 'A person under 14 needs a lawful representative. Enter the representative.',
  },
  IDENTITY_SOURCE_MISSING: {
    vi: 'Chưa tìm thấy trong cơ sở dữ liệu dân cư: hãy nhập số định danh người dân cung cấp hoặc lập phiếu DC01.',
    en: 'Not found in the registry: enter the number the applicant gives, or fill in form DC01.',
  },
}

/** The parts of a packet's manifest that completeness depends on; a desk can ask before the packet is made. */
export type CaptureParts = Pick<
  PacketManifest,
  'kind' | 'fingers' | 'portrait' | 'representative' | 'registry' | 'claimedNumber' | 'hasCollectionForm'
> & { readonly person: Pick<PacketManifest['person'], 'birthDate'> }

/** Everything that keeps a file from being complete on a day; empty for a complete one. The same gate at desk and server. */
export function missingFrom(manifest: CaptureParts, on: CalendarDate): readonly Shortcoming[] {
  const { kind, person, registry, claimedNumber, hasCollectionForm } = manifest
  try {
    const required = captureRequirements({ birthDate: person.birthDate, on, kind })
    const unidentified = registry === null && claimedNumber === null && !hasCollectionForm
    return [
      ...(unidentified ? [shortcoming('IDENTITY_SOURCE_MISSING')] : []),
      ...(required.representative && manifest.representative === null
        ? [shortcoming('REPRESENTATIVE_MISSING')]
        : []),
      ...portraitShortcomings(manifest, required),
      ...fingerShortcomings(manifest.fingers, required),
    ]
  } catch (error) {
    if (error instanceof CardNotIssuable) return [{ code: error.code, position: null, text: error.text }]
    throw error
  }
}

function shortcoming(code: keyof typeof texts, position: number | null = null): Shortcoming {
  return { code, position, text: texts[code] }
}

function portraitShortcomings({ portrait }: CaptureParts, required: CaptureRequirements): Shortcoming[] {
  if (required.portrait && portrait === null) return [shortcoming('PORTRAIT_MISSING')]
  if (!required.portrait && portrait !== null) return [shortcoming('PORTRAIT_NOT_ALLOWED')]
  return []
}

const isAccountedFor = (finger: CapturedFinger) => finger.impressions.length > 0 || finger.exception !== null

function fingerShortcomings(
  fingers: readonly CapturedFinger[],
  required: CaptureRequirements,
): Shortcoming[] {
  if (required.fingers === 'none') return fingers.length > 0 ? [shortcoming('FINGERS_NOT_ALLOWED')] : []
  return Array.from({ length: 10 }, (_, i) => i + 1).flatMap((position) => {
    const entries = fingers.filter((finger) => finger.position === position)
    if (!entries.some(isAccountedFor)) return [shortcoming('FINGER_MISSING', position)]
    return entries.length > 1 ? [shortcoming('FINGER_TWICE', position)] : []
  })
}
