import type { CaptureSession } from '../session/capture-session.ts'
import type { Action } from './record-action.ts'

type Done = Pick<Action, 'action' | 'subject'> & { readonly by?: string | null }
type Judge = (before: CaptureSession, after: CaptureSession) => readonly Done[]

/** Parts of a session of which it is enough to say that they were changed. */
const plainParts = {
  scannedCard: 'CARD_SCANNED',
  claims: 'COMPARED',
  details: 'DETAILS_ENTERED',
  consent: 'CONSENT_TAKEN',
  marks: 'MARKS_DESCRIBED',
  citizenConfirmed: 'CITIZEN_CONFIRMED',
  appointment: 'APPOINTMENT_USED',
  ticket: 'TICKET_USED',
  group: 'GROUP_JOINED',
} as const satisfies Partial<Record<keyof CaptureSession, string>>

const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)

/** How a part changed: a code for what is new or otherwise, one for what is gone. */
function partChange<Part>(
  [before, after]: readonly [readonly Part[], readonly Part[]],
  { keyOf, nameOf }: { keyOf: (part: Part) => string; nameOf: (part: Part | null) => string },
): readonly Done[] {
  const earlier = new Map(before.map((part) => [keyOf(part), part]))
  const later = new Map(after.map((part) => [keyOf(part), part]))
  const gone = [...earlier.keys()].filter((key) => !later.has(key))
  const changed = [...later].filter(([key, part]) => differs(part, earlier.get(key)))
  return [
    ...gone.map((subject) => ({ action: nameOf(null), subject })),
    ...changed.map(([subject, part]) => ({ action: nameOf(part), subject })),
  ]
}

const judges: readonly Judge[] = [
  (before, after) =>
    differs(identityOf(before), identityOf(after))
      ? [{ action: 'IDENTIFIED', subject: after.registryOutcome }]
      : [],
  (before, after) =>
    Object.entries(plainParts).flatMap(([part, action]) =>
      differs(before[part as keyof CaptureSession], after[part as keyof CaptureSession])
        ? [{ action, subject: null }]
        : [],
    ),
  (before, after) =>
    partChange([before.papers, after.papers], {
      keyOf: ({ type }) => codeOf(type),
      nameOf: (paper) => (paper ? 'PAPER_KEPT' : 'PAPER_REMOVED'),
    }),
  fingerActions,
  (before, after) =>
    partChange([before.slaps, after.slaps], {
      keyOf: ({ position }) => String(position),
      nameOf: (slap) => (slap ? 'SLAP_CAPTURED' : 'SLAP_REMOVED'),
    }),
  (before, after) => portraitAction(before, after),
  (before, after) =>
    differs(before.iris, after.iris) ? [{ action: 'IRIS_SETTLED', subject: after.iris?.status ?? null }] : [],
  (before, after) =>
    differs(before.signature, after.signature)
      ? [{ action: after.signature?.file ? 'SIGNATURE_TAKEN' : 'SIGNATURE_MISSING', subject: null }]
      : [],
  (before, after) =>
    before.state === after.state ? [] : [{ action: 'MOVED', subject: codeOf(after.state) }],
]

/**
 * What happened to a session between two states of it, in codes: what was done is read off what changed, so that no command
 * can forget to say so. What is typed and not yet accepted is nobody's act.
 */
export function actionsBetween(before: CaptureSession | null, after: CaptureSession): readonly Done[] {
  if (!before) return [{ action: 'BEGUN', subject: after.registryOutcome }]
  return judges.flatMap((judge) => judge(before, after))
}

const identityOf = ({ givenNumber, givenBirthDate, registryOutcome, registry }: CaptureSession) => [
  givenNumber,
  givenBirthDate,
  registryOutcome,
  registry,
]

const codeOf = (text: string) =>
  text
    .toUpperCase()
    .replaceAll(/[^A-Z0-9_-]/g, '_')
    .slice(0, 40)

function fingerActions(before: CaptureSession, after: CaptureSession): readonly Done[] {
  const earlier = new Map(before.fingers.map((finger) => [finger.position, finger]))
  const confirmed = after.fingers.flatMap(({ position, exception }): Done[] => {
    const known = earlier.get(position)?.exception
    const by = exception?.confirmedBy ?? null
    return known && by !== null && known.confirmedBy !== by
      ? [{ action: 'EXCEPTION_CONFIRMED', subject: String(position), by }]
      : []
  })
  const seen = new Set(confirmed.map(({ subject }) => subject))
  const taken = partChange([before.fingers, after.fingers], {
    keyOf: ({ position }) => String(position),
    nameOf: (finger) => {
      if (!finger) return 'FINGER_REMOVED'
      return finger.exception ? 'FINGER_EXCUSED' : 'FINGER_CAPTURED'
    },
  })
  return [...taken.filter(({ subject }) => !seen.has(subject)), ...confirmed]
}

/** Known by its picture: the same place may hold another one. */
function portraitAction(before: CaptureSession, after: CaptureSession): readonly Done[] {
  const pictureOf = ({ portrait, files }: CaptureSession) =>
    portrait && [portrait, files.find(({ name }) => name === portrait.file)?.sha256]
  if (!differs(pictureOf(before), pictureOf(after))) return []
  return [{ action: after.portrait ? 'PORTRAIT_TAKEN' : 'PORTRAIT_REMOVED', subject: null }]
}
