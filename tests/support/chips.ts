/** Chips and who signs them. Every key here is made for the test and gone with it. */
import { randomBytes } from 'node:crypto'
import type { ChipProfile } from '../../core/card/chip-profile.ts'
import type { ChipSigner } from '../../core/lds/signed-object.ts'
import { issueCsca, issueSigner } from '../../core/pki/issue-certificate.ts'
import { cscaName, issuerPlaces } from '../../core/pki/issuing-country.ts'
import type { CurveParameters } from '../../core/pki/public-key.ts'
import type { SigningKey } from '../../core/pki/signing-key.ts'
import { certificateTerm } from '../../core/pki/terms.ts'
import { publicCrypto } from '../../server/pki/public-crypto.ts'
import { softwareKey } from '../../server/pki/software-key.ts'

export interface SampleSigner extends ChipSigner {
  /** X.509, DER. */
  readonly csca: Uint8Array
  readonly cscaKey: SigningKey
}

/** The day from which a sample's certificates are good. */
export const signerSince = new Date('2026-11-01T00:00:00Z')

/** A document signer of the profile's curve under a CSCA of its own. */
export async function sampleSigner(
  { documentSigner }: Pick<ChipProfile, 'documentSigner'>,
  parameters: CurveParameters = 'EXPLICIT',
  key: SigningKey = softwareKey(documentSigner.curve),
): Promise<SampleSigner> {
  const crypto = publicCrypto()
  const cscaKey = softwareKey('P-384')
  const order = (profile: 'CSCA' | 'DOCUMENT_SIGNER') => ({
    key: cscaKey,
    serialRandom: new Uint8Array(randomBytes(20)),
    term: certificateTerm(profile, signerSince),
    parameters,
    ...issuerPlaces('https://csca.example', 'csca@csca.example'),
  })
  const csca = await issueCsca({ ...order('CSCA'), name: cscaName }, crypto)
  const certificate = await issueSigner(
    {
      ...order('DOCUMENT_SIGNER'),
      profile: 'DOCUMENT_SIGNER',
      issuer: csca,
      subjectPoint: key,
      commonName: 'Document Signer Test',
    },
    crypto,
  )
  return { key, certificate, csca, cscaKey }
}
