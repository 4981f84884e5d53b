/**
 * Why a claim is refused for a job whose own chip cannot be made: it waits behind all others, or one such job would keep every station from
 * work. A signer or a key store that is away is every job's trouble and changes no order.
 */
export const ownChipFaults: readonly string[] = [
  'CHIP_NOT_PREPARED',
  'CHIP_FIELD_REFUSED',
  'CHIP_PORTRAIT_TOO_LARGE',
  'CHIP_PICTURE_FORMAT_REFUSED',
  'CHIP_TOO_SMALL',
  'CHIP_SIGNER_MISMATCH',
  'CHIP_NOT_MADE',
]
