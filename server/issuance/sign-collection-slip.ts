import sharp from 'sharp'
import { fingerNames, fingerPositions } from '../../core/biometrics/positions.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { type CollectionSlip, renderCollectionSlip } from '../../core/documents/collection-slip.ts'
import { slipItems } from '../../core/documents/slip-items.ts'
import { declaredPersonSchema, packetManifestSchema } from '../../core/enrollment/packet.ts'
import { DomainError } from '../../core/errors.ts'
import type { ApplicationState } from '../../core/lifecycle/application.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { documentFonts } from '../kernel/fonts.ts'
import { signDocument } from '../pki/sign-document.ts'
import type { SigningApp } from '../pki/signer-at.ts'

/** Nothing is promised: the file was not admitted yet, is back at its desk, makes no card, or has come to its end. */
export class NothingPromised extends DomainError<'NOTHING_PROMISED'> {
  constructor(state: string) {
    super(
      'NOTHING_PROMISED',
      {
        vi: 'Hồ sơ này chưa hoặc không còn hẹn trả thẻ nên không có giấy hẹn. Hãy xem tình trạng hồ sơ.',
        en: 'No card is promised for this file, so it has no slip. Look at the state of the file.',
      },
      { state },
    )
  }
}

/** From admission to the counter: a card is on its way. */
const promising: readonly ApplicationState[] = [
  'SCREENING',
  'ADJUDICATION',
  'AWAITING_APPROVAL',
  'APPROVED',
  'IN_PRODUCTION',
  'PRODUCED',
  'IN_TRANSIT',
  'READY',
]

/**
 * The collection slip of a file as a signed PDF (PAdES), drawn as the kiosk draws it, from what the server has. It carries no kiosk's
 * QR: the file itself is signed. Twice the same but for the signature, while the file stays as it is. Throws NotFound,
 * {@link NothingPromised}, SignerUnusable and what the key store throws.
 */
export async function signCollectionSlip(
  app: SigningApp,
  actor: Actor,
  input: { readonly code: string },
): Promise<Uint8Array> {
  const file = await loadFile(app, input.code)
  await authorise(app, actor, 'application.sign-slip', file.unitCode)
  const pdf = await renderCollectionSlip(await slipOf(app, file), await documentFonts())
  const signed = await signDocument(app, pdf, { reason: 'Giấy hẹn trả thẻ căn cước' })
  await app.db.$transaction((tx) =>
    audit(tx, {
      actor,
      at: app.clock(),
      action: 'application.sign-slip',
      subjectKind: 'application',
      subjectId: file.id,
    }),
  )
  return signed
}

async function loadFile(app: App, code: string) {
  // What cannot be a code names no file; the database would report a fault of some characters.
  if (!/^[\w-]+$/.test(code)) throw new NotFound('application')
  const file = await app.db.application.findUnique({
    where: { code },
    include: {
      centre: true,
      samples: {
        where: { kind: 'FINGER', quality: { not: null } },
        orderBy: [{ quality: 'desc' }, { position: 'asc' }],
      },
    },
  })
  if (!file) throw new NotFound('application')
  return file
}
type File = Awaited<ReturnType<typeof loadFile>>

const { kind, reason, delivery, fee, surrendered } = packetManifestSchema.shape

async function slipOf(app: App, file: File): Promise<CollectionSlip> {
  const { status, promisedOn, producesCard, centre: at } = file
  // Slips are for cards: an identity certificate is asked for by another form.
  const asked = kind.safeParse(file.kind)
  const isPromising = producesCard && promising.some((state) => state === status)
  if (promisedOn === null || !isPromising || !asked.success) throw new NothingPromised(status)
  const person = declaredPersonSchema.parse(file.person)
  const issuedOn = calendarDateAt(file.receivedAt.getTime())
  const centre = { code: at.code, name: at.name.toLocaleUpperCase('vi'), phone: at.phone }
  const requested = {
    kind: asked.data,
    reason: reason.parse(file.reason),
    person,
    delivery: delivery.parse(file.delivery),
    fee: fee.parse(file.fee),
    surrendered: surrendered.parse(file.surrendered ?? []),
    number: file.number,
    representative: file.representativeNumber === null ? '' : `số định danh ${file.representativeNumber}`,
    centre: at,
  }
  return {
    ...slipItems(requested, issuedOn),
    centre,
    applicationCode: file.code,
    issuedOn,
    // Vietnam has one time zone, UTC+7, and no summer time.
    issuedAt: new Date(file.receivedAt.getTime() + 7 * 3_600_000).toISOString().slice(11, 16),
    qr: null,
    applicant: person.name,
    promisedOn: calendarDateAt(promisedOn.getTime()),
    promisedBy: 'LAW',
    fingers: bestFingers(file),
    portrait: file.portraitSha256 === null ? null : await portraitOf(app, file.portraitSha256),
  }
}

/** By name and quality, the best first, each once. */
function bestFingers({ samples }: File): readonly string[] {
  const best = new Map<number, string>()
  for (const { position, quality } of samples) {
    const finger = fingerPositions.find((known) => known === position)
    if (finger && !best.has(finger)) best.set(finger, `${fingerNames[finger].vi.toLowerCase()} (${quality})`)
  }
  return [...best.values()].slice(0, mostFingers)
}

const mostFingers = 4

/** No larger than paper shows: 27 × 36 mm at 300 dpi. */
const frame = { width: 324, height: 432 } as const

async function portraitOf(app: App, sha256: string): Promise<Uint8Array | null> {
  const bytes = await app.blobs.get(sha256)
  return (
    bytes &&
    sharp(bytes)
      .resize({ ...frame, fit: 'cover', position: 'top' })
      .jpeg({ quality: 82 })
      .toBuffer()
  )
}
