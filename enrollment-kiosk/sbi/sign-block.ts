import { CompactSign } from 'jose'
import { fromPem } from '../../core/cms/certificate.ts'
import { instantOf } from '../clock.ts'
import { digitalIdOf, type SbiDevice } from './devices.ts'
import type { Sbi } from './sbi.ts'

/** JWS Compact Serialization (RFC 7515, 3.1), ES256, by the kiosk's certified key, with its chain. Throws KioskNotInstalled. */
export async function signBlock({ kiosk }: Sbi, block: object): Promise<string> {
  const { certificate, key, settings } = kiosk.installation.machine()
  const x5c = [certificate, settings.issuer].map((pem) =>
    Buffer.from(fromPem('CERTIFICATE', pem)).toString('base64'),
  )
  return new CompactSign(Buffer.from(JSON.stringify(block)))
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', x5c })
    .sign(key.privateKey)
}

export function signedDigitalId(sbi: Sbi, device: SbiDevice): Promise<string> {
  return signBlock(sbi, digitalIdOf(sbi, device, timestampOf(sbi)))
}

/** Time as the interface writes it: UTC, whole seconds. */
export const timestampOf = ({ kiosk }: Pick<Sbi, 'kiosk'>) => `${instantOf(kiosk.clock()).slice(0, 19)}Z`
