import type { UnitRecord } from '../citizen/administrative-units.ts'
import { mergerDate } from '../citizen/provinces.ts'
import { addDays, daysBetween, yearOf } from '../dates/calendar-date.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { planHousehold } from './household-plan.ts'
import { nameMembers } from './kinship.ts'
import type { PrintedUnit, SyntheticCommune } from './places.ts'
import { seededRandom } from './random.ts'
import type { SeededRandom } from './random.ts'
import { describeResident, religionOf } from './resident.ts'
import type { Family, NumberSource, SyntheticResident } from './resident.ts'
import { serialSource } from './serials.ts'

/** People at one address, the head first. */
export type SyntheticHousehold = {
  /** From 0, without gaps; with the member's place in `members` it names a person of the population. */
  readonly index: number
  readonly unit: UnitRecord
  /** As printed today. */
  readonly address: string
  /** First day at this address. */
  readonly since: CalendarDate
  /** The same address before the units of 01/07/2025, where the registry has kept it. */
  readonly formerly: { readonly unit: UnitRecord; readonly address: string } | null
  readonly members: readonly SyntheticResident[]
}

export type PopulationPlan = {
  readonly seed: number | string
  /** At least so many; the last household is a whole one. */
  readonly residents: number
  /** The day their ages are right on; not before the units of 01/07/2025. */
  readonly on: CalendarDate
  readonly units: readonly SyntheticCommune[]
}

/**
 * Invented people, household by household, in little memory however many. The same seed, day and units give the same
 * people; a larger population begins with the smaller one. Numbers are unique within one population.
 * Throws RangeError for a day before 01/07/2025 or without units.
 */
export function* syntheticHouseholds(plan: PopulationPlan): Generator<SyntheticHousehold, void, void> {
  if (plan.on < mergerDate)
    throw new RangeError('the synthetic population lives in the units since 01/07/2025')
  const numbers: NumberSource = {
    citizen: serialSource(`${plan.seed}/citizen`, 1_000_000),
    cmnd: serialSource(`${plan.seed}/cmnd`, 10_000_000),
  }
  for (let index = 0, residents = 0; residents < plan.residents; index++) {
    const random = seededRandom(`${plan.seed}/household/${index}`)
    const household = composeHousehold({ random, plan, numbers }, index)
    residents += household.members.length
    yield household
  }
}

type Context = {
  readonly random: SeededRandom
  readonly plan: PopulationPlan
  readonly numbers: NumberSource
}

function composeHousehold({ random, plan, numbers }: Context, index: number): SyntheticHousehold {
  const commune = random.weighted(plan.units.map((unit) => [unit, unit.weight] as const))
  const people = random.weighted(commune.peoples)
  const former = random.pick<PrintedUnit>(commune.former)
  const since = addDays(plan.on, -random.int(30, daysBetween(former.unit.validFrom, plan.on) - 1))
  const detail = `Số nhà ${random.int(1, 320)}, ${commune.hamlet} ${random.int(1, 12)}`
  const origin = random.chance(0.75) ? commune : random.pick(plan.units)
  const family: Family = {
    people,
    religion: religionOf(random, people),
    commune,
    origin,
    born: random.chance(0.8) ? commune : origin,
    since,
    on: plan.on,
  }
  const named = nameMembers(random, planHousehold(random), {
    people,
    region: commune.region,
    year: yearOf(plan.on),
  })
  const members = named.map((person) => describeResident({ random, numbers, family }, person))
  return {
    index,
    unit: commune.unit,
    address: `${detail}, ${commune.printed}`,
    since,
    formerly:
      since < mergerDate && random.chance(0.3)
        ? { unit: former.unit, address: `${detail}, ${former.printed}` }
        : null,
    members: withNumbersOfRelatives(members),
  }
}

/** A relative's number where that relative lives in the same household. */
function withNumbersOfRelatives(members: readonly SyntheticResident[]): SyntheticResident[] {
  return members.map((member) => ({
    ...member,
    relatives: member.relatives.map((relative) => ({
      ...relative,
      number: relative.member === null ? null : (members[relative.member]?.number ?? null),
    })),
  }))
}
