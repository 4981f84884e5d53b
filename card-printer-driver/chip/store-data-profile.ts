/**
 * A card behind SCP03 that takes everything by STORE DATA (GlobalPlatform Card Specification 2.3, 11.11) in numbered groups:
 *
 *     80 E2 P1 block   group 2 | length 1, or FF and 2 | content        P1: 80 last block, 60 content encrypted, 08 in groups
 *
 *     01nn, 21nn   file nn of the application, of the master file       8F01, 8F02   key of Active, of Chip Authentication
 *     9F62 9F65    what opens the chip: BAC, PACE                       9F64         trust anchor
 *     7F01 7F02    personalised, locked: without content
 *
 * Numbers of groups are the vendor's choice; these are the emulated card's.
 */
import { concatBytes } from '../../core/bytes.ts'
import { chipFiles } from '../../core/lds/chip-files.ts'
import { encodeTlv } from '../../core/lds/tlv.ts'
import { command, type CommandApdu, twoBytes } from './apdu.ts'
import {
  bacObjects,
  type ChipKeyUse,
  curveKey,
  inMasterFile,
  ldsApplet,
  pacePasswords,
  type PersonalisationProfile,
} from './personalisation-profile.ts'

/** With the code, and padded for encryption, still a short command. */
const mostData = 223

const groups = { bac: 0x9f62, pace: 0x9f65, anchor: 0x9f64, personalised: 0x7f01, locked: 0x7f02 } as const
const keyGroups: Readonly<Record<ChipKeyUse, number>> = {
  ACTIVE_AUTHENTICATION: 0x8f01,
  CHIP_AUTHENTICATION: 0x8f02,
}
const inGroups = 0x08
const isSealed = 0x60
const isLast = 0x80

/** One group as the commands that carry it. */
function storeData(group: number, content: Uint8Array, sealed = false): readonly CommandApdu[] {
  const { length } = content
  const header = length < 0xff ? Uint8Array.of(length) : concatBytes(Uint8Array.of(0xff), twoBytes(length))
  const whole = concatBytes(twoBytes(group), header, content)
  const count = Math.ceil(whole.length / mostData)
  return Array.from({ length: count }, (_, i) => {
    const p1 = inGroups | (sealed ? isSealed : 0) | (i === count - 1 ? isLast : 0)
    const data = whole.subarray(i * mostData, (i + 1) * mostData)
    return command(0x80e20000 | (p1 << 8) | (i & 0xff), data)
  })
}

/** A group without content is one command. */
const signal = (group: number) =>
  command(0x80e20000 | ((inGroups | isLast) << 8), Uint8Array.of(...twoBytes(group), 0))

export const storeDataCard: PersonalisationProfile = {
  name: 'store-data',
  transport: 'SCP03',
  select: ldsApplet.select,
  mostData,
  /** Two bytes of length. */
  mostFile: 0xffff,
  status: ldsApplet.status,
  injectKey: (use, key, seal) => storeData(keyGroups[use], seal(curveKey(key)), true),
  makeKey: null,
  file: (name, content) => {
    const group = (inMasterFile.has(name) ? 0x2000 : 0) | chipFiles[name].fid
    return storeData(group, content).map((apdu) => ({ apdu }))
  },
  openWith: (access, seal) => [
    ...storeData(groups.bac, seal(bacObjects(access)), true),
    ...storeData(
      groups.pace,
      seal(encodeTlv(0x65, ...pacePasswords(access).map((one) => encodeTlv(0x66, one)))),
      true,
    ),
  ],
  trust: (cvca) => storeData(groups.anchor, cvca),
  personalised: signal(groups.personalised),
  locked: signal(groups.locked),
}
