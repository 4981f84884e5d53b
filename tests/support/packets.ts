/** Real sealed packets, made as a kiosk makes them, and the ways in which they can be wrong. */
import { createHash } from 'node:crypto'
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
  type PacketManifest,
  portraitFile,
  templateFile,
  untold,
} from '../../core/enrollment/packet.ts'
import { seconds } from './app.ts'
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
  /** The code of the desk's next file. */
  nextCode(): ApplicationCode
}

export interface PacketChanges {
  readonly code?: ApplicationCode
  /** Changes of the manifest after the desk has filled it in; files follow it. */
  readonly manifest?: Partial<PacketManifest>
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
  const known = pictures.get(name) ?? (name === portraitFile ? drawPortrait() : drawFinger(name))
  pictures.set(name, known)
  return known
}

function drawPortrait(): Promise<Uint8Array> {
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
    reason: 'FIRST_TIME',
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
    portrait: age < 6 ? null : { file: portraitFile, device, capturedAt: at },
    files: [],
  }
}

/** A file of the desk, packed, signed and sealed now. */
export async function sealedPacket(
  desk: PacketMaker,
  applying: Applying,
  changes: PacketChanges = {},
): Promise<Packet> {
  const code = changes.code ?? desk.nextCode()
  const listed = { ...manifestOf(desk, code, applying), ...changes.manifest }
  const names = [
    ...listed.fingers.flatMap(({ impressions }) => impressions.map(({ file }) => file)),
    ...(listed.portrait ? [portraitFile] : []),
  ]
  const files = new Map<string, Uint8Array>()
  for (const name of names) files.set(name, await (changes.picture ?? picture)(name))
  const template = changes.template ?? inventedTemplateOf(applying.person)
  for (const { position, template: own } of listed.fingers) {
    if (own) files.set(own.file, await template(position as FingerPosition))
  }
  const manifest: PacketManifest = {
    ...listed,
    files: [...files].map(([name, bytes]) => ({ name, sha256: sha256Hex(bytes), bytes: bytes.length })),
  }
  const manifestHash = sha256Hex(encodeManifest(manifest))
  const countersigner = changes.countersigner ?? desk.supervisor.identity
  const jws = await signCountersignature(manifestHash, countersigner)
  files.set(countersignatureFile, new TextEncoder().encode(jws))
  const content = await packFiles(manifest, files, sha256)
  return { code, manifest, bytes: await seal(desk, content, changes) }
}

async function seal(desk: PacketMaker, content: Uint8Array, changes: PacketChanges) {
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
