/** All files of one card's chip, signed: pure but for the signer's key. */
import type { ChipBiometrics, ChipPerson } from '../card/chip-person.ts'
import type { ChipProfile } from '../card/chip-profile.ts'
import { IllegalCitizenNumber, parseCitizenNumber } from '../citizen/citizen-number.ts'
import { objectIdentifier } from '../der.ts'
import { formatTd1, type Mrz } from '../mrz/td1.ts'
import { IllegalMrzName } from '../text/transliteration.ts'
import type { PublicPoint } from '../pki/signing-key.ts'
import {
  type ChipFileName,
  type ChipImage,
  type DataGroupName,
  type DataGroupNumber,
  dataGroupName,
} from './chip-files.ts'
import { encodingOn } from './biometric-encoders.ts'
import { writeCom } from './com.ts'
import { writeDg1 } from './dg1.ts'
import { writeDg13 } from './dg13.ts'
import { writeDg14 } from './dg14.ts'
import { writeDg15 } from './dg15.ts'
import { writeDg2 } from './dg2.ts'
import { writeDg3 } from './dg3.ts'
import { ChipFieldRefused, ChipTooSmall } from './refusals.ts'
import { type ChipPublicKeys, writeCardAccess, writeCardSecurityInfos } from './security-infos.ts'
import { type ChipSigner, type Signing, signObject } from './signed-object.ts'
import { writeSod } from './sod.ts'

export interface ChipOrder {
  readonly person: ChipPerson
  readonly biometrics: ChipBiometrics
  readonly profile: ChipProfile
  /** Made before the files are: their public halves are signed too. */
  readonly chipKeys: ChipPublicKeys
  readonly signer: ChipSigner
  readonly signedAt: Date
  readonly hash: Signing['hash']
  /** So many random bytes. */
  readonly random: (length: number) => Uint8Array
}

// TR-03110-3, A.1.2.5: id-SecurityObject
const cardSecurityType = objectIdentifier('0.4.0.127.0.7.3.2.1')

/**
 * Throws ChipFieldRefused, PortraitTooLarge, PictureFormatRefused, ChipTooSmall, SignerMismatch, and what the key's
 * `sign` throws: then there is no file at all.
 */
export async function buildChip(order: ChipOrder): Promise<ChipImage> {
  const { profile, chipKeys, signer, signedAt, hash } = order
  const groups = dataGroups(order)
  const signing: Signing = { signer, algorithm: profile.documentSigner.algorithm, signedAt, hash }
  const versions = { lds: profile.ldsVersion, unicode: profile.unicodeVersion }
  const sod = await writeSod(
    {
      hashName: profile.hash,
      hashes: new Map(Array.from(groups, ([number, file]) => [number, hash(profile.hash, file)])),
      // Doc 9303-10, 4.6.2.3: the versions are signed since LDS 1.8.
      ldsVersion: profile.ldsVersion < '0108' ? null : versions,
    },
    signing,
  )
  const present = Array.from(groups.keys(), dataGroupName)
  const image = new Map<ChipFileName, Uint8Array>([
    ['CARD_ACCESS', writeCardAccess(profile)],
    ...(profile.pace.mapping === 'CAM'
      ? [['CARD_SECURITY', await cardSecurity(profile, chipKeys.chipAuthentication, signing)] as const]
      : []),
    ['COM', writeCom(versions, present)],
    ...Array.from(groups, ([number, file]): [DataGroupName, Uint8Array] => [dataGroupName(number), file]),
    ['SOD', sod],
  ])
  refuseWhereTooLarge(image, profile)
  return image
}

/** In rising order of their numbers. */
function dataGroups({ person, biometrics, profile, chipKeys, random }: ChipOrder) {
  const { portrait, fingers } = biometrics
  const holder = { isMale: person.sex === 'MALE' }
  const encoding = encodingOn(person.issuedOn, profile)
  const files: readonly (readonly [DataGroupNumber, Uint8Array | null])[] = [
    [1, writeDg1(mrzOf(person, profile))],
    [2, portrait === null ? null : writeDg2(portrait, holder, { ...profile, encoding })],
    [3, writeDg3(fingers, encoding, random)],
    [13, writeDg13(person, profile)],
    [14, writeDg14(profile, chipKeys)],
    [15, writeDg15(chipKeys.activeAuthentication)],
  ]
  return new Map(files.filter((entry): entry is readonly [DataGroupNumber, Uint8Array] => entry[1] !== null))
}

/** The lines as printed. They are composed once more: a chip that says otherwise than its card would look good until somebody compares. */
function mrzOf(person: ChipPerson, profile: ChipProfile): Mrz {
  const { birthDate, sex, expiresOn, name } = person
  try {
    const number = parseCitizenNumber(person.number)
    const own = formatTd1({ number, birthDate, sex, expiresOn, name }, { noExpiry: profile.noExpiry.mrz })
    if (own.some((line, i) => line !== person.mrz[i])) throw new ChipFieldRefused('mrz', 'DIFFERS')
    return own
  } catch (error) {
    if (error instanceof IllegalMrzName) throw new ChipFieldRefused('name', 'NO_LATIN_LETTERS')
    if (error instanceof IllegalCitizenNumber) throw new ChipFieldRefused('number', 'MALFORMED')
    throw error
  }
}

const cardSecurity = (profile: ChipProfile, key: PublicPoint, signing: Signing) =>
  signObject(cardSecurityType, writeCardSecurityInfos(profile, key), signing)

function refuseWhereTooLarge(image: ChipImage, { capacity }: ChipProfile): void {
  let bytes = 0
  for (const file of image.values()) bytes += file.length
  if (bytes > capacity.chip) throw new ChipTooSmall(bytes, capacity.chip)
}
