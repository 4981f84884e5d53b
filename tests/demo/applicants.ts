import type { FingerPosition } from '../../core/biometrics/positions.ts'
import { ageOn, type CalendarDate, isComplete } from '../../core/dates/calendar-date.ts'
import type { DeclaredPerson, PacketManifest } from '../../core/enrollment/packet.ts'
import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { parsePartialDate } from '../../core/dates/calendar-date.ts'
import { demoPopulation } from '../../core/synthetic/demo-population.ts'
import { demoCommunes } from '../../core/synthetic/places.ts'
import { syntheticHouseholds, type SyntheticHousehold } from '../../core/synthetic/population.ts'
import type { SyntheticResident } from '../../core/synthetic/resident.ts'

export type Ending = 'ISSUED' | 'RETURNED' | 'REFUSED'

/** One application at the desk, and how it must end by law. */
export interface Applicant {
  readonly story: string
  readonly ending: Ending
  /** What the applicant says; null when they know no number. */
  readonly number: string | null
  readonly birthDate: string
  readonly kind: PacketManifest['kind']
  readonly hasCollectionForm: boolean
  /** What the officer writes down where the registry does not know the person. */
  readonly declared: DeclaredPerson | null
  readonly representative: PacketManifest['representative']
  readonly amputated: readonly FingerPosition[]
  /** Whose fingers and face. */
  readonly bodySeed: number
  readonly age: number
}

type Known = SyntheticResident & {
  readonly number: NonNullable<SyntheticResident['number']>
  readonly household: SyntheticHousehold
}

const amputatedFinger: FingerPosition = 7

/** Applicants for a demonstration: the special cases first, ordinary people after; the same for the same day. */
export function demoApplicants(count: number, today: CalendarDate): readonly Applicant[] {
  const people = knownPeople()
  const taken = new Set<string>()
  const age = (person: Known) => ageOn(person.birthDate, today)
  const take = (fits: (person: Known) => boolean): Known => {
    const person = people.find((known) => !taken.has(known.number) && fits(known))
    if (!person) throw new Error('the demo population has nobody of this kind')
    taken.add(person.number)
    return person
  }
  const between = (from: number, to: number) => (person: Known) =>
    age(person) >= from && age(person) <= to && isComplete(person.birthDate) && ordinaryName(person)
  const applicant = (story: string, person: Known, change: Partial<Applicant> = {}): Applicant => ({
    story,
    ending: 'ISSUED',
    number: person.number,
    birthDate: person.birthDate,
    kind: 'EXCHANGE',
    hasCollectionForm: false,
    declared: null,
    representative: age(person) < 14 ? representativeOf(person, age) : null,
    amputated: [],
    bodySeed: people.indexOf(person) + 1,
    age: age(person),
    ...change,
  })
  const first = take(between(25, 39))
  const withParent = (from: number, to: number) => (person: Known) =>
    between(from, to)(person) && representativeOf(person, age) !== null
  const cases: (() => Applicant)[] = [
    () => applicant('người lớn', first),
    () => applicant('dưới 6 tuổi, không lấy sinh trắc', take(withParent(1, 5)), { kind: 'FIRST_ISSUE' }),
    () => applicant('6–13 tuổi, có người đại diện', take(withParent(6, 13)), { kind: 'FIRST_ISSUE' }),
    () => applicant('một ngón tay bị cụt', take(between(40, 57)), { amputated: [amputatedFinger] }),
    () => applicant('nộp hồ sơ hai lần', first, { ending: 'REFUSED' }),
    () =>
      applicant(
        'chỉ biết năm sinh',
        take((person) => person.birthDate.length === 4),
      ),
    () =>
      applicant(
        'tên dạng Y Bhao',
        take((person) => /^(Y|H)['’ ]/.test(person.name) && age(person) >= 14),
      ),
    () => stranger('chưa có trong CSDL dân cư, có phiếu DC01', { today, ending: 'ISSUED', index: 1 }),
    () => stranger('chưa có trong CSDL dân cư, không có phiếu', { today, ending: 'RETURNED', index: 2 }),
    () => applicant('14–22 tuổi', take(between(14, 22))),
    () => applicant('từ 58 tuổi, không thời hạn', take(between(58, 75))),
  ]
  const bands = [between(23, 38), between(39, 57), between(14, 22), withParent(6, 13), between(58, 90)]
  return Array.from({ length: count }, (_, i) => {
    const make = cases[i]
    return make ? make() : applicant('người dân', take(bands[i % bands.length] ?? between(23, 38)))
  })
}

const ordinaryName = ({ name }: Known) => name.length < 30

/** Grown-ups of the demonstration whom no story is about, by number and birth date. */
export function ordinaryAdults(
  count: number,
  today: CalendarDate,
): readonly { readonly number: string; readonly birthDate: string }[] {
  const adults = knownPeople().filter(({ birthDate, name }) => {
    const years = ageOn(birthDate, today)
    return isComplete(birthDate) && years >= 18 && years < 58 && name.length < 30
  })
  return adults.slice(-count)
}

function knownPeople(): Known[] {
  const people: Known[] = []
  for (const household of syntheticHouseholds({ ...demoPopulation, units: demoCommunes })) {
    for (const member of household.members) {
      if (member.number !== null && !member.provisional)
        people.push({ ...member, number: member.number, household })
    }
  }
  return people
}

/** A grown-up woman or man of the household with a number of their own. */
function representativeOf(person: Known, age: (person: Known) => number): PacketManifest['representative'] {
  for (const member of person.household.members) {
    if (member.number === null || member.relation === 'CHILD' || member.number === person.number) continue
    const grownUp: Known = { ...member, number: member.number, household: person.household }
    if (age(grownUp) < 18) continue
    const relation = member.sex === 'FEMALE' ? 'MOTHER' : 'FATHER'
    return { number: member.number, name: member.name, relation }
  }
  return null
}

/** Somebody whom the registry has never heard of. */
function stranger(
  story: string,
  { today, ending, index }: { today: CalendarDate; ending: Ending; index: number },
): Applicant {
  const birthDate = parsePartialDate(`199${index}-03-0${index}`)
  const place = 'Xã Mẫu Hai, Thành phố Hà Nội'
  return {
    story,
    ending,
    number: ending === 'RETURNED' ? parseCitizenNumber('001092999999') : null,
    birthDate,
    kind: 'FIRST_ISSUE',
    hasCollectionForm: ending === 'ISSUED',
    declared: {
      name: index === 1 ? 'Trần Thị Chưa Ghi' : 'Lê Văn Chưa Rõ',
      birthDate,
      sex: index === 1 ? 'FEMALE' : 'MALE',
      nationality: 'Việt Nam',
      ethnicity: 'Kinh',
      religion: null,
      birthRegistrationPlace: place,
      placeOfOrigin: place,
      residence: `Thôn ${index}, ${place}`,
      residenceUnit: '00009',
      birthProvince: '001',
      legacyNumber: null,
      fatherName: null,
      motherName: 'Phạm Thị Mẫu',
    },
    representative: null,
    amputated: [],
    bodySeed: 900_000 + index,
    age: ageOn(birthDate, today),
  }
}
