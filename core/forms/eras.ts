import { mergerDate } from '../citizen/provinces.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import type { AddressPartOnForm } from './definition.ts'
import { type ResidentItem, residentItems } from './resident-items.ts'

/** What the forms of one time have in common: who prescribes them, which units they name, which article they serve. */
export interface FormEra {
  readonly version: string
  readonly prescribedBy: string
  readonly validFrom: CalendarDate
  readonly validTo: CalendarDate | null
  /** Levels of units down to the commune. */
  readonly units: readonly AddressPartOnForm[]
  /** What the number of a person is called on paper. */
  readonly numberLabel: Bilingual
  /** Cites the article that lists these items of the registry. */
  readonly cite: (items: readonly ResidentItem[]) => Bilingual
}

const part = (name: AddressPartOnForm['part'], vi: string, en: string): AddressPartOnForm => ({
  part: name,
  label: { vi, en },
  required: true,
})

const province = part('province', 'Tỉnh/thành phố', 'Province/city')

/** TT 66/2015/TT-BCA, article 18.2: the three levels until 30/06/2025. */
const threeLevels = [
  province,
  part('district', 'Quận/huyện/thị xã', 'District'),
  part('commune', 'Xã/phường/thị trấn', 'Commune'),
]

/** Since 01/07/2025 there are no districts (NQ 203/2025/QH15). */
const twoLevels = [province, part('commune', 'Xã/phường/đặc khu', 'Commune')]

const cite2014 = (): Bilingual => ({
  vi: 'Luật Căn cước công dân 2014, Điều 9',
  en: 'Law on Citizen Identification 2014, article 9',
})

function cite2023(items: readonly ResidentItem[]): Bilingual {
  const numbers = items.map((item) => residentItems[item].number).join(', ')
  return {
    vi: `Luật Căn cước 2023, Điều 9, mục ${numbers}`,
    en: `Law on Identification 2023, article 9 (${numbers})`,
  }
}

const oldNumber = { vi: 'Số CMND/số định danh cá nhân', en: 'Old or personal identification number' }
const newNumber = { vi: 'Số định danh cá nhân/số CMND', en: 'Personal identification or old number' }

/** TT 07/2016/TT-BCA: the collection of 2017 to 2020. */
export const era2016: FormEra = {
  version: '2016',
  prescribedBy: 'Thông tư số 66/2015/TT-BCA',
  validFrom: '2016-01-01' as CalendarDate,
  validTo: '2021-07-01' as CalendarDate,
  units: threeLevels,
  numberLabel: oldNumber,
  cite: cite2014,
}

/** TT 59/2021/TT-BCA: supplements at the desk beside the campaign for cards. */
export const era2021: FormEra = {
  ...era2016,
  version: '2021',
  prescribedBy: 'Thông tư số 66/2015/TT-BCA và 104/2020/TT-BCA',
  validFrom: '2021-07-01' as CalendarDate,
  validTo: '2024-07-01' as CalendarDate,
}

/** Luật Căn cước 2023 and TT 17/2024/TT-BCA. */
export const era2024: FormEra = {
  version: '2024',
  prescribedBy: 'Thông tư số 17/2024/TT-BCA',
  validFrom: '2024-07-01' as CalendarDate,
  validTo: mergerDate,
  units: threeLevels,
  numberLabel: newNumber,
  cite: cite2023,
}

/** TT 53/2025/TT-BCA: units of two levels. */
export const era2025: FormEra = {
  ...era2024,
  version: '2025',
  prescribedBy: 'Thông tư số 53/2025/TT-BCA',
  validFrom: mergerDate,
  validTo: null,
  units: twoLevels,
}
