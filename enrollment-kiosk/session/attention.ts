import { enoughQuality } from '../../core/biometrics/finger-quality.ts'
import { whoWins, isComparedField } from '../../core/enrollment/who-wins.ts'
import type { Bilingual } from '../../core/errors.ts'
import type { CaptureSession } from './capture-session.ts'
import { claimsOf } from './compare.ts'

/** What the supervisor looks at before agreeing: exceptions, poor fingers, claims against the registry, a registry that was away. */
export function attentionTo(session: CaptureSession): readonly Bilingual[] {
  return [
    ...exceptions(session),
    ...poorFingers(session),
    ...poorPortrait(session),
    ...claims(session),
    ...identity(session),
  ]
}

function exceptions({ fingers, iris, signature }: CaptureSession): Bilingual[] {
  const excused = fingers.filter(({ exception }) => exception).length
  const found: Bilingual[] = []
  if (excused > 0) {
    found.push({
      vi: `${excused} ngón tay không thu nhận được`,
      en: `${excused} finger(s) could not be taken`,
    })
  }
  if (iris?.status === 'EXCEPTED') found.push({ vi: 'Không thu nhận mống mắt', en: 'Iris not taken' })
  if (signature && signature.file === null)
    found.push({ vi: 'Người dân không ký', en: 'The applicant did not sign' })
  return found
}

function poorFingers({ fingers }: CaptureSession): Bilingual[] {
  const poor = fingers.filter(({ impressions }) => {
    const measured = impressions.flatMap(({ quality }) => quality ?? [])
    return measured.length > 0 && Math.max(...measured) < enoughQuality
  }).length
  return poor > 0 ? [{ vi: `${poor} ngón vân tay kém`, en: `${poor} poor finger(s)` }] : []
}

/** Kept in spite of what was found: the officer said why. */
function poorPortrait({ portrait }: CaptureSession): Bilingual[] {
  return portrait && portrait.findings.length > 0
    ? [{ vi: 'Ảnh khuôn mặt chưa đạt', en: 'The portrait is wanting' }]
    : []
}

function claims(session: CaptureSession): Bilingual[] {
  return claimsOf(session).flatMap(({ field, winner }) => {
    if (winner !== 'DECLARED' || !isComparedField(field)) return []
    const { label } = whoWins[field]
    return [{ vi: `Khai khác dữ liệu dân cư: ${label.vi}`, en: `Differs from the registry: ${label.en}` }]
  })
}

function identity({ registryOutcome }: CaptureSession): Bilingual[] {
  return registryOutcome === 'FOUND'
    ? []
    : [{ vi: 'Chưa đối chiếu với dữ liệu dân cư', en: 'Not compared with the registry' }]
}
