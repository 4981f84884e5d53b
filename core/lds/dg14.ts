/** DG14 (Doc 9303-10, 4.7.14): 6E { SecurityInfos }. */
import { chipFiles } from './chip-files.ts'
import type { ChipProfile } from '../card/chip-profile.ts'
import {
  type ChipPublicKeys,
  readSecurityInfos,
  type SecurityInfo,
  writeSecurityInfos,
} from './security-infos.ts'
import { encodeTlv, readTlv } from './tlv.ts'

export const writeDg14 = (
  profile: Pick<ChipProfile, 'pace'>,
  keys: ChipPublicKeys,
): Uint8Array<ArrayBuffer> => encodeTlv(chipFiles.DG14.tag, writeSecurityInfos(profile, keys))

/** Throws LdsError. */
export const readDg14 = (file: Uint8Array): readonly SecurityInfo[] =>
  readSecurityInfos(readTlv(file, chipFiles.DG14.tag, 'DG14').content, 'DG14')
