/** MOSIP's Secure Biometric Interface over the desk's scanner and camera; docs/sbi.md. */
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { DomainError } from '../../core/errors.ts'
import type { Kiosk } from '../session/kiosk.ts'
import { answerRequest } from './answer-request.ts'
import { openLane } from './lane.ts'
import type { Sbi } from './sbi.ts'
import { serveConnections } from './serve-connections.ts'

export class SbiPortsTaken extends DomainError<'SBI_PORTS_TAKEN'> {
  constructor() {
    super('SBI_PORTS_TAKEN', {
      vi: 'Các cổng 4501 đến 4600 đều đang được dùng. Tắt bớt chương trình, hoặc đặt KIOSK_SBI=off.',
      en: 'All ports from 4501 to 4600 are taken. End other programs, or set KIOSK_SBI=off.',
    })
  }
}

export class PartyCertificateUnusable extends DomainError<'PARTY_CERTIFICATE_UNUSABLE'> {
  constructor() {
    super('PARTY_CERTIFICATE_UNUSABLE', {
      vi: 'SBI_AUTH_CERTIFICATE phải là tệp PEM đọc được, chứng thư RSA từ 2048 bit.',
      en: 'SBI_AUTH_CERTIFICATE must be a readable PEM file, a certificate of an RSA key of 2048 bits or more.',
    })
  }
}

export interface RunningSbi {
  /** http://127.0.0.1:PORT */
  readonly url: string
  close(): Promise<void>
}

/** Null where the configuration does not ask for it. Throws SbiPortsTaken, PartyCertificateUnusable. */
export async function openSbi(kiosk: Kiosk, onFault: (error: unknown) => void): Promise<RunningSbi | null> {
  const { sbi: config } = kiosk.config
  if (!config) return null
  const party = config.authCertificate ? await readParty(config.authCertificate) : null
  const lanes = { Finger: openLane(), Face: openLane() }
  let url = ''
  const service = await serveConnections((request, gone) => {
    const sbi: Sbi = { kiosk, config, url, lanes, party }
    return answerRequest(sbi, request, { gone, onFault })
  }, onFault)
  if (!service) throw new SbiPortsTaken()
  url = `http://127.0.0.1:${service.port}`
  return { url, close: () => service.close() }
}

const leastKeyBits = 2048

async function readParty(path: string): Promise<X509Certificate> {
  try {
    const certificate = new X509Certificate(await readFile(path))
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey
    const bits = asymmetricKeyDetails?.modulusLength ?? 0
    if (asymmetricKeyType === 'rsa' && bits >= leastKeyBits) return certificate
  } catch {
    // Said below.
  }
  throw new PartyCertificateUnusable()
}
