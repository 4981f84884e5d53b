import type { ChipPerson } from '../../../core/card/chip-person.ts'
import { chipSerialOf } from '../../../core/contracts/chip-order.ts'
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
  const { ethnicity, religion, fatherName, motherName, legacyNumber } = person
  return {
    number: face.number,
    name: face.name,
    birthDate: face.birthDate,
    sex: face.sex,
    nationality: face.nationality,
    ethnicity,
    religion,
    origin: face.placeOfOrigin ?? face.birthRegistrationPlace,
    residence: face.residence,
    marks,
    issuedOn: face.issuedOn,
    expiresOn: face.expiresOn,
    fatherName,
    motherName,
    // Neither the desk nor the register's answer tells it.
    spouseName: null,
    legacyNumber,
    chipSerial,
    mrz: face.mrz,
  }
}

/** Stands for the serial number while no blank is known. */
export const noChipYet = chipSerialOf('')
