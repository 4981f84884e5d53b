import { webcrypto } from 'node:crypto'
import { fromPem, readCertificate } from '../../core/cms/certificate.ts'
import { signCountersignature } from '../../core/cms/countersignature.ts'
import type { SealingMaterials } from '../../core/cms/seal-content.ts'
import { sealPacket } from '../../core/cms/seal-packet.ts'
import { verifyTrust } from '../../core/cms/trust.ts'
import { encodeManifest, packFiles } from '../../core/enrollment/packet-files.ts'
import { countersignatureFile, type PacketManifest, untold } from '../../core/enrollment/packet.ts'
import { dateOf, instantOf } from '../clock.ts'
import { evidenceFiles } from '../evidence/evidence-files.ts'
import { withActions } from '../evidence/with-actions.ts'
import { sha256Of } from '../outbox/outbox.ts'
import type { InstalledMachine } from '../sync/installation.ts'
import type { SignedInOfficer } from '../sync/officers.ts'
import { captureManifest } from './capture-manifest.ts'
import { move, requireState, type CaptureSession } from './capture-session.ts'
import { filesForPacket, withoutTries } from './captured-files.ts'
import { detailsManifest } from './details-manifest.ts'
import { keep, type Kiosk } from './kiosk.ts'
import { ContentChanged, SameOfficer, SessionOfAnotherOperator } from './refusals.ts'
import { requireComplete } from './review.ts'
import { contentDigest } from './sign.ts'

interface Signers {
  readonly operator: SignedInOfficer
  readonly supervisor: SignedInOfficer
}

/**
 * The supervisor, another officer than the operator, agrees; the file is packed, signed by the operator and the kiosk,
 * sealed for the centre, and on disk in the outbox when this resolves. Both officers must be signed in.
 */
export async function countersignSession(kiosk: Kiosk, id: string): Promise<CaptureSession> {
  const signers = {
    supervisor: kiosk.officers.require('supervisor'),
    operator: kiosk.officers.require('operator'),
  }
  return kiosk.drafts.exclusively(id, async (session) => {
    requireState(session, 'SIGNED', 'countersign')
    if (signers.supervisor.officerId === session.operator) throw new SameOfficer()
    if (signers.operator.officerId !== session.operator) throw new SessionOfAnotherOperator()
    if (session.signedContent !== contentDigest(session)) throw new ContentChanged()
    requireComplete(kiosk, session)
    // The agreement itself is the last action in the packet.
    const agreed = withActions({
      before: session,
      after: move(session, 'countersign'),
      supervisor: signers.supervisor.officerId,
      now: kiosk.clock(),
    })
    const bytes = await sealSession(kiosk, agreed, signers)
    const sha256 = sha256Of(bytes)
    // By this the next start knows its packet, if the kiosk is killed before the session is saved as sealed.
    await kiosk.drafts.save({ ...session, packet: sha256 })
    await kiosk.outbox.add({ applicationCode: session.id, bytes })
    const sealed = await keep(kiosk, withoutTries({ ...agreed, packet: sha256 }))
    kiosk.sender.wake()
    // The sender may have been quicker: then the draft has already served its purpose.
    if (kiosk.outbox.find(sha256)?.state === 'RECEIVED') await kiosk.drafts.remove(id)
    return sealed
  })
}

async function sealSession(
  kiosk: Kiosk,
  session: CaptureSession,
  signers: Signers,
): Promise<Uint8Array<ArrayBuffer>> {
  const machine = kiosk.installation.machine()
  const now = kiosk.clock()
  const signingTime = dateOf(now)
  const recipientCertificate = await centreCertificate(machine, signingTime)
  const evidence = evidenceFiles(session)
  const manifest = composeManifest(session, { machine, signers, now, evidence })
  const manifestHash = sha256Of(encodeManifest(manifest))
  const files = new Map(evidence)
  for (const { name, sha256 } of filesForPacket(session))
    files.set(name, await kiosk.drafts.readFile(session.id, sha256))
  const countersignature = await signCountersignature(manifestHash, signers.supervisor)
  files.set(countersignatureFile, new TextEncoder().encode(countersignature))
  const kioskSigner = { certificate: derOf(machine.certificate), privateKey: machine.key.privateKey }
  return await sealPacket({
    content: await packFiles(manifest, files, sha256),
    signers: [signers.operator, kioskSigner],
    recipientCertificate,
    signingTime,
    materials: await freshMaterials(),
  })
}

/** What the centre will read first. */
function composeManifest(
  session: CaptureSession,
  seal: {
    readonly machine: InstalledMachine
    readonly signers: Signers
    readonly now: number
    readonly evidence: ReadonlyMap<string, Uint8Array>
  },
): PacketManifest {
  const captured = captureManifest(session)
  return {
    ...untold,
    version: 1,
    applicationCode: session.id,
    ...detailsManifest(session),
    centre: seal.machine.settings.centre.code,
    machine: seal.machine.id,
    operator: seal.signers.operator.officerId,
    supervisor: seal.signers.supervisor.officerId,
    begunAt: session.begunAt,
    sealedAt: instantOf(seal.now),
    ...captured,
    files: [
      ...captured.files,
      ...[...seal.evidence].map(([name, bytes]) => ({ name, sha256: sha256Of(bytes), bytes: bytes.length })),
    ],
  }
}

/** The centre's certificate, trusted through the issuing authority now. Throws SignerUntrusted, SignerExpired. */
async function centreCertificate({ settings }: InstalledMachine, at: Date): Promise<Uint8Array> {
  const der = derOf(settings.centreCertificate)
  const issuers = [readCertificate(derOf(settings.issuer))]
  await verifyTrust(readCertificate(der), { issuers, at, use: 'keyAgreement', roles: ['CENTRE'] })
  return der
}

const derOf = (pem: string) => fromPem('CERTIFICATE', pem)

const sha256 = async (bytes: Uint8Array) =>
  new Uint8Array(await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))

/** Drawn for every packet and used once. */
async function freshMaterials(): Promise<SealingMaterials> {
  return {
    ephemeral: await webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, [
      'deriveBits',
    ]),
    contentKey: webcrypto.getRandomValues(new Uint8Array(32)),
    iv: webcrypto.getRandomValues(new Uint8Array(12)),
  }
}
