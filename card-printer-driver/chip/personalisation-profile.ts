/**
 * How the operating system of a blank takes its files, keys and states: a table of commands, so that another vendor's card is another
 * table. `ldsApplet` is the open eMRTD applet's (emrtd.md, 4); `storeDataCard` is in store-data-profile.ts.
 */
import { concatBytes, fromHex } from '../../core/bytes.ts'
import { asciiBytes } from '../../core/der.ts'
import { type ChipFileName, chipFiles, emrtdApplication } from '../../core/lds/chip-files.ts'
import { encodeTlv } from '../../core/lds/tlv.ts'
import { type CurveName, curves } from '../../core/pki/curves.ts'
import { mrzInformation, paceSeed } from './access-keys.ts'
import { command, type CommandApdu, twoBytes } from './apdu.ts'

export type ChipKeyUse = 'ACTIVE_AUTHENTICATION' | 'CHIP_AUTHENTICATION'

/** A private key on its way into a chip. */
export interface ChipPrivateKey {
  readonly curve: CurveName
  /** As long as the field. */
  readonly secret: Uint8Array
}

/** What is printed on the card and opens its chip. */
export interface ChipAccess {
  /** Six digits. */
  readonly can: string
  /** The three lines joined. */
  readonly mrz: string
}

export interface PersonalisationProfile {
  readonly name: 'lds-applet' | 'store-data'
  /** Whether commands go through SCP03, under keys diversified by the chip's serial. */
  readonly transport: 'PLAIN' | 'SCP03'
  readonly select: CommandApdu
  /** Bytes of data in one command: longer ones are chained. */
  readonly mostData: number
  /** Bytes that a file may have: where offsets end. */
  readonly mostFile: number
  /** Answers DF20 { 80 life cycle, 81 serial, 82 free bytes }. */
  readonly status: CommandApdu
  injectKey(use: ChipKeyUse, key: ChipPrivateKey, seal: Seal): readonly CommandApdu[]
  /** Null where the card makes no keys. Answers 7F49 { 86 point }. */
  readonly makeKey: ((use: ChipKeyUse, curve: CurveName) => CommandApdu) | null
  /** `again` where an earlier attempt may have made it. */
  file(name: ChipFileName, content: Uint8Array, again: boolean): readonly FileCommand[]
  openWith(access: ChipAccess, seal: Seal): readonly CommandApdu[]
  trust(cvca: Uint8Array): readonly CommandApdu[]
  readonly personalised: CommandApdu
  readonly locked: CommandApdu
}

/** What a secret becomes before it goes into a command: under the chip's transport key, or as it is. */
type Seal = (secret: Uint8Array) => Uint8Array

export interface FileCommand {
  readonly apdu: CommandApdu
  /** Another status word that is as good as 9000. */
  readonly alsoGood?: number
}

/** Beside the application, not in it (9303-10, figure 3). */
export const inMasterFile: ReadonlySet<ChipFileName> = new Set(['CARD_ACCESS', 'CARD_SECURITY'])

/** 81 p, 82 a, 83 b, 84 G, 85 n, 86 private key. */
export function curveKey({ curve, secret }: ChipPrivateKey): Uint8Array {
  const { p, a, b, x, y, n } = curves[curve]
  const parameters = [p, a, b, `04${x}${y}`, n].map((value, i) => encodeTlv(0x81 + i, fromHex(value)))
  return concatBytes(...parameters, encodeTlv(0x86, secret))
}

/** 04 number, 04 YYMMDD of birth, 04 YYMMDD of expiry, without their check digits (9303-11, 4.3.2). */
export function bacObjects({ mrz }: ChipAccess): Uint8Array {
  const information = mrzInformation(mrz)
  // Check digit, six digits and check digit, twice, stand behind the number.
  const number = information.slice(0, -15)
  const dates = [information.slice(-14, -8), information.slice(-7, -1)]
  return concatBytes(...[number, ...dates].map((text) => encodeTlv(0x04, asciiBytes(text))))
}

/** References of PACE's passwords (9303-11, 4.4.4.1), each before the seed of its key. */
export function pacePasswords({ can, mrz }: ChipAccess): readonly Uint8Array[] {
  return [
    concatBytes(Uint8Array.of(1), paceSeed({ kind: 'MRZ', text: mrz })),
    concatBytes(Uint8Array.of(2), paceSeed({ kind: 'CAN', text: can })),
  ]
}

const mostData = 223
/** UPDATE BINARY has fifteen bits for the offset (ISO/IEC 7816-4, 7.2.2): the last part begins before their end. */
const mostFile = (Math.floor(0x7fff / mostData) + 1) * mostData

const keyObject: Readonly<Record<ChipKeyUse, number>> = {
  ACTIVE_AUTHENTICATION: 0x00da0067,
  CHIP_AUTHENTICATION: 0x00da0063,
}
/** Control reference templates for authentication and for key agreement (ISO/IEC 7816-4, 10.3). */
const keyTemplate: Readonly<Record<ChipKeyUse, number>> = {
  ACTIVE_AUTHENTICATION: 0xa4,
  CHIP_AUTHENTICATION: 0xa6,
}

const selectApplication = command(0x00a4040c, emrtdApplication)
const selectMasterFile = command(0x00a4000c, Uint8Array.of(0x3f, 0x00))

export const ldsApplet = {
  name: 'lds-applet',
  transport: 'PLAIN',
  select: selectApplication,
  mostData,
  mostFile,
  status: command(0x00cadf20, undefined, 256),
  injectKey: (use, key) => [command(keyObject[use], curveKey(key))],
  makeKey: (use, curve) =>
    command(
      0x00478000,
      encodeTlv(keyTemplate[use], encodeTlv(0x80, Uint8Array.of(curves[curve].parameterId))),
      256,
    ),
  file: (name, content, again) => [
    { apdu: inMasterFile.has(name) ? selectMasterFile : selectApplication },
    {
      apdu: command(0x00e00000, encodeTlv(0x63, twoBytes(content.length), twoBytes(chipFiles[name].fid))),
      // The file is there already.
      ...(again ? { alsoGood: 0x6a89 } : {}),
    },
    { apdu: command(0x00a4020c, twoBytes(chipFiles[name].fid)) },
    ...parts(content).map(({ at, bytes }) => ({ apdu: command(0x00d60000 | at, bytes) })),
  ],
  openWith: (access) => [
    command(0x00da0062, bacObjects(access)),
    command(0x00da0065, encodeTlv(0x65, ...pacePasswords(access).map((one) => encodeTlv(0x66, one)))),
  ],
  trust: (cvca) => [command(0x00da0064, cvca)],
  personalised: command(0x00dadeaf),
  locked: command(0x00dadead),
} as const satisfies PersonalisationProfile

function parts(content: Uint8Array): readonly { readonly at: number; readonly bytes: Uint8Array }[] {
  return Array.from({ length: Math.ceil(content.length / mostData) }, (_, i) => ({
    at: i * mostData,
    bytes: content.subarray(i * mostData, (i + 1) * mostData),
  }))
}
