import type { ChipPerson } from '../../../core/card/chip-person.ts'
import type { CardFace } from '../../../core/card/card-face.ts'
import type { DeclaredPerson } from '../../../core/enrollment/packet.ts'

/** What a chip says beside the face of its card. */
export interface ChipDetails {
  readonly person: DeclaredPerson
  readonly marks: string | null
  readonly chipSerial: string
}

/** What stands printed stands in the chip, word by word; the rest is what the citizen declared. */
export function chipPerson(face: CardFace, { person, marks, chipSerial }: ChipDetails): ChipPerson {
  const { number, name, birthDate, sex, nationality, residence, birthRegistrationPlace } = face
  const { ethnicity, religion, fatherName, motherName, legacyNumber } = person
  return {
    ...{ number, name, birthDate, sex, nationality, residence, issuedOn: face.issuedOn },
    ...{ expiresOn: face.expiresOn, mrz: face.mrz, origin: birthRegistrationPlace },
    ...{ ethnicity, religion, marks, fatherName, motherName, legacyNumber, chipSerial },
    // Neither the desk nor the register's answer tells it.
    spouseName: null,
  }
}

/** Until blanks are delivered with the numbers of their chips: the blank's own, in the sixteen characters that DG13 has for it. */
export const chipSerialOf = (blankSerial: string) =>
  blankSerial
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .slice(-16)
    .padStart(16, '0')

/** Stands for the serial number while no blank is known. */
export const noChipYet = chipSerialOf('')
