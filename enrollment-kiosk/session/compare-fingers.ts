import { readDeskTemplate } from '../../core/biometrics/desk-template.ts'
import { checkFingers, type FingerFinding, findingText } from '../../core/biometrics/finger-checks.ts'
import type { EnrolledFinger } from '../../core/biometrics/person-record.ts'
import { fingerNames, type FingerPosition, fingerPositions } from '../../core/biometrics/positions.ts'
import { deskRoles } from '../../core/contracts/desk/station.ts'
import { DomainError } from '../../core/errors.ts'
import { slapTemplateFile } from './captured-files.ts'
import type { CaptureSession } from './capture-session.ts'
import type { Kiosk } from './kiosk.ts'

/** The finger lay on the glass before, as another one. */
export class FingerRepeated extends DomainError<'FINGER_REPEATED'> {
  constructor(finding: FingerFinding) {
    super('FINGER_REPEATED', findingText(finding), { position: finding.position, matches: finding.matches })
  }
}

/** The finger is an officer's own. */
export class FingerOfOfficer extends DomainError<'FINGER_OF_OFFICER'> {
  constructor(finding: FingerFinding) {
    super('FINGER_OF_OFFICER', findingText(finding), { position: finding.position })
  }
}

/** Slap and single finger disagree: the wrong hand, or the wrong finger of it. */
export class WrongFinger extends DomainError<'WRONG_FINGER'> {
  constructor({ position, matches, otherHand }: FingerFinding) {
    const shown = fingerNames[position]
    const known = fingerNames[matches]
    const wrong = otherHand
      ? { vi: 'nhầm bàn tay', en: 'wrong hand' }
      : { vi: 'nhầm ngón', en: 'wrong finger' }
    super(
      'WRONG_FINGER',
      {
        vi: `${shown.vi}: ${wrong.vi}, đây là ${known.vi.toLowerCase()} đã lấy trước đó.`,
        en: `${shown.en}: ${wrong.en}, this is the ${known.en.toLowerCase()} that was taken before.`,
      },
      { position, matches, otherHand },
    )
  }
}

/** A single finger; throws {@link FingerOfOfficer}, {@link FingerRepeated}, {@link WrongFinger} (by the slaps). */
export async function requireRightFinger(
  kiosk: Kiosk,
  session: CaptureSession,
  finger: EnrolledFinger,
): Promise<void> {
  const singles = await singlesOf(kiosk, session)
  const before = singles.filter(({ position }) => position !== finger.position)
  const earlier = await slapFingersOf(kiosk, session)
  refuseFirst([...before, finger], finger.position, { earlier, operator: await fingersAtDesk(kiosk) })
}

/** The fingers of a slap; throws {@link FingerOfOfficer}, and {@link WrongFinger} by single fingers and the other slaps. */
export async function requireRightHand(
  kiosk: Kiosk,
  session: CaptureSession,
  slap: { readonly position: number; readonly fingers: readonly EnrolledFinger[] },
): Promise<void> {
  const others = session.slaps.filter(({ position }) => position !== slap.position)
  const singles = await singlesOf(kiosk, session)
  const earlier = [...singles, ...(await slapFingersOf(kiosk, { ...session, slaps: others }))]
  const operator = await fingersAtDesk(kiosk)
  for (const finger of slap.fingers) refuseFirst([finger], finger.position, { earlier, operator })
}

const refusals = { OPERATOR: FingerOfOfficer, REPEATED: FingerRepeated, SWAPPED: WrongFinger } as const

function refuseFirst(
  fingers: readonly EnrolledFinger[],
  position: FingerPosition,
  known: Parameters<typeof checkFingers>[1],
): void {
  const found = checkFingers(fingers, known).find((finding) => finding.position === position)
  if (found) throw new refusals[found.kind](found)
}

/** Of whoever is signed in, as far as they have given theirs. */
async function fingersAtDesk({ officers, ownFingers }: Kiosk): Promise<readonly EnrolledFinger[]> {
  const seated = deskRoles.flatMap((role) => officers.find(role) ?? [])
  return (await Promise.all(seated.map((officer) => ownFingers.of(officer)))).flat()
}

/** The fingers captured so far one by one, as the packet will carry them. */
async function singlesOf(kiosk: Kiosk, session: CaptureSession): Promise<readonly EnrolledFinger[]> {
  const named = session.fingers.map(({ position, template }) => ({ position, file: template?.file }))
  return templatesOf(kiosk, session, named)
}

async function slapFingersOf(kiosk: Kiosk, session: CaptureSession): Promise<readonly EnrolledFinger[]> {
  const named = session.slaps.flatMap((slap) =>
    slap.fingers.map((position) => ({ position, file: slapTemplateFile(slap.position, position) })),
  )
  return templatesOf(kiosk, session, named)
}

async function templatesOf(
  kiosk: Kiosk,
  session: CaptureSession,
  named: readonly { readonly position: number; readonly file: string | undefined }[],
): Promise<readonly EnrolledFinger[]> {
  const held = named.flatMap(({ position, file: name }) => {
    const known = fingerPositions.find((one) => one === position)
    const file = session.files.find((one) => one.name === name)
    return known && file ? [{ position: known, sha256: file.sha256 }] : []
  })
  return Promise.all(
    held.map(async ({ position, sha256 }) => {
      const bytes = await kiosk.drafts.readFile(session.id, sha256)
      return { position, template: readDeskTemplate(bytes, position) }
    }),
  )
}
