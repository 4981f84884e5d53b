import type { Bilingual } from '../../../core/errors.ts'
import { type SignerProfile, signerProfiles } from '../../../core/pki/signer-profile.ts'
import type { App } from '../../kernel/app.ts'
import { newestCsca } from './card-certificates.ts'
import { curveOfSigner } from './curves-of-signer.ts'
import { newestRevocationList } from './publish-revocation-list.ts'
import { signerRowAt } from '../signer-at.ts'

const dayMs = 86_400_000

export type AlarmCode =
  | 'CSCA_MISSING'
  | 'CSCA_USAGE_ENDED'
  | 'CSCA_USAGE_ENDS'
  | 'SIGNER_MISSING'
  | 'SIGNER_USAGE_ENDS'
  | 'LIST_MISSING'
  | 'LIST_ENDED'
  | 'LIST_OLD'
  | 'RECALL_OPEN'

export interface PkiAlarm {
  readonly code: AlarmCode
  readonly severity: 'WARNING' | 'CRITICAL'
  /** A kind of certificate, a serial number or a list's number. */
  readonly subject: string
  readonly text: Bilingual
}

/** From when on each end is told; the system's own work is done long before (keep-card-pki.ts), people need longer. */
const warnDays = {
  CSCA: 180,
  DOCUMENT_SIGNER: 10,
  QR_SIGNER: 20,
  SLIP_SIGNER: 20,
  MASTER_LIST_SIGNER: 20,
  /** Of the 90 that a list is good for. */
  LIST: 45,
} as const satisfies Record<SignerProfile | 'CSCA' | 'LIST', number>

const texts: Readonly<Record<AlarmCode, Bilingual & { readonly severity: PkiAlarm['severity'] }>> = {
  CSCA_MISSING: {
    severity: 'CRITICAL',
    vi: 'Chưa có chứng thư gốc (CSCA): chưa ký được thẻ. Người giữ khóa cần thực hiện nghi lễ tạo khóa.',
    en: 'There is no country signing CA: no card can be signed. The custodians have to hold the ceremony.',
  },
  CSCA_USAGE_ENDED: {
    severity: 'CRITICAL',
    vi: 'Khóa chứng thư gốc (CSCA) đã hết thời gian sử dụng. Người giữ khóa cần chuyển sang khóa mới ngay.',
    en: 'The usage period of the country signing CA is over. The custodians have to roll it over now.',
  },
  CSCA_USAGE_ENDS: {
    severity: 'WARNING',
    vi: 'Khóa chứng thư gốc (CSCA) sắp hết thời gian sử dụng. Hãy lên lịch nghi lễ chuyển sang khóa mới.',
    en: 'The usage period of the country signing CA ends soon. Plan the ceremony of its rollover.',
  },
  SIGNER_MISSING: {
    severity: 'CRITICAL',
    vi: 'Không có chứng thư ký nào dùng được. Kiểm tra kho khóa và chứng thư gốc.',
    en: 'No signer of this kind can be used. Look at the key store and the country signing CA.',
  },
  SIGNER_USAGE_ENDS: {
    severity: 'WARNING',
    vi: 'Khóa ký sắp hết thời gian sử dụng mà chưa có khóa kế tiếp. Kiểm tra kho khóa.',
    en: 'A signer’s usage ends soon and the next one was not issued. Look at the key store.',
  },
  LIST_MISSING: {
    severity: 'CRITICAL',
    vi: 'Chưa công bố danh sách chứng thư bị thu hồi (CRL).',
    en: 'No revocation list was published.',
  },
  LIST_ENDED: {
    severity: 'CRITICAL',
    vi: 'Danh sách chứng thư bị thu hồi (CRL) đã quá hạn. Cần công bố danh sách mới ngay.',
    en: 'The revocation list is out of date. Publish a new one now.',
  },
  LIST_OLD: {
    severity: 'WARNING',
    vi: 'Danh sách chứng thư bị thu hồi (CRL) sắp quá hạn mà chưa được công bố lại. Kiểm tra kho khóa.',
    en: 'The revocation list ends soon and was not published again. Look at the key store.',
  },
  RECALL_OPEN: {
    severity: 'WARNING',
    vi: 'Còn thẻ phải làm lại hoặc chủ thẻ chưa được báo trong đợt thu hồi.',
    en: 'A recall still has cards to remake or holders to tell.',
  },
}

const alarm = (code: AlarmCode, subject: string): PkiAlarm => {
  const { severity, vi, en } = texts[code]
  return { code, severity, subject, text: { vi, en } }
}

/** What of the card PKI is at its end or near it. */
export async function pkiAlarms(app: App): Promise<readonly PkiAlarm[]> {
  const recalls = await app.db.recall.findMany({ where: { closedAt: null }, select: { signerSerial: true } })
  const signers = await Promise.all(signerProfiles.map((profile) => signerAlarm(app, profile)))
  return [
    ...(await cscaAlarms(app)),
    ...signers.flat(),
    ...(await listAlarms(app)),
    ...recalls.map(({ signerSerial }) => alarm('RECALL_OPEN', signerSerial)),
  ]
}

async function cscaAlarms(app: App): Promise<readonly PkiAlarm[]> {
  const csca = await newestCsca(app)
  if (!csca) return [alarm('CSCA_MISSING', 'CSCA')]
  const left = csca.usageUntil.getTime() - app.clock()
  if (left <= 0) return [alarm('CSCA_USAGE_ENDED', csca.serial)]
  return left <= warnDays.CSCA * dayMs ? [alarm('CSCA_USAGE_ENDS', csca.serial)] : []
}

async function signerAlarm(app: App, profile: SignerProfile): Promise<readonly PkiAlarm[]> {
  const row = await signerRowAt(app, profile, { curve: curveOfSigner(app, profile) })
  if (typeof row === 'string') return [alarm('SIGNER_MISSING', profile)]
  const left = (row.usageUntil ?? row.notAfter).getTime() - app.clock()
  return left <= warnDays[profile] * dayMs ? [alarm('SIGNER_USAGE_ENDS', row.serial)] : []
}

async function listAlarms(app: App): Promise<readonly PkiAlarm[]> {
  const list = await newestRevocationList(app)
  if (!list) return [alarm('LIST_MISSING', 'CRL')]
  const left = list.nextUpdate.getTime() - app.clock()
  if (left <= 0) return [alarm('LIST_ENDED', String(list.number))]
  return left <= warnDays.LIST * dayMs ? [alarm('LIST_OLD', String(list.number))] : []
}
