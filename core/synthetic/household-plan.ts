import type { Sex } from '../citizen/citizen-number.ts'
import type { SeededRandom } from './random.ts'

export type HouseholdRelation = 'HEAD' | 'SPOUSE' | 'CHILD' | 'PARENT' | 'OTHER'

/** Someone in a household before they have a name: place in the family, sex, completed years. */
export type PlannedMember = { readonly relation: HouseholdRelation; readonly sex: Sex; readonly age: number }

type HouseholdKind = 'COUPLE' | 'THREE_GENERATIONS' | 'ONE_PARENT' | 'ALONE' | 'SHARED'

const oldest = 104

/** Who lives together: sizes and ages near those of the 2019 census (3.6 people; one household in ten is one person). */
export function planHousehold(random: SeededRandom): PlannedMember[] {
  const kind = random.weighted<HouseholdKind>([
    ['COUPLE', 56],
    ['THREE_GENERATIONS', 24],
    ['ONE_PARENT', 7],
    ['ALONE', 9],
    ['SHARED', 4],
  ])
  if (kind === 'ALONE') return [alone(random)]
  if (kind === 'SHARED') return shared(random)
  const head: PlannedMember = {
    relation: 'HEAD',
    sex: random.chance(kind === 'ONE_PARENT' ? 0.2 : 0.73) ? 'MALE' : 'FEMALE',
    age:
      kind === 'COUPLE'
        ? Math.round((random.between(22, 78) + random.between(22, 62)) / 2)
        : random.int(26, 55),
  }
  const spouse = kind === 'ONE_PARENT' ? [] : [spouseOf(random, head)]
  const mother = [head, ...spouse].find(({ sex }) => sex === 'FEMALE') ?? head
  const parents = kind === 'THREE_GENERATIONS' ? parentsOf(random, head) : []
  return [head, ...spouse, ...childrenOf(random, mother.age), ...parents]
}

function alone(random: SeededRandom): PlannedMember {
  const age = random.chance(0.45) ? random.int(66, 97) : random.int(20, 65)
  return { relation: 'HEAD', sex: random.chance(age > 65 ? 0.25 : 0.5) ? 'MALE' : 'FEMALE', age }
}

function shared(random: SeededRandom): PlannedMember[] {
  const age = random.int(19, 32)
  const sex = random.pick(['MALE', 'FEMALE'] as const)
  const others = Array.from({ length: random.int(1, 3) }, () => ({
    relation: 'OTHER' as const,
    sex,
    age: Math.max(18, age + random.int(-4, 4)),
  }))
  return [{ relation: 'HEAD', sex, age }, ...others]
}

/** Husbands are some years older on the whole, and never more than a year younger: every father is of age. */
function spouseOf(random: SeededRandom, head: PlannedMember): PlannedMember {
  const gap = Math.max(-1, Math.round(2.5 + 2.5 * random.gaussian()))
  const age = head.sex === 'MALE' ? head.age - gap : head.age + gap
  return {
    relation: 'SPOUSE',
    sex: head.sex === 'MALE' ? 'FEMALE' : 'MALE',
    age: Math.min(oldest, Math.max(20, age)),
  }
}

/** Births two years apart or more, the mother 19 to 42; grown children leave. Eldest first. */
function childrenOf(random: SeededRandom, mother: number): PlannedMember[] {
  const wanted = random.weighted([
    [0, 5],
    [1, 20],
    [2, 48],
    [3, 20],
    [4, 7],
  ] as const)
  const children: PlannedMember[] = []
  let motherAtBirth = random.int(19, 31)
  for (let i = 0; i < wanted && motherAtBirth <= 42; i++, motherAtBirth += random.int(2, 7)) {
    const age = mother - motherAtBirth
    const home = age >= 0 && age <= 35 && (age < 19 || random.chance(0.95 - (age - 18) / 18))
    // 111 boys are born for 100 girls.
    if (home) children.push({ relation: 'CHILD', sex: random.chance(0.526) ? 'MALE' : 'FEMALE', age })
  }
  return children
}

function parentsOf(random: SeededRandom, head: PlannedMember): PlannedMember[] {
  const motherAge = Math.min(oldest, head.age + random.int(20, 35))
  const mother: PlannedMember = { relation: 'PARENT', sex: 'FEMALE', age: motherAge }
  const fatherAge = motherAge + Math.max(0, Math.round(3 + 2 * random.gaussian()))
  const father: PlannedMember = { relation: 'PARENT', sex: 'MALE', age: Math.min(oldest, fatherAge) }
  if (random.chance(0.45)) return [father, mother]
  return [random.chance(0.2) ? father : mother]
}
