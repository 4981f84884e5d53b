import { describe, expect, test } from 'vitest'
import { actionChainFault } from '../../core/enrollment/evidence-chain.ts'
import { type ActionRecord, actionRecordSchema } from '../../core/enrollment/evidence.ts'
import type { PacketManifest } from '../../core/enrollment/packet.ts'
import { type CaptureSession, captureSessionSchema } from '../session/capture-session.ts'
import { hashOfLine } from './line-hash.ts'
import { withActions } from './with-actions.ts'

const operator = '11111111-1111-4111-8111-111111111111'
const supervisor = '22222222-2222-4222-8222-222222222222'
const begun = Date.parse('2026-03-02T02:00:00Z')

const fresh: CaptureSession = captureSessionSchema.parse({
  version: 1,
  id: 'HN001-01-260302-0001-J',
  state: 'COMPARING',
  parkedIn: null,
  operator,
  begunAt: new Date(begun).toISOString(),
  givenNumber: null,
  givenBirthDate: '1990-05-20',
  registryOutcome: 'NOT_ASKED',
  registry: null,
  details: null,
  consentAt: null,
  fingers: [],
  portrait: null,
  files: [],
  signedContent: null,
  packet: null,
})

const finger = (position: number, exception: CaptureSession['fingers'][number]['exception'] = null) => ({
  position,
  impressions: [],
  exception,
  template: null,
})
const excuse = (confirmedBy: string | null) =>
  ({ kind: 'WORN', permanent: true, reason: 'Vân mòn', photo: 'hand-03.jpg', confirmedBy }) as const

/** What becomes of a session, one change after the other. */
function after(...changes: readonly Partial<CaptureSession>[]): CaptureSession {
  const begin = withActions({ before: null, after: fresh, supervisor, now: begun })
  return changes.reduce<CaptureSession>(
    (session, change, i) =>
      withActions({
        before: session,
        after: { ...session, ...change },
        supervisor,
        now: begun + 1000 * (i + 1),
      }),
    begin,
  )
}

const recordsOf = ({ actions }: CaptureSession): readonly ActionRecord[] =>
  actions.map((line) => actionRecordSchema.parse(JSON.parse(line)))
const doneIn = (session: CaptureSession) =>
  recordsOf(session).map(({ action, subject, role }) => [action, subject, role].join(' '))

describe('what officers did', () => {
  test('is read off what changed: fingers by their positions, exceptions by who confirmed them', () => {
    const session = after(
      { fingers: [finger(2), finger(3, excuse(null))] },
      { fingers: [finger(2), finger(3, excuse(supervisor))] },
      { fingers: [finger(3, excuse(supervisor))], marks: 'Nốt ruồi' },
      { state: 'CAPTURING' },
      { drafts: { details: { name: 'x' } }, revision: 9 },
    )
    expect(doneIn(session)).toEqual([
      'BEGUN NOT_ASKED OPERATOR',
      'FINGER_CAPTURED 2 OPERATOR',
      'FINGER_EXCUSED 3 OPERATOR',
      'EXCEPTION_CONFIRMED 3 SUPERVISOR',
      'MARKS_DESCRIBED  OPERATOR',
      'FINGER_REMOVED 2 OPERATOR',
      'MOVED CAPTURING OPERATOR',
    ])
    expect(recordsOf(session)[3]?.officer).toBe(supervisor)
  })

  test('by the supervisor is said to be the supervisor’s, and recorded once though it is kept later', () => {
    const signed = after({ state: 'SIGNED' })
    const sealed = withActions({
      before: signed,
      after: { ...signed, state: 'SEALED' },
      supervisor,
      now: begun + 9000,
    })
    expect(doneIn(sealed).at(-1)).toBe('MOVED SEALED SUPERVISOR')
    const kept = withActions({
      before: signed,
      after: { ...sealed, packet: 'ab' },
      supervisor,
      now: begun + 9999,
    })
    expect(kept.actions).toEqual(sealed.actions)
    expect(doneIn(after({ state: 'SIGNED' }, { state: 'REVIEWING' })).at(-1)).toBe(
      'MOVED REVIEWING SUPERVISOR',
    )
  })

  test('makes a chain that the server believes, also when the clock is set back', () => {
    const session = after({ state: 'REVIEWING' }, { state: 'SIGNED' })
    const sealed = withActions({
      before: session,
      after: { ...session, state: 'SEALED' },
      supervisor,
      now: begun - 60_000,
    })
    const chain = sealed.actions.map((line, i) => ({
      record: recordsOf(sealed)[i]!,
      hash: hashOfLine(line),
    }))
    const manifest = {
      session: sealed.transaction,
      operator,
      supervisor,
      begunAt: fresh.begunAt,
      sealedAt: fresh.begunAt,
    } as PacketManifest
    expect(actionChainFault(manifest, chain)).toBeNull()
  })

  test('never names anybody: a paper’s type and an outcome become codes', () => {
    const paper = {
      id: 'p1',
      type: 'birth certificate',
      pages: ['paper-p1-1.jpg'],
      source: 'CAMERA' as const,
      capturedAt: fresh.begunAt,
    }
    expect(doneIn(after({ papers: [paper] })).at(-1)).toBe('PAPER_KEPT BIRTH_CERTIFICATE OPERATOR')
  })
})
