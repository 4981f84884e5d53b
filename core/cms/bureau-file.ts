/**
 * Files between a bureau station and an outside card bureau, both ways (docs/bureau.md): signed by whoever sends, sealed for whoever
 * receives. The sealed content is ContentInfo as in seal-content.ts, with one signer.
 */
import { equalBytes } from '../bytes.ts'
import { DerError } from '../der.ts'
import { type Bilingual, DomainError } from '../errors.ts'
import { type Certificate, keyUses, readCertificate } from './certificate.ts'
import { sha256 } from './ecdsa.ts'
import { type ContentToSeal, openSealed, type RecipientKeys, sealContent } from './seal-content.ts'
import { signatureFits, type SignedData, type SigningIdentity } from './signed-data.ts'

/** A thousand cards, the most of a batch, with their drawings and chips. */
export const mostBureauBytes = 512 * 1024 * 1024

type BureauFileFault = 'FORM' | 'RECIPIENT' | 'ALTERED' | 'SIGNATURE' | 'SIGNER'

const faults: Readonly<Record<BureauFileFault, Bilingual>> = {
  FORM: {
    vi: 'Tệp hỏng hoặc không đúng định dạng đã thống nhất với nhà in. Hãy yêu cầu gửi lại tệp.',
    en: 'The file is damaged or not of the form agreed with the bureau. Ask for it again.',
  },
  RECIPIENT: {
    vi: 'Tệp được niêm phong cho nơi khác, không mở được bằng khóa ở đây.',
    en: 'The file is sealed for somebody else.',
  },
  ALTERED: {
    vi: 'Niêm phong không khớp: tệp đã bị thay đổi trên đường gửi. Không nhập; hãy yêu cầu gửi lại và báo quản trị hệ thống.',
    en: 'The seal does not hold: the file was changed on its way. It is not taken; ask for it again and tell the administrator.',
  },
  SIGNATURE: {
    vi: 'Chữ ký trên tệp không hợp lệ. Không nhập; hãy yêu cầu gửi lại và báo quản trị hệ thống.',
    en: 'The signature is not valid. The file is not taken; ask for it again and tell the administrator.',
  },
  SIGNER: {
    vi: 'Tệp không do bên được tin cậy ký, hoặc chứng thư của bên ký chưa có hiệu lực hay đã hết hạn.',
    en: 'The file is not signed by whom it should be, or the signer’s certificate was not in force.',
  },
}

/** A file from the other side that is not taken; nothing is changed. */
export class BureauFileRefused extends DomainError<'BUREAU_FILE_REFUSED'> {
  constructor(reason: BureauFileFault) {
    super('BUREAU_FILE_REFUSED', faults[reason], { reason })
  }
}

export type BureauFileToSeal = Omit<ContentToSeal, 'signers'> & { readonly signer: SigningIdentity }

/** DER. Throws RangeError for keys that cannot be used: faults of the settings. */
export async function sealBureauFile({
  signer,
  ...sealing
}: BureauFileToSeal): Promise<Uint8Array<ArrayBuffer>> {
  return sealContent({ ...sealing, signers: [signer] })
}

export interface BureauFileOpening {
  readonly recipientKeys: RecipientKeys
  /** Whether this certificate may have signed at that time. Asked once the signature fits it. */
  readonly trusts: (certificate: Certificate, signedAt: Date) => Promise<boolean> | boolean
}

/** The content, once its one signature is proved. Throws {@link BureauFileRefused}. */
export async function openBureauFile(
  der: Uint8Array,
  { recipientKeys, trusts }: BureauFileOpening,
): Promise<Uint8Array> {
  if (der.length > mostBureauBytes) throw new BureauFileRefused('FORM')
  const { signedData } = await openSealed(der, {
    recipientKeys,
    refuse: ({ fault }) => new BureauFileRefused(fault),
  })
  const { certificate, signingTime } = await signerOf(signedData)
  if (!(await trusts(certificate, signingTime))) throw new BureauFileRefused('SIGNER')
  return signedData.content
}

async function signerOf({ content, certificates, signerInfos }: SignedData) {
  const [info, ...others] = signerInfos
  const certificate = certificates.find(({ keyId }) => keyId === info?.keyId)
  if (!info || others.length > 0 || !certificate) throw new BureauFileRefused('FORM')
  const fits = await signatureFits(info, certificate, await sha256(content)).catch((error: unknown) => {
    if (error instanceof DerError) return false
    throw error
  })
  if (!fits) throw new BureauFileRefused('SIGNATURE')
  return { certificate, signingTime: info.signingTime }
}

/** The bureau's two certificates, as they stand in the contract with it: what is sealed to, and who signs results. */
export interface BureauCertificates {
  readonly sealing: Certificate
  readonly signing: Certificate
}

/** One for P-256 key agreement and one for P-256 signatures among these, in any order; null otherwise. */
export function bureauCertificates(ders: readonly Uint8Array[]): BureauCertificates | null {
  const read = ders.map(readOrNull)
  const forUse = (use: number) =>
    read.filter((one) => one?.publicKey.curve === 'P-256' && (one.keyUsage & use) !== 0)
  const [sealing, ...moreSealing] = forUse(keyUses.keyAgreement)
  const [signing, ...moreSigning] = forUse(keyUses.digitalSignature)
  const isClear = read.length === 2 && moreSealing.length === 0 && moreSigning.length === 0
  return isClear && sealing && signing ? { sealing, signing } : null
}

function readOrNull(der: Uint8Array): Certificate | null {
  try {
    return readCertificate(der)
  } catch (error) {
    if (error instanceof DerError) return null
    throw error
  }
}

/** Whether a file is signed by this very certificate, while it was in force. */
export function signedByPinned(pinned: Certificate, signer: Certificate, signedAt: Date): boolean {
  const inForce = pinned.notBefore <= signedAt && signedAt <= pinned.notAfter
  return inForce && equalBytes(pinned.der, signer.der)
}
