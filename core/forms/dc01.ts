import type { Bilingual } from '../errors.ts'
import type {
  AddressField,
  AddressPartOnForm,
  Choice,
  ChoiceField,
  CorrectableField,
  DateField,
  DigitsField,
  FormDefinition,
  PersonField,
  PersonPart,
  TextField,
} from './definition.ts'
import { era2016, era2021, era2024, era2025, type FormEra } from './eras.ts'
import type { ResidentItem } from './resident-items.ts'

/** What a field says of itself before its kind; the citation is put behind the help. */
interface Item {
  readonly id: string
  readonly item: number
  readonly label: Bilingual
  readonly help: Bilingual
  readonly feeds: readonly ResidentItem[]
  readonly weight: number
  readonly required?: false
  readonly mayBeUnknown?: true
}

const both = (vi: string, en: string): Bilingual => ({ vi, en })
const choice = (code: string, vi: string, en: string, written = false): Choice => ({
  code,
  label: { vi, en },
  written,
})

const fieldBase = (era: FormEra, item: Item) => {
  const source = era.cite(item.feeds)
  const help = both(`${item.help.vi} (${source.vi}.)`, `${item.help.en} (${source.en}.)`)
  return { required: true, mayBeUnknown: false, ...item, help }
}

/** Smaller places within the commune (TT 66/2015/TT-BCA, article 18.2). */
const withinCommune: readonly AddressPartOnForm[] = [
  { part: 'hamlet', label: both('Thôn/ấp/bản/phum/sóc/tổ', 'Hamlet or group'), required: false },
  { part: 'street', label: both('Làng/phố', 'Village or street'), required: false },
  { part: 'house', label: both('Xóm/số nhà', 'Neighbourhood or house'), required: false },
]

const wholePerson: readonly PersonPart[] = ['name', 'number', 'nationality']

const writtenFromBirthCertificate = both(
  'Ghi đủ các cấp đơn vị hành chính theo giấy khai sinh; không có thì theo sổ quản lý cư trú.',
  'All levels of units as on the birth certificate; without one, as in the residence book.',
)

function identity(era: FormEra): readonly CorrectableField[] {
  const name: TextField = {
    ...fieldBase(era, {
      id: 'name',
      item: 1,
      label: both('Họ, chữ đệm và tên khai sinh', 'Name at birth'),
      help: both(
        'Viết CHỮ IN HOA, đủ dấu, đúng như giấy khai sinh; mỗi chữ một ô, cách một ô giữa hai từ.',
        'Capitals with all marks, as on the birth certificate; one letter a box, an empty box between words.',
      ),
      feeds: ['name'],
      weight: 12,
    }),
    type: 'TEXT',
    content: 'NAME',
    maxLength: 120,
    cells: 35,
  }
  const birthDate: DateField = {
    ...fieldBase(era, {
      id: 'birthDate',
      item: 2,
      label: both('Ngày, tháng, năm sinh', 'Date of birth'),
      help: both(
        'Không rõ ngày hoặc tháng thì ghi 00 vào ô đó; phải có năm sinh.',
        'Where day or month is not known, write 00; the year is needed.',
      ),
      feeds: ['birthDate'],
      weight: 12,
    }),
    type: 'DATE',
  }
  const number: DigitsField = {
    ...fieldBase(era, {
      id: 'number',
      item: 4,
      label: era.numberLabel,
      help: both(
        'Ghi 12 chữ số; nếu chỉ có CMND cũ thì ghi 9 chữ số từ ô đầu. Chưa được cấp thì để trống.',
        'Twelve digits, or the nine of an old card from the first box. Empty where none was given.',
      ),
      feeds: ['number', 'legacyNumber'],
      weight: 6,
      required: false,
      mayBeUnknown: true,
    }),
    type: 'DIGITS',
    lengths: [9, 12],
  }
  return [name, birthDate, bloodType(era), number, sex(era), maritalStatus(era)]
}

