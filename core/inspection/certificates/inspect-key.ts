import type { KeyFault } from '../../pki/public-key.ts'
import type { PublicPoint } from '../../pki/signing-key.ts'
import { isOnCurve } from '../curve-point.ts'
import { readKey } from '../read-key.ts'
import type { RuleName } from '../rules.ts'
import type { CertificateReading } from './inspected-certificate.ts'

const ruleOf: Readonly<Record<KeyFault, RuleName>> = {
  CURVE_UNKNOWN: 'CERT_CURVE_UNKNOWN',
  NO_COFACTOR: 'CERT_CURVE_PARAMETERS',
  COMPRESSED_BASE_POINT: 'CERT_CURVE_PARAMETERS',
  POINT_NOT_UNCOMPRESSED: 'CERT_POINT_FORM',
}

/** The key of a certificate; null where nothing can be verified with it. */
export function inspectKey(spki: Uint8Array, how: CertificateReading): PublicPoint | null {
  const { tell, file } = how
  const info = readKey(spki)
  if (!info || info.parameters === 'OTHER') {
    tell('CERT_KEY', file)
    return null
  }
  for (const fault of info.faults) tell(ruleOf[fault], file, fault)
  if (info.parameters === 'NAMED' && !how.allowNamed) tell('CERT_CURVE_NAMED', file)
  if (!info.key || isOnCurve(info.key)) return info.key
  tell('CERT_POINT_OFF_CURVE', file)
  return null
}
