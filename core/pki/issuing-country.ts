/** Who issues, as certificates say it. */
import type { Contact } from './extensions.ts'
import type { DirectoryName } from './names.ts'

/** The name stays when the key is rolled over, so that certificates of both keys name the same issuer (Doc 9303-12, 4.1.6). */
export const cscaName: DirectoryName = {
  country: 'VN',
  organization: 'Citizen ID',
  commonName: 'CSCA Citizen ID Viet Nam',
}

/** Where the country's certificates and revocation list are found, under the origin that is printed into certificates. */
export function issuerPlaces(
  origin: string,
  mail: string,
): { readonly contact: Contact; readonly crlUrls: readonly string[] } {
  return {
    contact: { country: 'VNM', mail, web: `${origin}/pki/csca.cer` },
    crlUrls: [`${origin}/pki/crl.crl`],
  }
}
