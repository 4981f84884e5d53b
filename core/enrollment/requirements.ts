import { ageOn, type CalendarDate, type PartialDate } from '../dates/calendar-date.ts'
import { CardNotIssuable, validityRuleOn } from '../dates/card-expiry.ts'
import { type CapturedParts, captureShortcomings } from './capture-shortcomings.ts'
import type { CapturedFinger, PacketManifest } from './packet.ts'
import { type Shortcoming, shortcoming } from './shortcomings.ts'

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

/** The parts of a packet's manifest that completeness depends on; a desk can ask before the packet is made. */
export type CaptureParts = Pick<
  PacketManifest,
  'kind' | 'fingers' | 'portrait' | 'representative' | 'registry' | 'claimedNumber' | 'hasCollectionForm'
> &
  CapturedParts & { readonly person: Pick<PacketManifest['person'], 'birthDate'> }

/**
 * Everything that keeps a file from being complete on a day; empty for a complete one. The same gate at desk and server.
 * A packet that names no session is of an older kiosk, which asked for fingers and portrait alone: it is judged by those.
 */
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
      ...(manifest.session === null ? [] : captureShortcomings(manifest, { on, fromSix: required.portrait })),
    ]
  } catch (error) {
    if (error instanceof CardNotIssuable) return [{ code: error.code, position: null, text: error.text }]
    throw error
  }
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
