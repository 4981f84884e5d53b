/** EF.CardAccess, DG14 and DG15, each by itself and against one another. */
import type { ChipImage } from '../../lds/chip-files.ts'
import type { PublicKeyInfo } from '../../pki/public-key.ts'
import { isOnCurve } from '../curve-point.ts'
import { readDerTree } from '../der/der-tree.ts'
import { dottedOf, numberOf } from '../der/parts.ts'
import { contentOf } from '../files.ts'
import { type FindingFile, type Tell, treeIn } from '../findings.ts'
import { readKey } from '../read-key.ts'
import { type Info, isChipMapping, readInfos } from './security-infos.ts'

/** `security`: the SecurityInfos that EF.CardSecurity signs, null where there is none. */
export function inspectAccess(image: ChipImage, security: Uint8Array | null, tell: Tell): void {
  const open = image.get('CARD_ACCESS')
  const access = open ? readInfos(open, { tell, file: 'CARD_ACCESS' }) : null
  if (access && !access.some(({ kind }) => kind === 'PACE')) tell('PACE_INFO_MISSING', 'CARD_ACCESS')
  const content = contentOf(image, 'DG14', tell)
  const signed = content && readInfos(content, { tell, file: 'DG14' })
  if (signed) inspectChipAuthentication(signed, tell)
  inspectAgreement(image, { access, signed }, tell)
  inspectCardSecurity({ access, signed }, security, tell)
  const key = inspectActiveKey(image, tell)
  if (signed) inspectActiveAuthentication(image, { signed, key }, tell)
}

interface BothInfos {
  readonly access: readonly Info[] | null
  readonly signed: readonly Info[] | null
}

/** EF.CardAccess is not signed: whatever it says must stand in DG14 again (Doc 9303-11, 9.2). */
function inspectAgreement(image: ChipImage, { access, signed }: BothInfos, tell: Tell): void {
  if (image.has('CARD_ACCESS') && !image.has('DG14')) tell('DG14_MISSING', 'DG14')
  const pace = signed?.filter(({ kind }) => kind === 'PACE') ?? []
  if (!image.has('CARD_ACCESS') && pace.length > 0) tell('CARD_ACCESS_MISSING', 'CARD_ACCESS')
  if (!access || !signed) return
  const [open, all] = [access, signed].map((infos) => new Set(infos.map(({ text }) => text)))
  const surplus = access.filter(({ text }) => !all?.has(text))
  if (surplus.length > 0) tell('CARD_ACCESS_NOT_IN_DG14', 'CARD_ACCESS', surplus.map(({ oid }) => oid).join())
  // A PACEInfo that differs is told once.
  else if (pace.some(({ text }) => !open?.has(text))) tell('PACE_NOT_IN_CARD_ACCESS', 'CARD_ACCESS')
}

/** Chip Authentication Mapping is checked with the key in EF.CardSecurity, before DG14 is read (Doc 9303-11, 9.2.12). */
function inspectCardSecurity({ access, signed }: BothInfos, security: Uint8Array | null, tell: Tell): void {
  if (!security) {
    if (access?.some(isChipMapping)) tell('CARD_SECURITY_NOT_READ', 'CARD_SECURITY')
    return
  }
  const infos = readInfos(security, { tell, file: 'CARD_SECURITY' })
  if (!infos || !access || !signed) return
  const told = new Set(infos.map(({ text }) => text))
  const keys = new Set(signed.filter(({ kind }) => kind === 'CA_KEY').map(({ text }) => text))
  const isKnownKey = infos.every(({ kind, text }) => kind !== 'CA_KEY' || keys.has(text))
  if (!isKnownKey || access.some(({ text }) => !told.has(text)))
    tell('CARD_SECURITY_DIFFERS', 'CARD_SECURITY')
}

/** Infos and keys are of one another by their numbers; without a number there is one key (Doc 9303-11, 9.2.5 and 9.2.6). */
function inspectChipAuthentication(infos: readonly Info[], tell: Tell): void {
  const numbers = (kind: Info['kind']) =>
    infos.filter((info) => info.kind === kind).map(({ optional }) => (optional ? numberOf(optional) : null))
  const [wanted, there] = [numbers('CA'), numbers('CA_KEY')]
  if (wanted.some((number) => !there.includes(number))) tell('CA_KEY_MISSING', 'DG14')
  else if (there.some((number) => !wanted.includes(number))) tell('CA_INFO_MISSING', 'DG14')
  for (const { kind, required } of infos) {
    if (kind !== 'CA_KEY') continue
    const info = readKey(required.whole)
    if (!info?.key || info.faults.length > 0) tell('CA_KEY', 'DG14', info?.faults.join())
    else if (!isOnCurve(info.key)) tell('CA_POINT_OFF_CURVE', 'DG14')
  }
}

const rsaEncryption = '1.2.840.113549.1.1.1'

/** DG15: SubjectPublicKeyInfo, ECDSA or RSA. */
function inspectActiveKey(image: ChipImage, tell: Tell): PublicKeyInfo | null {
  const file: FindingFile = 'DG15'
  const content = contentOf(image, 'DG15', tell)
  const root = content && treeIn({ tell, file }, readDerTree(content), 'SubjectPublicKeyInfo')
  if (!root) return null
  const info = readKey(root.whole)
  if (info?.algorithm === rsaEncryption) return info
  if (!info?.key || info.faults.length > 0) tell('AA_KEY', file, info?.faults.join())
  else if (!isOnCurve(info.key)) tell('AA_POINT_OFF_CURVE', file)
  return info
}

/** ecdsa-plain-SHA224 to -SHA512 (TR-03111, 5.2.1.1); plain SHA-1 is over. */
const signatureForm = /^0\.4\.0\.127\.0\.7\.1\.1\.4\.1\.[2-5]$/

interface ActiveParts {
  readonly signed: readonly Info[]
  readonly key: PublicKeyInfo | null
}

function inspectActiveAuthentication(image: ChipImage, { signed, key }: ActiveParts, tell: Tell): void {
  const infos = signed.filter(({ kind }) => kind === 'AA')
  for (const { required, optional } of infos) {
    if (numberOf(required) !== 1) tell('AA_INFO_VERSION', 'DG14')
    if (!optional || !signatureForm.test(dottedOf(optional))) tell('AA_INFO_ALGORITHM', 'DG14')
  }
  if (infos.length > 0 && !image.has('DG15')) tell('AA_KEY_MISSING', 'DG15')
  // RSA signs by ISO/IEC 9796-2 and needs no info.
  if (infos.length === 0 && key && key.algorithm !== rsaEncryption) tell('AA_INFO_MISSING', 'DG14')
}
