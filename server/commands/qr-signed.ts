import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chipProfiles } from '../../core/card/chip-profile.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { issueCsca, issueSigner } from '../../core/pki/issue-certificate.ts'
import { cscaName, issuerPlaces } from '../../core/pki/issuing-country.ts'
import { encodePublicKey } from '../../core/pki/public-key.ts'
import type { SigningKey } from '../../core/pki/signing-key.ts'
import { certificateTerm } from '../../core/pki/terms.ts'
import { cardSignedQr } from '../../core/qr/card-signed-qr.ts'
import { writeSignedQr } from '../../core/qr/signed-qr.ts'
import { sampleHolder } from '../demo-chip.ts'
import { instantAt, systemClock } from '../kernel/clock.ts'
import { publicCrypto } from '../pki/public-crypto.ts'
import { qrSigner } from '../pki/qr-signer.ts'
import { softwareKey } from '../pki/software-key.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { openOutFolder } from './out-folder.ts'

/** Reserved for examples: nothing is found there (RFC 2606). */
const issuer = 'https://csca.example'

/** The signed QR of an invented person under a signer made for it alone: no database, no ceremony. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({
    args: [...words],
    options: { sample: { type: 'boolean', default: false }, out: { type: 'string' } },
  })
  const { sample, out } = values
  if (!sample) throw new WrongUsage()
  const at = systemClock()
  const key = softwareKey('P-256')
  const certificate = await signerCertificate(key, instantAt(at))
  const signer = qrSigner({ key, certificate })
  const card = sampleHolder({ issuedOn: calendarDateAt(at), noExpiry: chipProfiles['cc-2024'].noExpiry.mrz })
  const text = await writeSignedQr(cardSignedQr(card, { issuer, at, signerUntil: signer.until }), signer)
  if (out === undefined) return { done: true, facts: { text }, lines: [text] }
  const files = {
    // The bytes of the code and no line's end: spaces belong to its alphabet.
    'qr.txt': text,
    'qr-signer.spki': encodePublicKey(key, 'NAMED'),
    'qr-signer.cer': certificate,
  }
  await openOutFolder(out)
  for (const [name, content] of Object.entries(files)) await writeFile(join(out, name), content)
  return { done: true, facts: { text, files: Object.keys(files) }, lines: [text] }
}

async function signerCertificate(key: SigningKey, at: Date): Promise<Uint8Array> {
  const crypto = publicCrypto()
  const csca = softwareKey('P-384')
  const order = (profile: 'CSCA' | 'QR_SIGNER') => ({
    key: csca,
    serialRandom: new Uint8Array(randomBytes(20)),
    term: certificateTerm(profile, at),
    parameters: 'EXPLICIT' as const,
    ...issuerPlaces(issuer, 'csca@csca.example'),
  })
  const authority = await issueCsca({ ...order('CSCA'), name: cscaName }, crypto)
  return issueSigner(
    {
      ...order('QR_SIGNER'),
      profile: 'QR_SIGNER',
      issuer: authority,
      subjectPoint: key,
      commonName: 'QR Signer Sample',
    },
    crypto,
  )
}
