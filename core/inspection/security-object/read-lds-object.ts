import { LdsError } from '../../lds/lds-error.ts'
import { inspectLdsObject, type LdsObject } from './inspect-lds-object.ts'

/** What EF.SOD signs, for whoever wants it right or not at all. Throws LdsError with the name of the first rule that does not hold. */
export function readLdsObject(content: Uint8Array): LdsObject {
  const object = inspectLdsObject(content, (rule, _file, detail = '') => {
    throw new LdsError('SOD', rule, detail)
  })
  if (!object) throw new LdsError('SOD', 'LDS_SO_STRUCTURE', '')
  return object
}
