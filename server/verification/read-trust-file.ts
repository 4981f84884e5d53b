import { DerError } from '../../core/der.ts'
import { DomainError } from '../../core/errors.ts'
import { readMasterList } from '../../core/pki/master-list.ts'

/** A text file that holds nothing between lines of PEM. */
export class IllegalTrustFile extends DomainError<'ILLEGAL_TRUST_FILE'> {
  constructor() {
    super('ILLEGAL_TRUST_FILE', {
      vi: 'Tệp không phải chứng thư CSCA, danh sách chứng thư hoặc danh sách thu hồi (DER hoặc PEM).',
      en: 'The file is no CSCA certificate, master list or revocation list (DER or PEM).',
    })
  }
}

/** The certificates of a file: those of a master list, or one; whether they are any good is for the inspection to say. */
export function readAuthorities(file: Uint8Array): readonly Uint8Array[] {
  const der = derOf(file)
  try {
    return readMasterList(der).certificates
  } catch (error) {
    if (error instanceof DerError) return [der]
    throw error
  }
}

const hyphen = 0x2d

/** A file's DER, out of its PEM where it is a text (RFC 7468). Throws {@link IllegalTrustFile}. */
export function derOf(file: Uint8Array): Uint8Array {
  if (file[0] !== hyphen) return new Uint8Array(file)
  const text = Buffer.from(file).toString('latin1')
  const [, body] = /-----BEGIN [A-Z0-9 ]+-----([\sA-Za-z0-9+/=]+)-----END/.exec(text) ?? []
  if (body === undefined) throw new IllegalTrustFile()
  return new Uint8Array(Buffer.from(body, 'base64'))
}
