import { randomBytes } from 'node:crypto'
import { fromPem, readCertificate } from '../../core/cms/certificate.ts'
import { type BatchManifest, signManifest } from '../../core/cms/batch-manifest.ts'
import { type ReceivedPacket, signReceipt } from '../../core/cms/receipt.ts'
import { serverUnit } from '../../core/cms/subject.ts'
import type { SigningIdentity } from '../../core/cms/signed-data.ts'
import { instantAt } from '../kernel/clock.ts'
import { certifyOwnKey, type WithAuthority } from './issuing.ts'
import { keyId } from './key-store.ts'

const profile = 'SERVER'
const subjectId = 'receipts'
const days = 365
/** The key is changed so long before its certificate ends. */
const renewBeforeMs = 60 * 86_400_000

/** Signs receipts and manifests in the server's name. */
export interface ReceiptSigner {
  /** The receipt as a JWS (core/cms/receipt.ts). */
  sign(receipt: ReceivedPacket): Promise<string>
  /** The manifest of a production batch as a JWS (core/cms/batch-manifest.ts). */
  signManifest(manifest: BatchManifest): Promise<string>
}

type OpenKey = SigningIdentity & { readonly until: number }

/** The key is opened, or made, with the first receipt and kept open until it is time for the next one. */
export function openReceiptSigner(app: WithAuthority): ReceiptSigner {
  let open: Promise<OpenKey> | null = null
  async function current(): Promise<OpenKey> {
    const known = await open
    if (known && known.until > app.clock()) return known
    open = newestKey(app).catch((error: unknown) => {
      open = null
      throw error
    })
    return open
  }
  return {
    sign: async (receipt) => signReceipt(receipt, { ...(await current()), at: instantAt(app.clock()) }),
    signManifest: async (manifest) =>
      signManifest(manifest, { ...(await current()), at: instantAt(app.clock()) }),
  }
}

async function newestKey(app: WithAuthority): Promise<OpenKey> {
  const newest = await app.db.certificate.findFirst({
    where: { profile, subjectId, revokedAt: null },
    orderBy: { notAfter: 'desc' },
  })
  return (newest && (await openKey(app, newest))) ?? (await makeKey(app))
}

/** Null where it is due to be replaced, or a kiosk that knows only the present authority would not trust it. */
async function openKey(
  app: WithAuthority,
  { pem, keyId: key }: { readonly pem: string; readonly keyId: string | null },
): Promise<OpenKey | null> {
  const certificate = fromPem('CERTIFICATE', pem)
  const { notAfter, issuerKeyId } = readCertificate(certificate)
  const until = notAfter.getTime() - renewBeforeMs
  if (until <= app.clock() || issuerKeyId !== app.authority.certificate.keyId) return null
  const { privateKey } = await app.keys.keyPair(keyId(key ?? ''))
  return { certificate, privateKey, until }
}

async function makeKey(app: WithAuthority): Promise<OpenKey> {
  const key = keyId(`server-receipts-${randomBytes(4).toString('hex')}`)
  await app.keys.generate(key, 'SIGN')
  const subject = { id: crypto.randomUUID(), role: profile, centre: serverUnit } as const
  const { der, notAfter } = await certifyOwnKey(app, { key, subject, subjectId, days })
  const { privateKey } = await app.keys.keyPair(key)
  return { certificate: der, privateKey, until: notAfter.getTime() - renewBeforeMs }
}
