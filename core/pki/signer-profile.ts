/** Who signs what under the CSCA: chips, QR codes, papers, the list of CSCAs. */
export const signerProfiles = ['DOCUMENT_SIGNER', 'QR_SIGNER', 'SLIP_SIGNER', 'MASTER_LIST_SIGNER'] as const
export type SignerProfile = (typeof signerProfiles)[number]
