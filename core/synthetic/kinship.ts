import type { Sex } from '../citizen/citizen-number.ts'
import type { PlannedMember } from './household-plan.ts'
import { childrenFollow, familyName, personName } from './names.ts'
import type { People, Region } from './names.ts'
import type { SeededRandom } from './random.ts'

/** Father, mother or spouse of a person; `member` is the place in the household, null for one who lives elsewhere or has died. */
export type Kin = {
  readonly kind: 'FATHER' | 'MOTHER' | 'SPOUSE'
  readonly name: string
  readonly member: number | null
}

export type NamedMember = PlannedMember & { readonly name: string; readonly kin: readonly Kin[] }

/** What the names of a household go by; `year` is the year in which the ages are right. */
export type Naming = { readonly people: People; readonly region: Region; readonly year: number }

type Line = { readonly family: string; readonly naming: Naming }

/** Gives everyone a name that fits: children and the head's parents share the family's line, spouses have their own. */
export function nameMembers(
  random: SeededRandom,
  plan: readonly PlannedMember[],
  naming: Naming,
): NamedMember[] {
  const families = familiesOf(random, plan, naming)
  const names = plan.map(({ sex, age }, i) =>
    personName(random, {
      people: naming.people,
      family: families[i] ?? '',
      sex,
      birthYear: naming.year - age,
    }),
  )
  return plan.map((member, i) => {
    const near = kinAtHome(i, plan, names)
    const far = kinElsewhere(random, member, { near, line: { family: families[i] ?? '', naming } })
    return { ...member, name: names[i] ?? '', kin: [...near, ...far] }
  })
}

function familiesOf(
  random: SeededRandom,
  plan: readonly PlannedMember[],
  { people, region }: Naming,
): string[] {
  const follows = childrenFollow(people)
  const head = familyName(random, people, region)
  const spouse = familyName(random, people, region)
  const couple = plan[1]?.relation === 'SPOUSE'
  return plan.map(({ relation, sex }) => {
    if (relation === 'HEAD') return head
    if (relation === 'SPOUSE') return spouse
    if (relation === 'CHILD') return couple && plan[0]?.sex !== follows ? spouse : head
    return relation === 'PARENT' && sex === follows ? head : familyName(random, people, region)
  })
}

function kinAtHome(i: number, plan: readonly PlannedMember[], names: readonly string[]): Kin[] {
  const at = (relation: PlannedMember['relation']) =>
    [...plan.keys()].filter((j) => j !== i && plan[j]?.relation === relation)
  const spouse = (j: number): Kin => ({ kind: 'SPOUSE', name: names[j] ?? '', member: j })
  const parent = (j: number): Kin => ({
    kind: plan[j]?.sex === 'MALE' ? 'FATHER' : 'MOTHER',
    name: names[j] ?? '',
    member: j,
  })
  switch (plan[i]?.relation) {
    case 'HEAD':
      return [...at('SPOUSE').map(spouse), ...at('PARENT').map(parent)]
    case 'SPOUSE':
      return at('HEAD').map(spouse)
    case 'CHILD':
      return [...at('HEAD'), ...at('SPOUSE')].map(parent)
    case 'PARENT':
      return at('PARENT').map(spouse)
    default:
      return []
  }
}

/** Parents who live elsewhere or have died: mostly known by name, less often those of the old. */
function kinElsewhere(
  random: SeededRandom,
  member: PlannedMember,
  { near, line }: { readonly near: readonly Kin[]; readonly line: Line },
): Kin[] {
  const { people, region, year } = line.naming
  const known = member.age < 60 ? 0.85 : 0.5
  const parent = (kind: 'FATHER' | 'MOTHER', sex: Sex): Kin[] => {
    if (near.some((kin) => kin.kind === kind) || !random.chance(known)) return []
    const family = sex === childrenFollow(people) ? line.family : familyName(random, people, region)
    const birthYear = year - member.age - random.int(20, 35)
    return [{ kind, name: personName(random, { people, family, sex, birthYear }), member: null }]
  }
  return [...parent('FATHER', 'MALE'), ...parent('MOTHER', 'FEMALE')]
}
