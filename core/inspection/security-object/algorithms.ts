import type { HashName, SignatureAlgorithm } from '../../pki/signing-key.ts'

// RFC 5754, 2
export const hashNames: Readonly<Record<string, HashName>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
}

// RFC 5758, 3.2. SHA-1 and SHA-224 are over (TR-03116-2, 3.1.1); this state signs with ECDSA alone.
export const signatureAlgorithms: Readonly<
  Record<string, { readonly algorithm: SignatureAlgorithm; readonly hash: HashName }>
> = {
  '1.2.840.10045.4.3.2': { algorithm: 'ECDSA_SHA256', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { algorithm: 'ECDSA_SHA384', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { algorithm: 'ECDSA_SHA512', hash: 'SHA-512' },
}

export const hashBytes: Readonly<Record<HashName, number>> = {
  'SHA-256': 32,
  'SHA-384': 48,
  'SHA-512': 64,
}
