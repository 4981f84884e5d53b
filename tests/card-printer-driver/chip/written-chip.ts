import { randomBytes } from 'node:crypto'
import type { ChipPerson } from '../../../core/card/chip-person.ts'
import { chipProfiles, type ChipProfile } from '../../../core/card/chip-profile.ts'
import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { fromHex } from '../../../core/bytes.ts'
import { parseCalendarDate, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { buildChip } from '../../../core/lds/build-chip.ts'
import type { ChipFileName, ChipImage } from '../../../core/lds/chip-files.ts'
import { formatTd1 } from '../../../core/mrz/td1.ts'
import { curves, type CurveName } from '../../../core/pki/curves.ts'
import type { AccessSecret } from '../../../card-printer-driver/chip/access-keys.ts'
import { encodeCommand, parseResponse, type CommandApdu } from '../../../card-printer-driver/chip/apdu.ts'
import type { CardChannel } from '../../../card-printer-driver/chip/card-channel.ts'
import { makeKeyPair, type RandomSource } from '../../../card-printer-driver/chip/key-agreement.ts'
import { ldsApplet, type ChipPrivateKey } from '../../../card-printer-driver/chip/personalisation-profile.ts'
import { EmulatedChip } from '../../../card-printer-driver/emulators/chip/chip.ts'
import { powerUp } from '../../../card-printer-driver/emulators/chip/emulated-channel.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { sampleSigner, signerSince } from '../../support/chips.ts'

export const random: RandomSource = (length) => Uint8Array.from(randomBytes(length))

const person: Omit<ChipPerson, 'mrz'> = {
  number: '001190000017',
  name: 'NGUYỄN THỊ MẪU',
  birthDate: parsePartialDate('1990-05-20'),
  sex: 'FEMALE',
  nationality: 'Việt Nam',
  ethnicity: 'Kinh',
  religion: null,
  origin: 'Xã Mẫu Quê, Thành phố Hà Nội',
  residence: 'Số nhà 1, Phường Mẫu Một, Thành phố Hà Nội',
  marks: null,
  issuedOn: parseCalendarDate('2026-11-20'),
  expiresOn: parseCalendarDate('2030-05-20'),
  fatherName: null,
  motherName: null,
  spouseName: null,
  legacyNumber: null,
  chipSerial: 'MAU0000000000001',
}

export interface WrittenChip {
  readonly chip: EmulatedChip
  readonly image: ChipImage
  readonly can: AccessSecret
  readonly mrz: AccessSecret
  /** Puts the chip on the reader. */
  readonly channel: () => CardChannel
  /** The same behind a reader that carries short lengths alone. */
  readonly shortChannel: () => CardChannel
}

export interface Writing {
  readonly profile?: ChipProfile
  /** Files in place of those that the profile makes. */
  readonly files?: readonly (readonly [ChipFileName, Uint8Array])[]
  readonly cvca?: Uint8Array
  /** Commands that bring a key for Active Authentication in place of the profile's. */
  readonly activeKey?: readonly CommandApdu[]
  /** Keys that the files do not name: what a copy has. */
  readonly otherKeys?: boolean
}

/** An emulated chip of an invented person, written, personalised and locked. */
export async function writtenChip(writing: Writing = {}): Promise<WrittenChip> {
  const { profile = chipProfiles['cc-2024'], files = [] } = writing
  const keys = privateKeys(profile)
  const image = new Map([...(await imageFor(profile, keys)), ...files])
  const mrz: AccessSecret = { kind: 'MRZ', text: mrzOf(profile).join('') }
  const can: AccessSecret = { kind: 'CAN', text: person.number.slice(-6) }
  const chip = new EmulatedChip(person.chipSerial)
  const channel = powerUp(chip)
  const written = writing.otherKeys ? privateKeys(profile) : keys
  for (const { apdu, alsoGood } of writeCommands({ ...writing, image, keys: written, mrz, can })) {
    const status = parseResponse(await channel.transmit(encodeCommand(apdu)))?.status
    if (status !== 0x9000 && status !== alsoGood)
      throw new Error(`writing: ${status?.toString(16)} to ${apdu.ins.toString(16)}`)
  }
  return {
    chip,
    image,
    can,
    mrz,
    channel: () => powerUp(chip),
    shortChannel: () => shortLengths(powerUp(chip)),
  }
}

/** A short answer has no more than 256 bytes and the status word. */
function shortLengths(channel: CardChannel): CardChannel {
  return {
    ...channel,
    async transmit(bytes) {
      const answer = await channel.transmit(bytes)
      if (bytes.length > 261 || answer.length > 258)
        throw new Error(`too long for this reader: ${bytes.length}, ${answer.length}`)
      return answer
    },
  }
}

interface Keys {
  readonly active: ChipPrivateKey & { readonly point: Uint8Array }
  readonly chip: ChipPrivateKey & { readonly point: Uint8Array }
}

function privateKey(curve: CurveName) {
  const { secret, point } = makeKeyPair(curve, random)
  return { curve, point, secret: fromHex(secret.toString(16).padStart(2 * curves[curve].size, '0')) }
}

const privateKeys = (profile: ChipProfile): Keys => ({
  active: privateKey(profile.activeAuthentication),
  chip: privateKey(profile.chipAuthentication),
})

function mrzOf({ noExpiry }: ChipProfile) {
  const { birthDate, sex, expiresOn, name } = person
  return formatTd1(
    { number: parseCitizenNumber(person.number), birthDate, sex, expiresOn, name },
    { noExpiry: noExpiry.mrz },
  )
}

async function imageFor(profile: ChipProfile, keys: Keys): Promise<ChipImage> {
  return buildChip({
    person: { ...person, mrz: mrzOf(profile) },
    biometrics: { portrait: null, fingers: [] },
    profile,
    chipKeys: { activeAuthentication: keys.active, chipAuthentication: keys.chip },
    signer: await sampleSigner(profile),
    signedAt: new Date(signerSince.getTime() + 1000),
    hash: (name, data) => publicCrypto().hash(name, data),
    random,
  })
}

interface Written extends Pick<Writing, 'cvca' | 'activeKey'> {
  readonly image: ChipImage
  readonly keys: Keys
  readonly mrz: AccessSecret
  readonly can: AccessSecret
}

function writeCommands({
  image,
  keys,
  mrz,
  can,
  cvca,
  activeKey,
}: Written): readonly { readonly apdu: CommandApdu; readonly alsoGood?: number }[] {
  const bare = (apdus: readonly CommandApdu[]) => apdus.map((apdu) => ({ apdu }))
  return [
    ...[...image].flatMap(([name, content]) => ldsApplet.file(name, content, false)),
    ...bare([
      ldsApplet.select,
      ...(activeKey ?? ldsApplet.injectKey('ACTIVE_AUTHENTICATION', keys.active)),
      ...ldsApplet.injectKey('CHIP_AUTHENTICATION', keys.chip),
      ...ldsApplet.openWith({ can: can.text, mrz: mrz.text }),
      ...(cvca ? ldsApplet.trust(cvca) : []),
      ldsApplet.personalised,
      ldsApplet.locked,
    ]),
  ]
}
