import type { ChipProfile } from '../../core/card/chip-profile.ts'
import type { CurveName } from '../../core/pki/curves.ts'
import type { SigningKey } from '../../core/pki/signing-key.ts'
import { keyId } from '../pki/key-store.ts'
import { openPkcs11KeyStore } from '../pki/pkcs11/pkcs11-key-store.ts'
import { throwAwayToken } from '../pki/pkcs11/throw-away-token.ts'
import { signingKey } from '../pki/signing-key.ts'
import { softwareKey } from '../pki/software-key.ts'

/** Keys of a sample's issuers, thrown away with it. */
export interface SampleKeys {
  readonly csca: SigningKey
  readonly documentSigner: SigningKey
  close(): Promise<void>
}

const cscaCurve = 'P-384'

/** In this process. */
export const softwareSampleKeys = ({ documentSigner }: ChipProfile): SampleKeys => ({
  csca: softwareKey(cscaCurve),
  documentSigner: softwareKey(documentSigner.curve),
  close: async () => {},
})

/** In a SoftHSM2 token that is gone afterwards. Throws KeyStoreUnavailable where SoftHSM2 is not installed. */
export async function hsmSampleKeys({ documentSigner }: ChipProfile): Promise<SampleKeys> {
  const token = await throwAwayToken()
  const store = openPkcs11KeyStore(token)
  const close = async () => {
    try {
      await store.close()
    } finally {
      await token.remove()
    }
  }
  const made = async (name: string, curve: CurveName) => {
    const id = keyId(name)
    await store.generate(id, 'SIGN', curve)
    return signingKey(store, id)
  }
  try {
    const csca = await made('sample-csca', cscaCurve)
    return { csca, documentSigner: await made('sample-ds', documentSigner.curve), close }
  } catch (error) {
    await close()
    throw error
  }
}