const bloodType = (era: FormEra): ChoiceField => ({
  ...fieldBase(era, {
    id: 'bloodType',
    item: 3,
    label: both('Nhóm máu', 'Blood type'),
    help: both('Chỉ đánh dấu khi có kết quả xét nghiệm.', 'Only from a laboratory result.'),
    feeds: ['bloodType'],
    weight: 1,
    required: false,
    mayBeUnknown: true,
  }),
  type: 'CHOICE',
  choices: ['O', 'A', 'B', 'AB'].map((type) => choice(type, type, type)),
})

const sex = (era: FormEra): ChoiceField => ({
  ...fieldBase(era, {
    id: 'sex',
    item: 5,
    label: both('Giới tính', 'Sex'),
    help: both('Đánh dấu X vào một ô.', 'Tick one box.'),
    feeds: ['sex'],
    weight: 8,
  }),
  type: 'CHOICE',
  choices: [choice('MALE', 'Nam', 'Male'), choice('FEMALE', 'Nữ', 'Female')],
})

const maritalStatus = (era: FormEra): ChoiceField => ({
  ...fieldBase(era, {
    id: 'maritalStatus',
    item: 6,
    label: both('Tình trạng hôn nhân', 'Marital status'),
    help: both('Đánh dấu X vào một ô; theo giấy tờ hộ tịch.', 'Tick one box; by the civil status papers.'),
    feeds: ['maritalStatus'],
    weight: 5,
  }),
  type: 'CHOICE',
  choices: [
    choice('SINGLE', 'Chưa kết hôn', 'Single'),
    choice('MARRIED', 'Đã kết hôn', 'Married'),
    choice('DIVORCED', 'Đã ly hôn', 'Divorced'),
  ],
})

function origins(era: FormEra): readonly CorrectableField[] {
  const place = (item: Item): AddressField => ({
    ...fieldBase(era, item),
    type: 'ADDRESS',
    parts: era.units,
  })
  const words = (item: Item): TextField => ({
    ...fieldBase(era, item),
    type: 'TEXT',
    content: 'WORDS',
    maxLength: 60,
    cells: null,
  })
  const known = { mayBeUnknown: true, help: writtenFromBirthCertificate } as const
  return [
    place({
      ...known,
      id: 'birthRegistrationPlace',
      item: 7,
      label: both('Nơi đăng ký khai sinh', 'Place of birth registration'),
      feeds: ['birthRegistrationPlace'],
      weight: 8,
    }),
    place({
      ...known,
      id: 'placeOfOrigin',
      item: 8,
      label: both('Quê quán', 'Place of origin'),
      feeds: ['placeOfOrigin'],
      weight: 6,
    }),
    words({
      id: 'ethnicity',
      item: 9,
      label: both('Dân tộc', 'Ethnicity'),
      help: both('Ghi tên dân tộc theo giấy khai sinh.', 'As on the birth certificate.'),
      feeds: ['ethnicity'],
      weight: 6,
      mayBeUnknown: true,
    }),
    words({
      id: 'religion',
      item: 10,
      label: both('Tôn giáo', 'Religion'),
      help: both('Không theo tôn giáo nào thì ghi “Không”.', 'Write “Không” for none.'),
      feeds: ['religion'],
      weight: 4,
      mayBeUnknown: true,
    }),
    nationality(era),
  ]
}

const nationality = (era: FormEra): ChoiceField => ({
  ...fieldBase(era, {
    id: 'nationality',
    item: 11,
    label: both('Quốc tịch', 'Nationality'),
    help: both(
      'Có quốc tịch khác thì đánh dấu và ghi tên nước.',
      'For another nationality, tick and write the country.',
    ),
    feeds: ['nationality'],
    weight: 6,
    mayBeUnknown: true,
  }),
  type: 'CHOICE',
  choices: [choice('VN', 'Việt Nam', 'Viet Nam'), choice('OTHER', 'Nước khác', 'Other', true)],
})

