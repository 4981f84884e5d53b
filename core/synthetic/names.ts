import type { Sex } from '../citizen/citizen-number.ts'
import { highlandNames, kinhFamilies, kinhGenerations, sinitisedNames } from './name-tables.ts'
import type { SeededRandom } from './random.ts'

/** Part of the country: it decides between Hoàng and Huỳnh, Vũ and Võ. */
export type Region = keyof typeof kinhFamilies

/** The peoples (dân tộc) whose ways of naming are known here, by their names in the list of the 54. */
export type People = 'Kinh' | keyof typeof sinitisedNames | keyof typeof highlandNames

export const peoples: readonly People[] = [
  'Kinh',
  ...(Object.keys(sinitisedNames) as (keyof typeof sinitisedNames)[]),
  ...(Object.keys(highlandNames) as (keyof typeof highlandNames)[]),
]

/** What decides a name besides chance. */
export type NameBearer = {
  readonly people: People
  /** Family name or clan, from {@link familyName}. */
  readonly family: string
  readonly sex: Sex
  readonly birthYear: number
}

const isHighland = (people: People): people is keyof typeof highlandNames => people in highlandNames

/** Whose family name the children bear: the Ê-đê and Gia-rai clans pass through the mother. */
export function childrenFollow(people: People): Sex {
  return people === 'Ê-đê' || people === 'Gia-rai' ? 'FEMALE' : 'MALE'
}

/** A family name or clan, as often as it occurs. */
export function familyName(random: SeededRandom, people: People, region: Region): string {
  if (people === 'Kinh') return random.weighted(kinhFamilies[region])
  return random.weighted(isHighland(people) ? highlandNames[people].clans : sinitisedNames[people].families)
}

/** A whole name as a birth certificate has it: "Nguyễn Thị Thu Hà", "H' Hen Niê", "Y Bhao". */
export function personName(random: SeededRandom, bearer: NameBearer): string {
  if (bearer.people === 'Kinh') return kinhName(random, bearer)
  if (isHighland(bearer.people)) return highlandName(random, bearer, bearer.people)
  const { middle, given } = sinitisedNames[bearer.people]
  const sex = bearer.sex === 'MALE' ? 'male' : 'female'
  return `${bearer.family} ${random.weighted(middle[sex])} ${random.weighted(given[sex])}`
}

function kinhName(random: SeededRandom, { family, sex, birthYear }: NameBearer): string {
  const generation = kinhGenerations.find(({ upTo }) => birthYear <= upTo) ?? kinhGenerations[0]
  const { middle, given } = generation![sex === 'MALE' ? 'male' : 'female']
  const last = random.weighted(given.filter(([name]) => name !== family))
  const between = [random.weighted(middle)]
  if (birthYear > 1969 && random.chance(0.3))
    between.push(random.weighted(middle.filter(([name]) => name !== 'Thị')))
  return [family, ...new Set(between.filter((word) => word !== last && word !== family)), last].join(' ')
}

function highlandName(
  random: SeededRandom,
  { family, sex, birthYear }: NameBearer,
  people: keyof typeof highlandNames,
): string {
  const given = random.weighted(highlandNames[people][sex === 'MALE' ? 'male' : 'female'])
  const woman = sex === 'FEMALE'
  switch (people) {
    case 'Ê-đê':
      if (woman) return random.chance(0.7) ? `H' ${given} ${family}` : `H'${given} ${family}`
      return `Y ${given} ${family}`
    case 'Gia-rai':
      return woman ? `${family} H'${given}` : `${family} ${given}`
    case 'Ba na':
      return `${family} ${given}`
    case 'Xơ-Đăng':
      return woman ? `Y ${given}` : `A ${given}`
    case 'Mnông':
      if (birthYear < 1965 && random.chance(0.25)) return given // names of one word occur among the elderly
      return woman ? `Thị ${given}` : `Điểu ${given}`
  }
}
