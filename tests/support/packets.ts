/** Real sealed packets, made as a kiosk makes them, and the ways in which they can be wrong. */
import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { writeDeskTemplate } from '../../core/biometrics/desk-template.ts'
import type { EnrolledFinger } from '../../core/biometrics/person-record.ts'
import { type FingerPosition, fingerPositions } from '../../core/biometrics/positions.ts'
import { signCountersignature } from '../../core/cms/countersignature.ts'
import { type PacketToSeal, sealPacket } from '../../core/cms/seal-packet.ts'
import type { SigningIdentity } from '../../core/cms/signed-data.ts'
import type { CitizenNumber } from '../../core/citizen/citizen-number.ts'
import { ageOn, calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { ApplicationCode } from '../../core/enrollment/application-code.ts'
import { encodeManifest, packFiles } from '../../core/enrollment/packet-files.ts'
import {
  type CapturedFinger,
  countersignatureFile,
  type DeclaredPerson,
  fingerFile,
  handFile,
  type PacketManifest,
  portraitFile,
  signatureFile,
  templateFile,
  untold,
} from '../../core/enrollment/packet.ts'
import { seconds } from './app.ts'
import { type EvidenceChanges, evidenceOf } from './evidence.ts'
import { inventedFingers } from './fingers.ts'

/** What a packet is made with: a desk, in this process or elsewhere. */
export interface PacketMaker {
  readonly clock: () => number
  readonly centre: string
  readonly kiosk: { readonly actor: { readonly id: string }; readonly identity: SigningIdentity }
  readonly operator: { readonly officer: { readonly id: string }; readonly identity: SigningIdentity }
  readonly supervisor: { readonly officer: { readonly id: string }; readonly identity: SigningIdentity }
  /** DER: packets are sealed for it. */
  readonly centreCertificate: Uint8Array
  /** The centre has no iris scanner until then. */
  readonly waiver: { readonly id: string; readonly validTo: string }
  /** The code of the desk's next file. */
  nextCode(): ApplicationCode
}

export interface PacketChanges {
  readonly code?: ApplicationCode
  /** Changes of the manifest after the desk has filled it in; files follow it. */
  readonly manifest?: Partial<PacketManifest>
  /** What is wrong with what the kiosk says of its captures. */
  readonly evidence?: EvidenceChanges
  /** Who signs instead of operator and kiosk. */
  readonly signers?: readonly SigningIdentity[]
  readonly countersigner?: SigningIdentity
  /** DER: whom the packet is sealed for instead of the desk's centre. */
  readonly recipient?: Uint8Array
  /** Milliseconds. */
  readonly signedAt?: number
  /** Pictures by file name instead of the small ones. */
  readonly picture?: (name: string) => Promise<Uint8Array>
  /** Finger templates by position instead of invented ones that are the person's own. */
  readonly template?: (position: FingerPosition) => Promise<Uint8Array>
}

export interface Packet {
  readonly code: ApplicationCode
  readonly manifest: PacketManifest
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface Applying {
  readonly person: DeclaredPerson
  /** The number that the register answered with at the desk; null for somebody whom it does not know. */
  readonly number: CitizenNumber | null
}

const sha256Hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const sha256 = async (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())

const finger = { width: 388, height: 374 } as const
const device = 'Máy mô phỏng'

/**
 * Pictures are real files, of one grey each, and made once: no two fingers are equal. Minutiae come from the invented template
 * beside them, which is believed where nothing makes the server look at the picture; tests/support/hands.ts has real fingers.
 */
const pictures = new Map<string, Promise<Uint8Array>>()

function picture(name: string): Promise<Uint8Array> {
  const known = pictures.get(name) ?? (name.endsWith('.jpg') ? drawPortrait() : drawFinger(name))
  pictures.set(name, known)
  return known
}

/** Too small for anybody to look for a face in it. */
export function drawPortrait(): Promise<Uint8Array> {
  return sharp({ create: { width: 48, height: 64, channels: 3, background: '#d8b090' } })
    .jpeg()
    .toBuffer()
}

function drawFinger(name: string): Promise<Uint8Array> {
  const pixels = new Uint8Array(finger.width * finger.height).fill(
    createHash('sha256').update(name).digest()[0] ?? 0,
  )
  return sharp(pixels, { raw: { ...finger, channels: 1 } })
    .png()
    .toBuffer()
}

/** As the desk's page measured it before it was kept. */
const looked = { quality: 82, findings: [], reason: null }

const good = { dpi: 500, bitDepth: 8, device, quality: 70, attempts: 1 } as const

/** All ten fingers, each captured once by a good scanner. */
export function tenFingers(capturedAt: string): CapturedFinger[] {
  return fingerPositions.map((position) => ({
    position,
    impressions: [{ file: fingerFile(position, 1), ...finger, ...good, capturedAt }],
    exception: null,
    template: { file: templateFile(position), impression: 1 },
  }))
}

const hands = new Map<string, readonly EnrolledFinger[]>()

/** The same for the same person, so that a second file of theirs has their fingers. */
function inventedTemplateOf(person: DeclaredPerson): NonNullable<PacketChanges['template']> {
  const seed = [person.name, person.birthDate, person.legacyNumber, person.motherName].join('/')
  const known = hands.get(seed) ?? inventedFingers(seed, fingerPositions.length)
  hands.set(seed, known)
  return async (position) => {
    const own = known[position - 1]
    if (!own) throw new RangeError('no such finger')
    return writeDeskTemplate({ ...own, quality: good.quality })
  }
}

function manifestOf(desk: PacketMaker, code: ApplicationCode, { person, number }: Applying): PacketManifest {
  const now = desk.clock()
  const at = new Date(now - seconds(60)).toISOString()
  const age = ageOn(person.birthDate, calendarDateAt(now))
  return {
    ...untold,
    version: 1,
    applicationCode: code,
    kind: 'FIRST_ISSUE',
    reason: 'FIRST',
    channel: 'DESK',
    centre: desk.centre,
    machine: desk.kiosk.actor.id,
    operator: desk.operator.officer.id,
    supervisor: desk.supervisor.officer.id,
    begunAt: new Date(now - seconds(600)).toISOString(),
    sealedAt: new Date(now).toISOString(),
    consentAt: at,
    registry: number === null ? null : { number, version: 1, pulledAt: at },
    registryUnreachable: false,
    claimedNumber: null,
    hasCollectionForm: number === null,
    person,
    representative:
      age < 14
        ? {
            number: '001090000033' as CitizenNumber,
            name: person.fatherName ?? 'NGUYỄN VĂN MẪU',
            relation: 'FATHER',
          }
        : null,
    fingers: age < 6 ? [] : tenFingers(at),
    portrait: age < 6 ? null : { file: portraitFile, device, capturedAt: at, ...looked },
    files: [],
    session: randomUUID(),
    ...(age >= 6 && {
      marks: 'Nốt ruồi cách 1 cm dưới mép trái',
      iris: { status: 'WAIVED', waiver: desk.waiver.id, until: desk.waiver.validTo },
      signature: { file: signatureFile, refusal: null, at },
    }),
  }
}

/** A finger that cannot be taken is shown, and seen by the supervisor, as the desk wants it before it signs. */
function withProof({ supervisor, fingers }: PacketManifest): CapturedFinger[] {
  return fingers.map(({ exception, ...finger }) => ({
    ...finger,
    exception: exception && {
      ...exception,
      photo: exception.photo ?? handFile(finger.position),
      confirmedBy: exception.confirmedBy ?? supervisor,
    },
  }))
}

/** A file of the desk, packed, signed and sealed now. */
export async function sealedPacket(
  desk: PacketMaker,
  applying: Applying,
  changes: PacketChanges = {},
): Promise<Packet> {
  const content = await packetContent(desk, applying, changes)
  const { code, manifest } = content
  return { code, manifest, bytes: await seal(desk, await packContent(desk, content, changes), changes) }
}

/** What a packet is made of: what the desk has of a file when the supervisor agrees. */
export interface PacketContent {
  readonly code: ApplicationCode
  readonly manifest: PacketManifest
  readonly files: ReadonlyMap<string, Uint8Array>
}

export async function packetContent(
  desk: PacketMaker,
  applying: Applying,
  changes: PacketChanges = {},
): Promise<PacketContent> {
  const code = changes.code ?? desk.nextCode()
  const told = { ...manifestOf(desk, code, applying), ...begunBefore(changes.manifest), ...changes.manifest }
  const listed = { ...told, fingers: withProof(told) }
  const names = [
    ...listed.fingers.flatMap(({ impressions }) => impressions.map(({ file }) => file)),
    ...(listed.portrait ? [portraitFile] : []),
  ]
  const files = new Map<string, Uint8Array>()
  const besides = [
    ...listed.fingers.flatMap(({ exception }) => exception?.photo ?? []),
    ...(listed.signature?.file ? [signatureFile] : []),
    ...(listed.consent?.signature ? [listed.consent.signature] : []),
    ...listed.papers.flatMap(({ pages }) => pages),
  ]
  for (const name of besides) files.set(name, await picture(name))
  for (const name of names) files.set(name, await (changes.picture ?? picture)(name))
  const template = changes.template ?? inventedTemplateOf(applying.person)
  for (const { position, template: own } of listed.fingers) {
    if (own) files.set(own.file, await template(position as FingerPosition))
  }
  const captured = { ...listed, files: listedFiles(files) }
  for (const [name, bytes] of await evidenceOf(desk, captured, changes.evidence)) files.set(name, bytes)
  return { code, manifest: { ...captured, files: listedFiles(files) }, files }
}

/** The ZIP with the supervisor's agreement in it. */
export async function packContent(
  desk: PacketMaker,
  { manifest, files }: PacketContent,
  changes: PacketChanges = {},
): Promise<Uint8Array> {
  const manifestHash = sha256Hex(encodeManifest(manifest))
  const jws = await signCountersignature(manifestHash, changes.countersigner ?? desk.supervisor.identity)
  const all = new Map(files).set(countersignatureFile, new TextEncoder().encode(jws))
  return packFiles(manifest, all, sha256)
}

/** A packet that a test has sealed earlier was begun before that. */
const begunBefore = ({ sealedAt }: Partial<PacketManifest> = {}): Partial<PacketManifest> =>
  sealedAt ? { begunAt: new Date(Date.parse(sealedAt) - seconds(600)).toISOString() } : {}

const listedFiles = (files: ReadonlyMap<string, Uint8Array>): PacketManifest['files'] =>
  [...files].map(([name, bytes]) => ({ name, sha256: sha256Hex(bytes), bytes: bytes.length }))

/** Signed by operator and kiosk, and sealed for the centre. */
export async function seal(desk: PacketMaker, content: Uint8Array, changes: PacketChanges = {}) {
  const signers = changes.signers ?? [desk.operator.identity, desk.kiosk.identity]
  return sealPacket({
    content,
    // A packet of the product has two signers; wrong ones have fewer.
    signers: signers as PacketToSeal['signers'],
    recipientCertificate: changes.recipient ?? desk.centreCertificate,
    signingTime: new Date(changes.signedAt ?? desk.clock()),
    materials: {
      ephemeral: await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']),
      contentKey: crypto.getRandomValues(new Uint8Array(32)),
      iv: crypto.getRandomValues(new Uint8Array(12)),
    },
  })
}

/** The packet with one byte changed; `place` from 0 (first) to 1 (last). */
export function altered(bytes: Uint8Array, place: number): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes)
  const index = Math.round(place * (copy.length - 1))
  copy[index] = (copy[index] ?? 0) ^ 0x01
  return copy
}
