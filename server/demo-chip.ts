import sharp from 'sharp'
import type { ChipBiometrics, ChipPerson } from '../core/card/chip-person.ts'
import type { ChipProfile } from '../core/card/chip-profile.ts'
import { ageOn, type CalendarDate } from '../core/dates/calendar-date.ts'
import { chipHolder } from '../core/synthetic/chip-holder.ts'
import { demoPopulation } from '../core/synthetic/demo-population.ts'
import { renderImpression, synthesiseFinger } from '../core/synthetic/finger.ts'
import { demoCommunes } from '../core/synthetic/places.ts'
import { syntheticHouseholds } from '../core/synthetic/population.ts'
import { portraitSvg } from '../core/synthetic/portrait.ts'
import type { ChipCaptures } from './biometrics/chip-pictures.ts'
import { openChipPictureMaker } from './biometrics/chip-pictures.ts'

export interface SampleCard {
  readonly person: ChipPerson
  readonly biometrics: ChipBiometrics
}

/** Right and left index finger: those that old cards print and DG3 usually has. */
const positions = [2, 7] as const
/** Grown-ups before their last card, so that the sample has a portrait, fingers and a date of expiry. */
const ages = { least: 20, most: 57 } as const
const glass = { width: 300, height: 374 } as const

/** The card of an invented person, always the same one: its pictures are brought onto the chip as those of real files. */
export async function sampleCard(
  profile: ChipProfile,
  { issuedOn, fingers }: { readonly issuedOn: CalendarDate; readonly fingers: boolean },
): Promise<SampleCard> {
  const person = sampleHolder({ issuedOn, noExpiry: profile.noExpiry.mrz })
  const maker = openChipPictureMaker()
  try {
    const biometrics = await maker.make({
      portrait: await portraitOf(person),
      mostPortraitBytes: profile.capacity.portrait,
      fingers: fingers ? await Promise.all(positions.map(fingerOf)) : [],
    })
    if ('unreadable' in biometrics) throw new Error('the sample has no picture')
    return { person, biometrics }
  } finally {
    await maker.close()
  }
}

/** The invented person of the samples, always the same one. */
export function sampleHolder(issue: Parameters<typeof chipHolder>[2]): ChipPerson {
  for (const household of syntheticHouseholds({ ...demoPopulation, units: demoCommunes })) {
    for (const resident of household.members) {
      const age = ageOn(resident.birthDate, issue.issuedOn)
      const person = age < ages.least || age > ages.most ? null : chipHolder(resident, household, issue)
      if (person !== null && isTold(person)) return person
    }
  }
  throw new Error('nobody in the demonstration is of age')
}

/** Nothing that a chip has place for is missing, and no two of the family could be taken for each other. */
const isTold = (person: ChipPerson) => {
  const { name, fatherName, motherName, spouseName } = person
  const names = new Set([name, fatherName, motherName, spouseName])
  return Object.values(person).every((detail) => detail !== null) && names.size === 4
}

async function portraitOf({ number, sex, birthDate, issuedOn }: ChipPerson): Promise<Uint8Array> {
  const svg = portraitSvg(`chip/${number}`, { ageYears: ageOn(birthDate, issuedOn), sex })
  return new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer())
}

async function fingerOf(position: (typeof positions)[number]): Promise<ChipCaptures['fingers'][number]> {
  const { width, height, pixels } = renderImpression(synthesiseFinger(position), 0, glass)
  const png = await sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer()
  return { position, bytes: new Uint8Array(png) }
}
