/**
 * One capture session as the screens see it.
 *
 *   GET    /sessions                                   the operator's open files, {@link SessionSummary}; a supervisor's: those signed
 *   POST   /sessions                                   {@link BeginCommand} → {@link SessionView}
 *   GET    /sessions/{code}                            {@link SessionView}; every command below answers it too
 *   POST   /sessions/{code}/identity                   {@link BeginCommand}, after `change`
 *   PUT    /sessions/{code}/draft                      { pane, input }: what is typed, kept word for word; never refused for its content
 *   POST   /sessions/{code}/comparison                 { claims: {@link Claim}[] }: who wins, field by field
 *   POST   /sessions/{code}/details                    {@link DetailsCommand}
 *   POST   /sessions/{code}/papers                     { type, source: 'SCANNER' | 'CAMERA', paper? } or a file body (image/jpeg, image/png, application/pdf)
 *                                                      with ?type=&paper=; `paper` names one that gets more pages instead
 *   PUT    /sessions/{code}/papers/{id}                { type?, page?, rotate?: 0 | 90 | 180 | 270, crop?: {left, top, width, height} of the turned page }
 *   DELETE /sessions/{code}/papers/{id}
 *   POST   /sessions/{code}/consent                    { version, signature: PNG in base64 or null where somebody signs on paper }
 *   POST   /sessions/{code}/marks                      { text }: identification marks
 *   POST   /sessions/{code}/fingers/{1…10}             none: captures; { exception: {@link FingerExceptionCommand} }: excuses
 *   DELETE /sessions/{code}/fingers/{1…10}
 *   POST   /sessions/{code}/fingers/{1…10}/hand-photo  photo of the hand by the camera, or an image body
 *   POST   /sessions/{code}/fingers/{1…10}/confirm     the supervisor at the desk confirms an exception
 *   POST   /sessions/{code}/slaps/{13|14|15}           four right, four left, two thumbs at once: an image/png body from the slap scanner's own program
 *   DELETE /sessions/{code}/slaps/{13|14|15}
 *   POST   /sessions/{code}/portrait                   none: by the serial camera; or an image/jpeg body from the browser's camera with ?device=
 *                                                      &findings= hints of core/biometrics/face-hints.ts with commas, and &reason= why it was taken in spite of them,
 *                                                      &quality= the score of core/biometrics/judge-face.ts
 *   PUT    /sessions/{code}/portrait                   { crop: {left, top, width, height} } in pixels of the picture, with findings, reason and quality of it where they were measured
 *   DELETE /sessions/{code}/portrait
 *   POST   /sessions/{code}/iris                       { exception: reason } where the centre has no waiver, none where it has one;
 *                                                      or an image/png body with ?eye=right or left from the iris camera's own program
 *   DELETE /sessions/{code}/iris
 *   POST   /sessions/{code}/signature                  { signature: PNG in base64 } of the applicant, or { refusal: reason }
 *   POST   /sessions/{code}/citizen-confirmation       { fields: names confirmed on the second screen }
 *   POST   /sessions/{code}/review, /sign, /countersign
 *   POST   /sessions/{code}/send-back                  { reasons: codes of core/enrollment/send-back-reasons.ts, note }: the supervisor gives a signed file back
 *   POST   /sessions/{code}/events                     { event } of core/lifecycle/capture.ts
 *   GET    /sessions/{code}/files/{name}               a captured picture, paper or template; `photoFile` is what the portrait is cropped from
 *   GET    /details-form                               { form: DetailsForm, sha256 }: what the Details pane shows (core/enrollment/details-form.ts)
 *   GET    /sessions/{code}/documents/{slip|sheet}     PDF, made and checked by reading its barcode back
 *   POST   /countersign                                { codes: string[] }: several at once, one authentication, → per code 'SEALED' or {@link DeskRefusal}
 */
import type { FingerPosition } from '../../biometrics/positions.ts'
import type { PartialDate } from '../../dates/calendar-date.ts'
import type { CapturedFinger, DeclaredPerson, PacketManifest } from '../../enrollment/packet.ts'
import type { Shortcoming } from '../../enrollment/shortcomings.ts'
import type { Bilingual } from '../../errors.ts'
import type { CaptureEvent, CaptureState } from '../../lifecycle/capture.ts'

/** What the portrait is cropped from. Files under names like this stay at the desk until the packet is sealed, and never go into it. */
export const photoFile = 'draft-portrait.jpg'

export interface BeginCommand {
  readonly number: string | null
  /** Missing where a card or a booking says it. */
  readonly birthDate?: PartialDate | null
  /** Text of a QR that was scanned: an old card, or a booking. Either of the two may be all that is given. */
  readonly scanned?: string | null
  readonly appointment?: string | null
  readonly ticket?: string | null
  /** Household or group that this file belongs to: the code of its first file. */
  readonly group?: string | null
}

export interface SessionSummary {
  readonly id: string
  readonly state: CaptureState
  readonly begunAt: string
  readonly name: string | null
  readonly kind: string | null
  /** What the supervisor looks at first: exceptions, poor fingers, differing claims. */
  readonly attention: readonly Bilingual[]
  readonly group: string | null
}

/** Which value stands for one field on which the sources differ, and on what evidence. */
export type Claim = PacketManifest['claims'][number]

