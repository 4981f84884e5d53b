import { fromPem } from '../../core/cms/certificate.ts'
import { type Bilingual, DomainError } from '../../core/errors.ts'
import { readCardCertificate } from '../../core/pki/certificate.ts'
import type { CurveName } from '../../core/pki/curves.ts'
import type { SignerProfile } from '../../core/pki/signer-profile.ts'
import type { SigningKey } from '../../core/pki/signing-key.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import { auditedSigningKey, type SignaturePurpose } from './audited-signing-key.ts'
import type { WithCardKeys } from './card-keys.ts'
import { keyId } from './key-store.ts'

const ask = {
  vi: 'Hệ thống tự cấp chứng thư mới trong vòng một giờ; nếu không, báo quản trị hệ thống (pki status).',
  en: 'A new one is issued within the hour; if not, tell the administrator (pki status).',
}
const reasons = {
  NONE: {
    vi: `Chưa có chứng thư ký loại này. ${ask.vi}`,
    en: `There is no signer of this kind yet. ${ask.en}`,
  },
  REVOKED: {
    vi: `Chứng thư ký đã bị thu hồi. ${ask.vi}`,
    en: `The signer was revoked. ${ask.en}`,
  },
  NOT_YET: {
    vi: `Chứng thư ký chưa đến thời gian sử dụng. ${ask.vi}`,
    en: `The signer’s usage period has not begun. ${ask.en}`,
  },
  USAGE_ENDED: {
    vi: `Khóa ký đã hết thời gian sử dụng. ${ask.vi}`,
    en: `The usage period of the signer’s key is over. ${ask.en}`,
  },
  EXPIRED: {
    vi: `Chứng thư ký đã hết hạn. ${ask.vi}`,
    en: `The signer’s certificate has expired. ${ask.en}`,
  },
} as const satisfies Record<string, Bilingual>
export type SignerProblem = keyof typeof reasons

/** Nothing is signed at that moment: no signer of the kind may. */
export class SignerUnusable extends DomainError<'SIGNER_UNUSABLE'> {
  constructor(profile: SignerProfile, reason: SignerProblem) {
    super('SIGNER_UNUSABLE', reasons[reason], { profile, reason })
  }
}

export interface Signer {
  readonly key: SigningKey
  /** X.509, DER. */
  readonly certificate: Uint8Array<ArrayBuffer>
  readonly serial: string
}

/** What an operation needs that has something signed. */
export type SigningApp = WithCardKeys

/**
 * Who signs at this moment: of several the newest whose usage has begun; of several curves the one that is wanted. Throws SignerUnusable
 * with the reason why the newest one may not, and what the key store throws.
 */
export async function signerAt(
  app: SigningApp,
  profile: SignerProfile,
  purpose: SignaturePurpose | { readonly purpose: SignaturePurpose; readonly curve: CurveName },
): Promise<Signer> {
  const wanted: { readonly purpose: SignaturePurpose; readonly curve?: CurveName } =
    typeof purpose === 'string' ? { purpose } : purpose
  const found = await signerRowAt(app, profile, wanted)
  if (typeof found === 'string') throw new SignerUnusable(profile, found)
  return {
    key: await auditedSigningKey(app, keyId(found.keyId ?? ''), wanted.purpose),
    certificate: fromPem('CERTIFICATE', found.pem),
    serial: found.serial,
  }
}

/** The certificate's row, or why there is none that may sign. */
export async function signerRowAt(
  app: App,
  profile: SignerProfile,
  { curve }: { readonly curve?: CurveName } = {},
) {
  const moment = instantAt(app.clock())
  const usable = await app.db.certificate.findMany({
    where: {
      profile,
      revokedAt: null,
      usageFrom: { lte: moment },
      usageUntil: { gt: moment },
      notAfter: { gt: moment },
    },
    orderBy: [{ usageFrom: 'desc' }, { serial: 'desc' }],
  })
  const chosen = usable.find(({ pem }) => curve === undefined || curveOf(pem) === curve)
  if (chosen) return chosen
  // One of another curve is none: the next one is issued like the first.
  if (usable.length > 0) return 'NONE'
  const newest = await app.db.certificate.findFirst({
    where: { profile },
    orderBy: [{ usageFrom: 'desc' }, { serial: 'desc' }],
  })
  return newest ? problemOf(newest, moment) : 'NONE'
}

const curveOf = (pem: string) => readCardCertificate(fromPem('CERTIFICATE', pem)).publicKey.key?.curve

function problemOf(
  row: {
    readonly revokedAt: Date | null
    readonly usageFrom: Date | null
    readonly notAfter: Date
  },
  moment: Date,
): SignerProblem {
  if (row.revokedAt) return 'REVOKED'
  if (!row.usageFrom || row.usageFrom > moment) return 'NOT_YET'
  return row.notAfter <= moment ? 'EXPIRED' : 'USAGE_ENDED'
}
