import sharp from 'sharp'
import { readCertificate, fromPem } from '../../core/cms/certificate.ts'
import { signSlipCode } from '../../core/cms/slip-code.ts'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import { type CollectionSlip, renderCollectionSlip } from '../../core/documents/collection-slip.ts'
import { type InformationSheet, renderInformationSheet } from '../../core/documents/information-sheet.ts'
import {
  deliveryText,
  feeText,
  requestText,
  slipItems,
  surrenderText,
} from '../../core/documents/slip-items.ts'
import { consentTextOf } from '../../core/enrollment/consent.ts'
import { portraitFile, signatureFile } from '../../core/enrollment/packet.ts'
import { instantOf } from '../clock.ts'
import type { CaptureSession, Details } from '../session/capture-session.ts'
import { promised, today } from '../session/details-parts.ts'
import { DocumentNotYet, DocumentUnreadable } from '../session/details-refusals.ts'
import type { Kiosk } from '../session/kiosk.ts'
import { documentFonts } from './document-fonts.ts'
import { bestFingers, claimItems, fingersText, personItems, representativeText } from './document-texts.ts'
import { readBack } from './read-back.ts'

export type DocumentKind = 'slip' | 'sheet'

/** States from which each may be printed: the sheet to be checked before signing, the slip when the operator has signed. */
const printable: Readonly<Record<DocumentKind, readonly CaptureSession['state'][]>> = {
  sheet: ['REVIEWING', 'SIGNED', 'SEALED'],
  slip: ['SIGNED', 'SEALED'],
}

/**
 * Draws a document and reads it back from its pixels: what cannot be read is not given out.
 * Throws DocumentNotYet, DocumentUnreadable.
 */
export async function makeDocument(
  kiosk: Kiosk,
  session: CaptureSession,
  kind: DocumentKind,
): Promise<Uint8Array> {
  const { details } = session
  if (!details || !printable[kind].includes(session.state)) throw new DocumentNotYet()
  const head = await headOf(kiosk, session)
  const fonts = await documentFonts()
  const pdf =
    kind === 'slip'
      ? await renderCollectionSlip(await slipOf(kiosk, session, { details, head }), fonts)
      : await renderInformationSheet(await sheetOf(kiosk, session, { details, head }), fonts)
  const { barcode, qr } = await readBack(pdf)
  if (barcode !== session.id || qr !== head.qr) throw new DocumentUnreadable()
  return pdf
}

type Head = Pick<
  CollectionSlip,
  'centre' | 'applicationCode' | 'issuedOn' | 'issuedAt' | 'qr' | 'promisedOn' | 'promisedBy'
>

interface Filled {
  readonly details: Details
  readonly head: Head
}

/** Vietnam has one time zone, UTC+7, and no summer time. */
const clockTime = (epochMilliseconds: number) => instantOf(epochMilliseconds + 7 * 3_600_000).slice(11, 16)

async function headOf(kiosk: Kiosk, session: CaptureSession): Promise<Head> {
  const { certificate, key, settings } = kiosk.installation.machine()
  const now = kiosk.clock()
  const promise = promised(kiosk, session)
  if (!promise) throw new DocumentNotYet()
  const { code, name } = settings.centre
  const { keyId } = readCertificate(fromPem('CERTIFICATE', certificate))
  const qr = await signSlipCode(
    { applicationCode: session.id, centre: code, keyId, promisedOn: promise.on, issuedAt: now },
    key.privateKey,
  )
  return {
    centre: { code, name: name.toLocaleUpperCase('vi'), phone: kiosk.snapshot?.phone() ?? null },
    applicationCode: session.id,
    issuedOn: today(kiosk),
    issuedAt: clockTime(now),
    qr,
    promisedOn: promise.on as CalendarDate,
    promisedBy: promise.by,
  }
}

async function slipOf(
  kiosk: Kiosk,
  session: CaptureSession,
  { details, head }: Filled,
): Promise<CollectionSlip> {
  const { settings } = kiosk.installation.machine()
  const file = {
    ...details,
    number: session.registry?.number ?? session.givenNumber,
    representative: representativeText(details),
    centre: settings.centre,
  }
  return {
    ...head,
    ...slipItems(file, head.issuedOn),
    applicant: details.person.name,
    fingers: bestFingers(session, 4),
    portrait: await portraitOf(kiosk, session, { width: 324, height: 432 }),
  }
}

async function sheetOf(
  kiosk: Kiosk,
  session: CaptureSession,
  { details, head }: Filled,
): Promise<InformationSheet> {
  const on = head.issuedOn
  const { settings } = kiosk.installation.machine()
  const claims = claimItems(session)
  const { contact } = details
  return {
    ...head,
    sections: [
      {
        title: 'Người được cấp',
        items: [
          { label: 'Số định danh cá nhân', value: session.registry?.number ?? session.givenNumber ?? '' },
          ...personItems(details.person),
        ],
      },
      ...(claims.length > 0 ? [{ title: 'Thông tin khác dữ liệu dân cư', items: claims }] : []),
      {
        title: 'Yêu cầu',
        items: [
          { label: 'Loại cấp, lý do', value: requestText(details, on) },
          { label: 'Người đại diện', value: representativeText(details) },
          {
            label: 'Điện thoại, thư điện tử',
            value: [contact?.phone, contact?.email].filter(Boolean).join(' · '),
          },
          { label: 'Nơi nhận thẻ', value: deliveryText(details, settings.centre) },
          { label: 'Lệ phí', value: feeText(details, on) },
          { label: 'Giấy tờ cũ', value: surrenderText(details) },
        ],
      },
      {
        title: 'Thu nhận',
        items: [
          { label: 'Đặc điểm nhân dạng', value: session.marks ?? '' },
          { label: 'Vân tay', value: fingersText(session) },
          { label: 'Giấy tờ kèm theo', value: `${session.papers.length}` },
        ],
      },
    ],
    consent: consentTextOf(session.consent?.version ?? '')?.text.vi ?? '',
    portrait: await portraitOf(kiosk, session, { width: 400, height: 600 }),
    signature: await fileOf(kiosk, session, signatureFile),
  }
}

async function fileOf(kiosk: Kiosk, session: CaptureSession, name: string): Promise<Uint8Array | null> {
  const file = session.files.find((known) => known.name === name)
  return file ? kiosk.drafts.readFile(session.id, file.sha256) : null
}

/** Cut to its frame, no larger than paper shows. */
async function portraitOf(
  kiosk: Kiosk,
  session: CaptureSession,
  frame: { readonly width: number; readonly height: number },
): Promise<Uint8Array | null> {
  const portrait = await fileOf(kiosk, session, portraitFile)
  return (
    portrait &&
    sharp(portrait)
      .resize({ ...frame, fit: 'cover', position: 'top' })
      .jpeg({ quality: 82 })
      .toBuffer()
  )
}
