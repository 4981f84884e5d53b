import { readDeskTemplate } from '../../core/biometrics/desk-template.ts'
import { checkFingers, type FingerFinding, findingText } from '../../core/biometrics/finger-checks.ts'
import type { EnrolledFinger } from '../../core/biometrics/person-record.ts'
import { fingerPositions } from '../../core/biometrics/positions.ts'
import { DomainError } from '../../core/errors.ts'
import type { CaptureSession } from './capture-session.ts'
import type { Kiosk } from './kiosk.ts'

/** The finger lay on the glass before, as another one. */
export class FingerRepeated extends DomainError<'FINGER_REPEATED'> {
  constructor(finding: FingerFinding) {
    super('FINGER_REPEATED', findingText(finding), { position: finding.position, matches: finding.matches })
  }
}

/** Throws FingerRepeated when a finger of the session, at another place, is this one. */
export async function requireNewFinger(
  kiosk: Kiosk,
  session: CaptureSession,
  finger: EnrolledFinger,
): Promise<void> {
  const others = await fingersOf(kiosk, session)
  const before = others.filter(({ position }) => position !== finger.position)
  const repeated = checkFingers([...before, finger]).find(
    ({ kind, position }) => kind === 'REPEATED' && position === finger.position,
  )
  if (repeated) throw new FingerRepeated(repeated)
}

/** The fingers captured so far, as the packet will carry them. */
async function fingersOf(kiosk: Kiosk, session: CaptureSession): Promise<readonly EnrolledFinger[]> {
  const held = session.fingers.flatMap(({ position, template }) => {
    const known = fingerPositions.find((one) => one === position)
    const file = session.files.find(({ name }) => name === template?.file)
    return known && file ? [{ position: known, sha256: file.sha256 }] : []
  })
  return Promise.all(
    held.map(async ({ position, sha256 }) => {
      const bytes = await kiosk.drafts.readFile(session.id, sha256)
      return { position, template: readDeskTemplate(bytes, position) }
    }),
  )
}