export interface ComparedField {
  readonly field: keyof DeclaredPerson
  readonly label: Bilingual
  /** What each source says; null where it says nothing of the field. */
  readonly registry: string | null
  readonly card: string | null
  readonly declared: string | null
  /** Letter by letter: which letters of `declared` differ from the registry's, as [from, to) pairs. */
  readonly marks: readonly (readonly [number, number])[]
  /** The source that stands where nobody proves otherwise, and the article that says so. */
  readonly wins: 'REGISTRY' | 'DECLARED'
  readonly rule: Bilingual
  /** A difference that must be settled before the file goes on. */
  readonly open: boolean
  readonly claim: Claim | null
}

/** The request as the officer writes it down. The manifest of the packet has the same fields. */
export type DetailsCommand = Pick<
  PacketManifest,
  | 'kind'
  | 'reason'
  | 'channel'
  | 'person'
  | 'representative'
  | 'hasCollectionForm'
  | 'contact'
  | 'delivery'
  | 'fee'
  | 'surrendered'
>

export interface FingerExceptionCommand {
  readonly kind: 'AMPUTATED' | 'DEFORMED' | 'WORN' | 'BANDAGED'
  readonly permanent: boolean
  readonly reason: string
}

/** One step of the capture, in the law's order. */
export interface CaptureStep {
  readonly id: string
  readonly kind: 'MARKS' | 'SLAP' | 'FINGER' | 'FACE' | 'IRIS' | 'SIGNATURE'
  /** Finger position 1 … 10, slap 13 … 15; null otherwise. */
  readonly position: FingerPosition | 13 | 14 | 15 | null
  readonly state: 'TODO' | 'DONE' | 'EXCEPTED' | 'POOR' | 'UNCONFIRMED' | 'WAIVED'
  readonly label: Bilingual
  /** Which text asks for it. */
  readonly article: string
}

export interface Try {
  readonly file: string
  /** Of the finger's impressions, from 1. */
  readonly impression: number
  readonly quality: number | null
  readonly best: boolean
  readonly hints: readonly Bilingual[]
}

export interface FingerView extends CapturedFinger {
  /** The three last tries of each impression, kept on the screen until the session is sealed. */
  readonly tries: readonly Try[]
}

export interface RequiredPaper {
  readonly type: string
  readonly label: Bilingual
  readonly required: boolean
  readonly article: string
  /** Papers of this type that are there. */
  readonly papers: readonly string[]
}

export interface SessionView {
  readonly id: string
  /** Grows with every change. */
  readonly revision: number
  readonly state: CaptureState
  readonly events: readonly CaptureEvent[]
  readonly begunAt: string
  readonly group: string | null
  readonly givenNumber: string | null
  readonly givenBirthDate: string
  readonly registryOutcome: 'FOUND' | 'UNKNOWN' | 'UNREACHABLE' | 'NOT_ASKED'
  /** Where the registry's data came from: now, or kept for booked applicants since. */
  readonly registryFrom: 'NOW' | 'SNAPSHOT' | null
  readonly registry: { readonly number: string; readonly pulledAt: string } | null
  readonly appointment: { readonly id: string; readonly at: string } | null
  /** A file that the server sent back: what is wrong, whom to ask, until when, and the parts that alone are asked for. */
  readonly returned: {
    readonly reasons: readonly Bilingual[]
    readonly phone: string | null
    readonly deadlineOn: string | null
    readonly parts: readonly ('DETAILS' | 'FINGERS' | 'FACE' | 'PAPERS')[]
    readonly fingers: readonly number[]
  } | null
  /** Why the station's supervisor gave it back last; kept when it is signed again. */
  readonly sentBack: {
    readonly reasons: readonly Bilingual[]
    readonly note: string | null
    readonly at: string
  } | null
  /** What was typed and is not yet accepted, by pane: shown again after anything. */
  readonly drafts: Readonly<Record<string, unknown>>
  readonly comparison: readonly ComparedField[]
  readonly details: DetailsCommand | null
  /** Version and hash of the form that the details follow. */
  readonly form: { readonly version: string; readonly sha256: string }
  readonly consent: { readonly version: string; readonly at: string } | null
  readonly consentText: { readonly version: string; readonly text: Bilingual }
  readonly requiredPapers: readonly RequiredPaper[]
  readonly papers: PacketManifest['papers']
  readonly fees: {
    readonly amount: number
    readonly rule: Bilingual
    readonly exemptions: readonly {
      readonly code: string
      readonly label: Bilingual
      readonly paper: string | null
    }[]
  } | null
  readonly steps: readonly CaptureStep[]
  readonly qualityThreshold: number
  readonly fingers: readonly FingerView[]
  readonly slaps: PacketManifest['slaps']
  readonly portrait: PacketManifest['portrait']
  readonly portraitFindings: readonly Bilingual[]
  readonly iris: PacketManifest['iris']
  readonly marks: string | null
  readonly signature: PacketManifest['signature']
  readonly citizenConfirmed: readonly string[]
  /** What the card will show; null before the details are known. */
  readonly card: {
    readonly template: string
    readonly number: string | null
    readonly name: string
    readonly birthDate: string
    readonly sex: string
    readonly nationality: string
    readonly residence: string
    readonly birthRegistrationPlace: string
    readonly issuedOn: string | null
    readonly expiresOn: string | null
    /** Text of the printed QR; null while the number is still to be given, and where something cannot stand in it. */
    readonly qr: string | null
  } | null
  readonly missing: readonly Shortcoming[] | null
  readonly attention: readonly Bilingual[]
  readonly promised: { readonly on: string; readonly by: 'FORECAST' | 'LAW' } | null
  readonly packet: string | null
}