function residence(era: FormEra): readonly CorrectableField[] {
  const at = (item: Item): AddressField => ({
    ...fieldBase(era, item),
    type: 'ADDRESS',
    parts: [...era.units, ...withinCommune],
  })
  return [
    at({
      id: 'permanentAddress',
      item: 12,
      label: both('Nơi thường trú', 'Permanent residence'),
      help: both('Ghi theo sổ quản lý cư trú.', 'As in the residence book.'),
      feeds: ['permanentAddress'],
      weight: 12,
      mayBeUnknown: true,
    }),
    at({
      id: 'currentAddress',
      item: 13,
      label: both('Nơi ở hiện tại', 'Current abode'),
      help: both('Chỉ ghi khi khác nơi thường trú.', 'Only where it is not the permanent residence.'),
      feeds: ['currentAddress'],
      weight: 0,
      required: false,
      mayBeUnknown: true,
    }),
  ]
}

function relatives(era: FormEra): readonly PersonField[] {
  const relative = (id: string, label: Bilingual, more: Pick<Item, 'weight' | 'required'>): PersonField => ({
    ...fieldBase(era, {
      id,
      item: 14,
      label,
      help: both(
        'Ghi họ, chữ đệm và tên; số và quốc tịch nếu biết.',
        'The name; number and nationality as far as they are known.',
      ),
      feeds: ['relatives'],
      mayBeUnknown: true,
      ...more,
    }),
    type: 'PERSON',
    parts: wholePerson,
  })
  const ifAny = { weight: 0, required: false } as const
  return [
    relative('father', both('Cha', 'Father'), { weight: 6 }),
    relative('mother', both('Mẹ', 'Mother'), { weight: 6 }),
    relative('spouse', both('Vợ/chồng', 'Spouse'), ifAny),
    relative('representative', both('Người đại diện hợp pháp', 'Legal representative'), ifAny),
  ]
}

function household(era: FormEra): readonly CorrectableField[] {
  const head: PersonField = {
    ...fieldBase(era, {
      id: 'head',
      item: 15,
      label: both('Chủ hộ', 'Head of household'),
      help: both('Ghi họ, chữ đệm và tên, số của chủ hộ.', 'Name and number of the head of household.'),
      feeds: ['household'],
      weight: 5,
      mayBeUnknown: true,
    }),
    type: 'PERSON',
    parts: ['name', 'number'],
  }
  const relation: ChoiceField = {
    ...fieldBase(era, {
      id: 'relationToHead',
      item: 16,
      label: both('Quan hệ với chủ hộ', 'Relation to the head'),
      help: both('Đánh dấu X vào một ô.', 'Tick one box.'),
      feeds: ['relationToHead'],
      weight: 5,
      mayBeUnknown: true,
    }),
    type: 'CHOICE',
    choices: [
      choice('HEAD', 'Là chủ hộ', 'Is the head'),
      choice('SPOUSE', 'Vợ/chồng', 'Spouse'),
      choice('CHILD', 'Con', 'Child'),
      choice('PARENT', 'Cha/mẹ', 'Parent'),
      choice('OTHER', 'Khác', 'Other', true),
    ],
  }
  return [head, relation]
}

/** The sixteen items of DC01 as they stand at a time; DC02 corrects the same items. */
export function collectionItems(era: FormEra): readonly CorrectableField[] {
  return [...identity(era), ...origins(era), ...residence(era), ...relatives(era), ...household(era)]
}

/** Phiếu thu thập thông tin dân cư, in the order of its times. */
export const dc01Definitions: readonly FormDefinition[] = [era2016, era2021, era2024, era2025].map((era) => ({
  kind: 'DC01',
  version: `DC01/${era.version}`,
  title: { vi: 'Phiếu thu thập thông tin dân cư', en: 'Population data collection form' },
  prescribedBy: era.prescribedBy,
  validFrom: era.validFrom,
  validTo: era.validTo,
  headingUnits: era.units,
  fields: collectionItems(era),
}))
