/** Passive authentication as a strict inspection system does it (Doc 9303-11, 5.1), and all that the files themselves must obey. */
import { ageOn, calendarDateAt } from '../dates/calendar-date.ts'
import type { ChipImage } from '../lds/chip-files.ts'
import type { PublicCrypto } from '../pki/signing-key.ts'
import { inspectAccess } from './access/inspect-access.ts'
import { inspectFace } from './biometrics/inspect-face.ts'
import { inspectFingers } from './biometrics/inspect-fingers.ts'
import { inspectGroup } from './biometrics/inspect-group.ts'
import { inspectCountry, inspectDocumentType } from './certificates/inspect-chain.ts'
import { type OpenedList, openLists } from './certificates/inspect-revocation.ts'
import { inspectSigner, judgeSigner, type SignerVerdict } from './certificates/inspect-signer.ts'
import { openTrustStore, type TrustStore } from './certificates/trust.ts'
import { letters } from './der/parts.ts'
import { contentOf, inspectCommonData, inspectPresence } from './files.ts'
import { collectFindings, type FindingFile, type Tell } from './findings.ts'
import { type HolderDates, inspectDetails } from './person/inspect-details.ts'
import { inspectExpiry, inspectMrz, type MrzText } from './person/inspect-mrz.ts'
import { readDetails } from './person/read-details.ts'
import type { InspectionReport } from './report.ts'
import {
  inspectHashesOfFiles,
  inspectLdsObject,
  inspectVersions,
  type LdsObject,
} from './security-object/inspect-lds-object.ts'
import { inspectSignature } from './security-object/inspect-signature.ts'
import { readSignedData, type SignedData } from './security-object/read-signed-data.ts'

export interface InspectionTrust {
  /** Certificates of CSCAs and links between them, DER. Never one from the chip. */
  readonly trusted: readonly Uint8Array[]
  /** DER; those of other issuers are passed over. */
  readonly revocationLists: readonly Uint8Array[]
  readonly crypto: PublicCrypto
  /** Refuse where no list in force tells whether the signer was revoked. */
  readonly requireCrl?: boolean
  /** Accept certificates whose curve is named, against Doc 9303-12. */
  readonly allowNamed?: boolean
}

/** Judges chips against what is trusted; what it finds out about a signer it keeps for the next chip. */
export type ChipInspector = (image: ChipImage, at: Date) => InspectionReport

// id-icao-mrtd-security-ldsSecurityObject; id-SecurityObject (TR-03110-3, A.1.2.5)
const ldsSecurityObject = '2.23.136.1.1.1'
const cardSecurityObject = '0.4.0.127.0.7.3.2.1'

/** More signers than a country uses in ten years. */
const keptSigners = 256

interface Bench {
  readonly store: TrustStore
  readonly lists: readonly OpenedList[]
  readonly signerOf: (der: Uint8Array) => SignerVerdict
  readonly requireCrl: boolean
}

export function chipInspector(trust: InspectionTrust): ChipInspector {
  const { crypto, allowNamed = false, requireCrl = false } = trust
  const store = openTrustStore(trust.trusted, { crypto, allowNamed })
  const known = new Map<string, SignerVerdict>()
  const signerOf = (der: Uint8Array) => {
    const name = letters(crypto.hash('SHA-256', der))
    const found = known.get(name) ?? judgeSigner(der, store, allowNamed)
    // Last used, last forgotten.
    known.delete(name)
    const [oldest] = known.keys()
    if (known.size >= keptSigners && oldest !== undefined) known.delete(oldest)
    known.set(name, found)
    return found
  }
  const bench: Bench = { store, lists: openLists(trust.revocationLists, crypto), signerOf, requireCrl }
  return (image, at) => inspect({ image, at, ...bench })
}

/** One chip. Never throws: what cannot be read is a finding. */
export const inspectChip = (
  image: ChipImage,
  { at, ...trust }: InspectionTrust & { readonly at: Date },
): InspectionReport => chipInspector(trust)(image, at)

interface Chip extends Bench {
  readonly image: ChipImage
  readonly at: Date
}

function inspect(chip: Chip): InspectionReport {
  const { tell, all } = collectFindings()
  const signed = inspectSigned(chip, tell)
  const mrz = inspectHolder(chip, signed, tell)
  inspectBiometrics(chip.image, mrz, tell)
  const security = attempt('CARD_SECURITY', tell, () => inspectCardSecurity(chip, signed.signer, tell))
  attempt('DG14', tell, () => inspectAccess(chip.image, security, tell))
  const { certificate } = signed.signer ?? {}
  if (certificate && mrz?.state) inspectCountry(certificate, mrz.state, tell)
  if (certificate && mrz?.code) inspectDocumentType(certificate, mrz.code, tell)
  const failures = all('MUST')
  return { genuine: failures.length === 0, failures, warnings: all('SHOULD'), revocation: signed.revocation }
}

