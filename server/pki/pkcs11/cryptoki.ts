/** Numbers of PKCS#11 (OASIS, Base Specification 2.40, 3.2 and 5.1; Current Mechanisms 2.40, 2.3), as far as keys on curves need them. */
export const classes = { publicKey: 2, privateKey: 3, secretKey: 4 } as const

export const keyTypes = { ec: 3, genericSecret: 0x10 } as const

export const attributes = {
  class: 0x000,
  token: 0x001,
  private: 0x002,
  label: 0x003,
  value: 0x011,
  keyType: 0x100,
  id: 0x102,
  sensitive: 0x103,
  encrypt: 0x104,
  decrypt: 0x105,
  wrap: 0x106,
  unwrap: 0x107,
  sign: 0x108,
  verify: 0x10a,
  derive: 0x10c,
  valueLength: 0x161,
  extractable: 0x162,
  ecParams: 0x180,
  ecPoint: 0x181,
} as const

export const mechanisms = { ecKeyPairGen: 0x1040, ecdsa: 0x1041, ecdh1Derive: 0x1050 } as const

/** Key derivation function of ECDH: none, the shared x-coordinate itself. */
export const withoutDerivation = 1
/** pkcs11js' own number for the parameters of ECDH. */
export const ecdhParameters = 6

export const flags = {
  osLocking: 0x2,
  serialSession: 0x4,
  readWriteSession: 0x2,
  userPinSet: 0x8,
  tokenInitialised: 0x400,
} as const

export const user = 1

export const results = {
  attributeValueInvalid: 0x13,
  deviceMemory: 0x31,
  functionNotSupported: 0x54,
  keyFunctionNotPermitted: 0x68,
  mechanismInvalid: 0x70,
  mechanismParameterInvalid: 0x71,
  pinIncorrect: 0xa0,
  pinInvalid: 0xa1,
  pinLengthRange: 0xa2,
  pinLocked: 0xa4,
  userAlreadyLoggedIn: 0x100,
  domainParametersInvalid: 0x130,
  curveNotSupported: 0x140,
  alreadyInitialised: 0x191,
} as const

/** The CKR of an error thrown by pkcs11js, null for another error. */
export function resultOf(fault: unknown): number | null {
  return fault instanceof Error && 'code' in fault && typeof fault.code === 'number' ? fault.code : null
}
