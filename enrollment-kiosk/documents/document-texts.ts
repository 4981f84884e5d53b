import { fingerNames, type FingerPosition } from '../../core/biometrics/positions.ts'
import { isComparedField, whoWins } from '../../core/enrollment/who-wins.ts'
import { formatVietnamese, parsePartialDate } from '../../core/dates/calendar-date.ts'
import type { CapturedFinger, DeclaredPerson } from '../../core/enrollment/packet.ts'
import type { CaptureSession, Details } from '../session/capture-session.ts'
import { claimsOf } from '../session/compare.ts'

/** A label and what it means, as a document sets them. */
export interface Item {
  readonly label: string
  readonly value: string
}

const sexes = { MALE: 'Nam', FEMALE: 'Nữ' } as const
const relations = { FATHER: 'Cha', MOTHER: 'Mẹ', GUARDIAN: 'Người giám hộ' } as const

/** A value of a compared field as a person reads it. */
function asRead(field: keyof DeclaredPerson, value: string | null): string {
  if (value === null) return ''
  if (field === 'birthDate') return formatVietnamese(parsePartialDate(value))
  if (field === 'sex') return value === 'MALE' || value === 'FEMALE' ? sexes[value] : value
  return value
}

/** Items of the person, in the form's order. */
export function personItems(person: DeclaredPerson): readonly Item[] {
  const shown = Object.keys(whoWins).filter(isComparedField)
  return shown
    .filter((field) => field !== 'residenceUnit' && field !== 'birthProvince')
    .map((field) => ({ label: whoWins[field].label.vi, value: asRead(field, person[field]) }))
}

export function representativeText({ representative }: Details): string {
  if (!representative) return ''
  const { name, number, relation } = representative
  return `${name} (${relations[relation]}), số định danh ${number}`
}

/** What was said against the registry, and which stands. */
export function claimItems(session: CaptureSession): readonly Item[] {
  return claimsOf(session).flatMap(({ field, registry, declared, winner }) => {
    if (!isComparedField(field)) return []
    const standing = winner === 'DECLARED' ? 'đề nghị điều chỉnh theo giấy tờ' : 'giữ theo dữ liệu dân cư'
    const sides = `Dân cư: ${asRead(field, registry) || '—'} · Khai: ${asRead(field, declared) || '—'}`
    return [{ label: whoWins[field].label.vi, value: `${sides} (${standing})` }]
  })
}

const bestOf = ({ impressions }: CapturedFinger) =>
  Math.max(-1, ...impressions.map(({ quality }) => quality ?? -1))
const nameOf = (position: number) => fingerNames[position as FingerPosition].vi.toLowerCase()

/** Fingers whose print reads best, with their quality. */
export function bestFingers({ fingers }: CaptureSession, most: number): readonly string[] {
  return fingers
    .map((finger) => ({ name: nameOf(finger.position), quality: bestOf(finger) }))
    .filter(({ quality }) => quality >= 0)
    .sort((a, b) => b.quality - a.quality)
    .slice(0, most)
    .map(({ name, quality }) => `${name} (${quality})`)
}

/** What was taken of the hands, and which fingers could not be. */
export function fingersText({ fingers }: CaptureSession): string {
  if (fingers.length === 0) return 'Không thu nhận (dưới 6 tuổi)'
  const taken = fingers.filter(({ impressions }) => impressions.length > 0).length
  const excused = fingers
    .filter(({ exception }) => exception)
    .map(({ position, exception }) => `${nameOf(position)}: ${exception?.reason ?? ''}`)
  return [`${taken} ngón`, ...excused].join('; ')
}