/** A fault of this program's own must not let a chip pass, nor hide what else is wrong with it. */
function attempt<Result>(file: FindingFile, tell: Tell, work: () => Result): Result | null {
  try {
    return work()
  } catch {
    tell('UNREADABLE', file)
    return null
  }
}

interface Signed {
  readonly lds: LdsObject | null
  readonly signer: SignerVerdict | null
  readonly revocation: InspectionReport['revocation']
  readonly hasPortrait: boolean
}

/** EF.COM, EF.SOD, what they say of the files, and who signed. */
function inspectSigned(chip: Chip, tell: Tell): Signed {
  const { image, store } = chip
  const common = attempt('COM', tell, () => inspectCommonData(image, tell))
  if (!image.has('SOD')) tell('SOD_MISSING', 'SOD')
  const content = contentOf(image, 'SOD', tell)
  const place = { tell, file: 'SOD', contentType: ldsSecurityObject } as const
  const signed = content && attempt('SOD', tell, () => readSignedData(content, place))
  const inner = signed?.content
  const lds = inner ? attempt('SOD', tell, () => inspectLdsObject(inner, tell)) : null
  if (common && lds) inspectVersions(common, lds, tell)
  inspectPresence(image, { common: common?.listed ?? null, signed: lds?.listed ?? null }, tell)
  if (lds) inspectHashesOfFiles(image, lds, { crypto: store.crypto, tell })
  const signer = signed && attempt('DS', tell, () => inspectSignerOf(chip, { signed, file: 'SOD' }, tell))
  const revocation =
    (signer && attempt('DS', tell, () => inspectSigner(signer, { ...chip, tell }))) ?? 'unknown'
  if (chip.requireCrl && revocation === 'unknown') tell('CRL_NEEDED', 'CRL')
  const isListed = common?.listed.has(2) || lds?.listed.has(2)
  return { lds, signer, revocation, hasPortrait: image.has('DG2') || isListed === true }
}

interface SignedFile {
  readonly signed: SignedData
  readonly file: 'SOD' | 'CARD_SECURITY'
}

/** Verifies the signature; the signer's own faults are told by the caller. */
function inspectSignerOf(
  { at, store, signerOf }: Chip,
  { signed, file }: SignedFile,
  tell: Tell,
): SignerVerdict | null {
  const verdict = signed.certificate && signerOf(signed.certificate.whole)
  const { signer } = signed
  if (signer)
    inspectSignature({ ...signed, signer }, verdict?.certificate ?? null, {
      crypto: store.crypto,
      at,
      tell,
      file,
    })
  return verdict
}

/** EF.CardSecurity, signed like EF.SOD. Answers its SecurityInfos. */
function inspectCardSecurity(chip: Chip, known: SignerVerdict | null, tell: Tell): Uint8Array | null {
  const bytes = chip.image.get('CARD_SECURITY')
  const file = 'CARD_SECURITY'
  const signed = bytes && readSignedData(bytes, { tell, file, contentType: cardSecurityObject })
  if (!signed) return null
  const signer = inspectSignerOf(chip, { signed, file }, tell)
  if (signer && signer !== known) inspectSigner(signer, { ...chip, tell })
  return signed.content
}

const childYears = 6

/** DG1 and DG13; a holder of six or more has a portrait too. */
function inspectHolder({ image, at }: Chip, { hasPortrait }: Signed, tell: Tell): MrzText | null {
  const mrz = attempt('DG1', tell, () => inspectMrz(image, tell))
  if (mrz) inspectExpiry(mrz, calendarDateAt(at.getTime()), tell)
  const details = attempt('DG13', tell, () => readDetails(image, tell))
  const dates = details && attempt('DG13', tell, () => inspectDetails(details, mrz, tell))
  if (!hasPortrait && !isChild(dates)) tell('DG2_MISSING', 'DG2')
  return mrz
}

/** Cards for children under six have no portrait (Luật Căn cước 2023, 18 and 23). */
function isChild(dates: HolderDates | null): boolean {
  const { birthDate, issuedOn } = dates ?? {}
  return birthDate != null && issuedOn != null && ageOn(birthDate, issuedOn) < childYears
}

// ISO/IEC 19794-5, 5.5.3
const sexCodes: Readonly<Record<string, number>> = { M: 1, F: 2 }

function inspectBiometrics(image: ChipImage, mrz: MrzText | null, tell: Tell): void {
  const faces = attempt('DG2', tell, () => inspectGroup(image, 'DG2', tell)) ?? []
  for (const { record } of faces) {
    const sex = record && attempt('DG2', tell, () => inspectFace(record, tell))
    const expected = sexCodes[mrz?.sex ?? '']
    if ((sex === 1 || sex === 2) && expected && sex !== expected) tell('FACE_SEX_DIFFERS', 'DG2')
  }
  const fingers = attempt('DG3', tell, () => inspectGroup(image, 'DG3', tell))
  if (fingers) attempt('DG3', tell, () => inspectFingers(fingers, tell))
}
